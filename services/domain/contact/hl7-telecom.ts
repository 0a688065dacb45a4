/**
 * Phones and emails in HL7 v2: repetitions of XTN, "extended telecommunication number", such as
 * `(206)555-0111^PRN^CP~^NET^Internet^pat@example.com` (HL7 v2.5.1, section 2.A.89; tables 0201 and 0202).
 */

const PHONES = new Set(["PH", "CP"]);
/** Devices that do not receive texts, and types that are not phones. */
const NO_PHONES = new Set(["FX", "MD", "BP", "SAT", "TDD", "TTY", "INTERNET", "X.400"]);
/** Uses that are not the patient's phone: emergency contact, answering service, beeper, network and Direct address. */
const NOT_THE_PATIENTS = new Set(["EMR", "ASN", "BPN", "NET", "DSM"]);
/** Labels of uses: of mobiles and of numbers that others may answer. Some senders write words. */
const USES: Readonly<Record<string, XtnNumber["label"]>> = {
  WPN: "work",
  ORN: "home",
  VHN: "home",
  MOBILE: "cell",
  CELL: "cell",
  WORK: "work",
  BUSINESS: "work",
};
const SHAPE = /\^(?:PRN|ORN|WPN|VHN|ASN|EMR|NET|BPN|PRS)(?:\^|~|$)|\^(?:PH|CP|FX|MD|BP|INTERNET)(?:\^|~|$)|^\^\^/i;

/** A number of XTN that a patient may be reached at. */
export interface XtnNumber {
  readonly number: string;
  readonly label: "cell" | "work" | "home" | "phone";
  /** "" if there is none. */
  readonly extension: string;
  /** What somebody wrote next to the number; "" if there is nothing. */
  readonly remark: string;
}

/** TN, which was the first component before version 2.3: `(206)555-0111X12B99Cafter 5`. */
const TN = /^([^\p{L}]*\d)(?:X(\d+))?(?:B\d+)?(?:C(.*))?$/su;

/**
 * Reads one repetition of XTN.
 * @param components at least the first twelve, trimmed
 * @returns undefined if it is no phone of the patient's
 */
export function xtnNumber(components: readonly string[]): XtnNumber | undefined {
  const [whole = "", use = "", equipment = "", address = "", country = "", area = "", local = "", given = ""] =
    components;
  const kind = equipment.toUpperCase();
  if (NO_PHONES.has(kind) || NOT_THE_PATIENTS.has(use.toUpperCase())) return undefined;
  // Some senders count the components of a number wrongly, or write it where an email belongs.
  const isShifted = whole !== "" && /^\d{7,}$/.test(given);
  const parts =
    local && !isShifted ? [country && `+${country.replace(/^\+/, "")}`, area, local].filter(Boolean).join(" ") : "";
  const [, bare = whole, inWhole = "", text = ""] = TN.exec(whole) ?? [];
  const number = components[11] || parts || bare || (PHONES.has(kind) && /(?:\d\D*){7}/.test(address) ? address : "");
  if (!number || number.includes("@")) return undefined;
  const label = kind === "CP" ? "cell" : (USES[use.toUpperCase()] ?? "phone");
  const extension = isShifted ? "" : given;
  return { number, label, extension: extension || inWhole, remark: components[8] || text.trim() };
}

/**
 * Reads one repetition of XTN.
 * @returns its email; "" if it has none, or one of Direct messaging, which is not for patients' mail
 */
export function xtnAddress(components: readonly string[]): string {
  const [whole = "", use = "", , email = ""] = components;
  if (use.toUpperCase() === "DSM") return "";
  return [email, whole].find((text) => text.includes("@")) ?? "";
}

/**
 * Rewrites a field of phones as a person would type it: `cell (206)555-0111; work 206 5550112 x5`.
 * @returns the field unchanged if it is not XTN
 */
export function xtnPhones(field: string): string {
  if (!isXtn(field)) return field;
  const phones = repetitions(field).flatMap((components) => {
    const phone = xtnNumber(components);
    if (!phone) return [];
    const { label, number, extension, remark } = phone;
    return [[label, number, extension && `x${extension}`, remark].filter(Boolean).join(" ")];
  });
  return phones.join("; ");
}

/**
 * Rewrites a field of emails as a list of addresses.
 * @returns the field unchanged if it is not XTN
 */
export function xtnEmails(field: string): string {
  if (!isXtn(field)) return field;
  return repetitions(field).map(xtnAddress).filter(Boolean).join("; ");
}

function isXtn(field: string): boolean {
  return field.includes("^") && SHAPE.test(field);
}

function repetitions(field: string): string[][] {
  return field.split("~").map((one) => one.split("^").map((component) => component.trim()));
}
