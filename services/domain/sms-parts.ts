import { SegmentedMessage } from "sms-segments-calculator";

/** How many message parts a text is sent in, by which carriers meter and charge: GSM-7 160/153, UCS-2 70/67. */
export function smsParts(text: string): number {
  return new SegmentedMessage(text).segmentsCount;
}
