/**
 * Checks that the account has the number or the sender ID that a clinic's texts come from, and that SNS may use it. Synth
 * cannot see the account, and a clinic whose texts are refused or lost is noticed only by its patients.
 */
import type { Clinic } from "../../../../contracts/clinics/clinic";
import { textedWith, WITHOUT_SENDER_IDS } from "../../../../contracts/clinics/texted-countries";
import type { OriginationIdentity } from "../../aws/inspection/carriers/inspect-sms-resources";
import { known, type Lookup } from "../../aws/inspection/lookup";
import { counted } from "../../output/table";
import { type Check, check, type Finding, fail, ok, unchecked, warn } from "../facts/check";
import type { Facts } from "../facts/facts";
import { carrierOf } from "../facts/receipt-facts";
import { isClosed, TO_SEND } from "./check-sms-resources";

const TITLE = "Clinics' senders";
const PAGE = "docs/clinics.md#senders-of-texts";
const POLICY_PAGE = "docs/deploying.md#1-a-number-that-may-send-texts";
const LOST = "texts are refused or not delivered";
/** Of the clinics with the same problem. */
const MAX_NAMED = 20;

type Report = (seen: string) => Finding;

interface Problem {
  /** The end of a sentence about several clinics. */
  readonly what: string;
  readonly report: Report;
}

const failing = (what: string, page = PAGE): Problem => ({ what, report: (seen) => fail(seen, page) });
const warning = (what: string): Problem => ({ what, report: (seen) => warn(seen, PAGE) });

/** One line if nothing is wrong, or one for each problem with the ids of its clinics; none without profiles. */
export function checkClinicSenders({ clinics, smsResources, environment, texts }: Facts): Check[] {
  const identities = withoutPolicies(smsResources.identities, texts);
  const line = (finding: Finding): Check[] => [{ title: TITLE, ...finding }];
  if (clinics.how !== "known") {
    const unknown = unchecked("the clinic profiles are not known");
    return [check(TITLE, clinics, unknown, () => unknown)];
  }
  if (clinics.value === "none") return [];
  if (clinics.value === "not given") {
    const remedy = `npm run ops -- doctor --environment ${environment} --clinics FILE`;
    return line({ ...unchecked("the clinic profiles are in a file, which was not given"), remedy });
  }
  const own = clinics.value.filter(({ sms }) => sms.originationNumber ?? sms.senderId);
  if (own.length === 0) return line(ok("no clinic has its own: AWS chooses a number of the account"));
  if (identities.how !== "known") {
    const missing = unchecked("AWS End User Messaging has none in this region");
    return [check(TITLE, identities, missing, () => missing)];
  }
  const found = problemsOf(own, identities.value);
  if (found.size === 0) return line(ok(summary(own, identities.value, carrierOf(texts) === "sns")));
  return [...found.values()].flatMap(({ problem, ids }) => line(problem.report(`${named(ids)}: ${problem.what}`)));
}

/** End User Messaging needs no policy within the account. */
function withoutPolicies(identities: Lookup<readonly OriginationIdentity[]>, texts: Facts["texts"]) {
  if (identities.how !== "known" || carrierOf(texts) === "sns") return identities;
  return known(identities.value.map((one) => ({ ...one, policy: { how: "missing" } as const })));
}

/** By problem, with the clinics that have it. */
function problemsOf(clinics: readonly Clinic[], identities: readonly OriginationIdentity[]) {
  const found = new Map<string, { readonly problem: Problem; readonly ids: string[] }>();
  for (const clinic of clinics) {
    const { originationNumber, senderId } = clinic.sms;
    const problem =
      (originationNumber && numberProblem(originationNumber, clinic, identities)) ||
      (senderId && senderIdProblem(senderId, clinic, identities));
    if (!problem) continue;
    const same = found.get(problem.what) ?? { problem, ids: [] };
    same.ids.push(clinic.id);
    found.set(problem.what, same);
  }
  return found;
}

function numberProblem(
  number: string,
  { sms: { originationCountry } }: Clinic,
  identities: readonly OriginationIdentity[],
): Problem | undefined {
  const identity = identities.find((one) => isNumber(one, number));
  if (!identity) return failing(`this account has no such number for texts in this region: ${LOST}`);
  const { state, isSimulator, country } = identity;
  if (isSimulator) return failing(`the number is one of AWS's simulator: ${LOST}`);
  if (state !== "ACTIVE") return failing(`the number is not active (${state.toLowerCase()}): ${LOST}`);
  if (country && originationCountry && !textedWith(country).includes(originationCountry)) {
    return failing(`the number is for phones in ${country}, not in ${originationCountry}: ${LOST}`);
  }
  return closedProblem([identity]);
}

/** A sender ID belongs to one country, and need not be registered everywhere. */
function senderIdProblem(
  senderId: string,
  { countries, defaultCountry }: Clinic,
  identities: readonly OriginationIdentity[],
): Problem | undefined {
  const texted = (countries === "all" ? [defaultCountry] : countries).filter(
    (one) => !WITHOUT_SENDER_IDS.includes(one),
  );
  const all = identities.filter(({ sender }) => sender === senderId);
  if (all.length === 0) {
    return warning("this account has no such sender ID in this region: phones may show another sender");
  }
  const missing = texted.filter((one) => !all.some(({ country }) => country === one));
  const used = all.filter(({ country }) => country === undefined || texted.includes(country));
  const closed = closedProblem(used);
  if (closed || missing.length === 0) return closed;
  return warning(`this account does not have the sender ID for ${missing.join(", ")}: phones may show another sender`);
}

function closedProblem(identities: readonly OriginationIdentity[]): Problem | undefined {
  const isAnyClosed = identities.some((identity) => isClosed(identity, TO_SEND));
  return isAnyClosed ? failing(`its policy does not allow SNS: ${LOST}`, POLICY_PAGE) : undefined;
}

function isNumber({ sender }: OriginationIdentity, number: string): boolean {
  return sender !== undefined && sender.replace(/^\+/, "") === number.replace(/^\+/, "");
}

function summary(
  clinics: readonly Clinic[],
  identities: readonly OriginationIdentity[],
  needsPolicies: boolean,
): string {
  const numbers = new Set(clinics.flatMap(({ sms }) => sms.originationNumber ?? []));
  const senderIds = new Set(clinics.flatMap(({ sms }) => sms.senderId ?? []));
  const used = identities.filter(
    (one) => [...numbers].some((number) => isNumber(one, number)) || senderIds.has(one.sender ?? ""),
  );
  const parts = [
    ...(numbers.size > 0 ? [counted(numbers.size, "number")] : []),
    ...(senderIds.size > 0 ? [counted(senderIds.size, "sender ID")] : []),
  ];
  const isOpen = used.every(({ policy }) => policy.how === "known");
  const policies = isOpen ? ", and SNS may use them" : ", and their policies could not be checked";
  const found = `the account has ${parts.join(" and ")} of ${counted(clinics.length, "clinic")}`;
  return `${found}${needsPolicies ? policies : ""}`;
}

function named(ids: readonly string[]): string {
  const others = ids.length - MAX_NAMED;
  return `${ids.slice(0, MAX_NAMED).join(", ")}${others > 0 ? ` and ${others} more` : ""}`;
}
