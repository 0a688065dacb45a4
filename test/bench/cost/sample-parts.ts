/** The message parts of the sample day's texts. */
import { generateSampleDay } from "../../../infra/local/day/sample-day";
import { usableContact } from "../../../services/domain/contact/contact";
import { smsParts } from "../../../services/domain/content/sms-parts";
import { smsText } from "../../../services/domain/content/sms-text";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { CLINIC, CLINIC_TIME_ZONE } from "../../support/data/clinics";
import { TEXTS } from "../../support/data/texts";

/** A day in winter: dates and times of other days have the same length. */
const NOW = Date.parse("2026-11-24T14:00:00Z");

export interface SampleParts {
  readonly texts: number;
  /** Average parts per text. */
  readonly mean: number;
  readonly plainTexts: number;
  /** The same for texts in plain ASCII. */
  readonly plainMean: number;
}

/** For every notification of the sample day that is sent by text, once. */
export function sampleParts(): SampleParts {
  const { scheduled, direct } = generateSampleDay({ seed: 1, now: NOW, clinicTimeZone: CLINIC_TIME_ZONE });
  const texts = new Map<string, string>();
  for (const appointment of [...scheduled, ...direct]) {
    const { notificationId, timestamp } = identifyNotification(appointment, CLINIC);
    if (timestamp <= NOW || !usableContact(appointment, CLINIC).phoneNumber) continue;
    texts.set(notificationId, smsText(appointment, timestamp, CLINIC, TEXTS, NOW));
  }
  const all = [...texts.values()];
  const plain = all.filter((text) => /^[ -~]*$/.test(text));
  return { texts: all.length, mean: meanParts(all), plainTexts: plain.length, plainMean: meanParts(plain) };
}

function meanParts(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + smsParts(text), 0) / texts.length;
}
