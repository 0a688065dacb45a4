import { OWN_NUMBER } from "../emulators/carriers/own-number";
import { TEST_PHONES } from "../emulators/carriers/test-contacts";
import type { RandomChoices } from "../faults/random-choices";
import {
  AREA_CODES,
  EMAIL_DOMAINS,
  GIVEN_NAMES,
  PHONE_STYLES,
  type SampleContact,
  UNUSABLE_PHONES,
} from "./sample-data";

const RESERVED_FOR_TESTS: ReadonlySet<string> = new Set([...Object.values(TEST_PHONES), OWN_NUMBER]);

/**
 * Generates the contacts of ordinary patients: unique phone numbers and email addresses, none of the test phones.
 * @returns a function that returns the next patient's contact
 */
export function contactGenerator(random: RandomChoices): () => SampleContact {
  const phones = random.shuffled([...northAmericanPhones(random), ...londonPhones()]);
  let patient = 0;
  const phone = () => {
    const next = phones.pop();
    if (!next)
      throw new RangeError("The sample day has more patients than there are phone numbers reserved for fiction.");
    return next;
  };
  const email = () => `${random.pick(GIVEN_NAMES)}.${patient}@${random.pick(EMAIL_DOMAINS)}`;

  return () => {
    patient++;
    const share = random.fraction();
    if (share < 0.8) return { phoneNumber: phone(), email: email() };
    if (share < 0.88) return { phoneNumber: phone() };
    if (share < 0.95) return { email: email() };
    if (share < 0.965) return {};
    if (share < 0.985) return { phoneNumber: random.pick(UNUSABLE_PHONES), email: email() };
    return { phoneNumber: random.pick(UNUSABLE_PHONES) };
  };
}

/**
 * Phone numbers of ordinary patients that are reserved for fiction, in random order: of London for `GB`, otherwise of North
 * America.
 * @param country ISO 3166-1 alpha-2
 */
export function phonesOf(random: RandomChoices, country: string): string[] {
  return random.shuffled(country === "GB" ? londonPhones(1) : northAmericanPhones(random));
}

function northAmericanPhones(random: RandomChoices): string[] {
  return AREA_CODES.flatMap((areaCode) =>
    Array.from({ length: 100 }, (_, index) => `01${String(index).padStart(2, "0")}`)
      .filter((digits) => !RESERVED_FOR_TESTS.has(`+1${areaCode}555${digits}`))
      .map((digits) => random.pick(PHONE_STYLES).replace("A", areaCode).replace("N", digits)),
  );
}

/** @param every of how many numbers one is used */
function londonPhones(every = 5): string[] {
  return Array.from({ length: 1000 }, (_, index) => `+44 20 7946 0${String(index).padStart(3, "0")}`).filter(
    (_, index) => index % every === 0,
  );
}
