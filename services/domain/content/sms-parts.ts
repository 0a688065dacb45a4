import { split } from "split-sms";

let last: { readonly text: string; readonly summary: ReturnType<typeof split> } | undefined;

/** A text's number of parts and its alphabet are asked for three times in a row, and each count reads all its characters. */
function summaryOf(text: string) {
  if (last?.text !== text) last = { text, summary: split(text, { summary: true }) };
  return last.summary;
}

/**
 * The number of message parts of a text, by which carriers meter and charge. A part holds 160 septets of GSM-7, or 70
 * units of UCS-2 if a character is outside GSM-7. Each of several parts holds 153 or 67, since its header takes the
 * rest. A character of two septets or two units is not split: 3GPP TS 23.038 and 23.040.
 */
export function smsParts(text: string): number {
  return summaryOf(text).parts.length;
}

/** Whether a text has only characters of GSM-7 and its extension table: 3GPP TS 23.038. */
export function isInGsm7(text: string): boolean {
  return summaryOf(text).characterSet === "GSM";
}
