import { split } from "split-sms";

/**
 * How many message parts a text is sent in, by which carriers meter and charge. A part holds 160 septets of GSM-7, or 70
 * units of UCS-2 where one character is outside GSM-7; each part of several holds 153 or 67, since its header takes the
 * rest. A character of two septets or two units is never cut in two: 3GPP TS 23.038 and 23.040.
 */
export function smsParts(text: string): number {
  return split(text, { summary: true }).parts.length;
}

/** Whether a text is of the alphabet of SMS alone, GSM-7 with its extension: 3GPP TS 23.038. */
export function isInGsm7(text: string): boolean {
  return split(text, { summary: true }).characterSet === "GSM";
}
