import { translateHl7 } from "../../../../services/domain/translation/hl7/translate-hl7";
import type {
  Ignored,
  TranslatedBooking,
  Translation,
  Untranslatable,
} from "../../../../services/domain/translation/translation";

/** Translates at a clinic in New York. */
export function translate(body: string, zone = "America/New_York"): Translation {
  return translateHl7(body, { zoneOf: () => zone });
}

/** The only booking of a message. */
export function booking(body: string, zone?: string): TranslatedBooking {
  const [only, ...others] = translate(body, zone);
  if (only.kind !== "booking" || others.length > 0)
    throw new Error(`not one booking: ${JSON.stringify([only, ...others])}`);
  return only;
}

/** What is wrong with a message of which nothing can be translated, as `path: problem`. */
export function problems(body: string): string[] {
  return translate(body).flatMap((one) =>
    (one as Untranslatable).violations.map(({ field, problem }) => `${field}: ${problem}`),
  );
}

/** Why a message is ignored. */
export function ignored(body: string): string {
  const [only] = translate(body);
  return (only as Ignored).reason;
}
