/**
 * Phones and emails in HL7 v2: repetitions of XTN, "extended telecommunication number", such as
 * `(206)555-0111^PRN^CP~^NET^Internet^pat@example.com` (HL7 v2.5.1, section 2.A.89; tables 0201 and 0202).
 */

/** Devices that do not receive texts, and types that are not phones. */
const NO_PHONES = new Set(["FX", "MD", "BP", "SAT", "TDD", "TTY", "INTERNET", "X.400"]);
/** Uses that are not the patient's phone: emergency contact, answering service, beeper, network address. */
const NOT_THE_PATIENTS = new Set(["EMR", "ASN", "BPN", "NET"]);
/** Labels of the uses that others may answer. */
const USES: Readonly<Record<string, string>> = { WPN: "work", ORN: "home", VHN: "home" };
const SHAPE = /\^(?:PRN|ORN|WPN|VHN|ASN|EMR|NET|BPN|PRS)(?:\^|~|$)|\^(?:PH|CP|FX|MD|BP|INTERNET)(?:\^|~|$)|^\^\^/i;

/**
 * Rewrites a field of phones as a person would type it: `cell (206)555-0111; work 206 5550112 x5`.
 * @returns the field unchanged if it is not XTN
 */
export function xtnPhones(field: string): string {
  if (!isXtn(field)) return field;
  const phones = repetitions(field).flatMap((components) => {
    const [whole = "", use = "", equipment = "", , country = "", area = "", local = "", extension = "", remark = ""] =
      components;
    const kind = equipment.toUpperCase();
    if (NO_PHONES.has(kind) || NOT_THE_PATIENTS.has(use.toUpperCase())) return [];
    const parts = local ? [country && `+${country.replace(/^\+/, "")}`, area, local].filter(Boolean).join(" ") : "";
    const number = components[11] || parts || whole;
    const label = kind === "CP" ? "cell" : (USES[use.toUpperCase()] ?? "phone");
    return number ? [[label, number, extension && `x${extension}`, remark].filter(Boolean).join(" ")] : [];
  });
  return phones.join("; ");
}

/**
 * Rewrites a field of emails as a list of addresses.
 * @returns the field unchanged if it is not XTN
 */
export function xtnEmails(field: string): string {
  if (!isXtn(field)) return field;
  const addresses = repetitions(field).map(
    ([whole = "", , , email = ""]) => email || (whole.includes("@") ? whole : ""),
  );
  return addresses.filter(Boolean).join("; ");
}

function isXtn(field: string): boolean {
  return field.includes("^") && SHAPE.test(field);
}

function repetitions(field: string): string[][] {
  return field.split("~").map((one) => one.split("^").map((component) => component.trim()));
}
