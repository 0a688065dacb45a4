/**
 * AWS End User Messaging SMS gives its errors a reason, and only the reason says who must act ("SendTextMessage", AWS End
 * User Messaging SMS and Voice v2 API Reference:
 * https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html).
 */
const REASON = /^[A-Z][A-Z_]{0,99}$/;

/** Fields of a SendTextMessage that belong to the account, not to the patient: our own codes for invalid values. */
const OWN_FIELDS: ReadonlyMap<string, string> = new Map([
  ["originationidentity", "InvalidOriginationIdentity"],
  ["configurationsetname", "InvalidConfigurationSet"],
]);

/**
 * The code of an error: its name and its reason, or one of our own. Messages, which repeat phone numbers, are not read.
 * @returns undefined for an error without a reason
 */
export function reasonCode(error: unknown): string | undefined {
  const { name, Reason, Fields } = error as { name?: string; Reason?: unknown; Fields?: unknown };
  if (typeof Reason !== "string" || !REASON.test(Reason)) return undefined;
  // As SNS's check: one code for patients who have opted out, whichever the carrier.
  if (Reason === "DESTINATION_PHONE_NUMBER_OPTED_OUT") return "OptedOut";
  return ownField(Fields) ?? `${name}.${Reason}`;
}

/** The code of a value that is the account's. If the error names a field of the patient's too, that one counts. */
function ownField(fields: unknown): string | undefined {
  if (!Array.isArray(fields) || fields.length === 0) return undefined;
  const codes = fields.map((field) => OWN_FIELDS.get(String((field as { Name?: unknown }).Name).toLowerCase()));
  return codes.includes(undefined) ? undefined : codes[0];
}
