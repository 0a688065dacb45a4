/** Where a text waits for the carrier, it does not wait past the time at which the email can still be read. */
import type { DeliveryLogItem } from "../../contracts/delivery-log";
import { CHANNEL_SWITCH_MS } from "../support/pipeline-world";
import type { Told } from "./check-sends";

/** ms between the decision to wait and its line in the log, by clocks that are some seconds off. */
const TOLERANCE = 60_000;

/** No text is put off when its appointment is near and every message for it brings the same email. */
export function checkWaiting(item: DeliveryLogItem, { patient }: Told, problem: (text: string) => void): void {
  const { appointment, key, messages } = patient;
  const { email } = appointment;
  if (!email || messages.some((message) => message.appointment.email !== email)) return;
  const latest = key.timestamp - CHANNEL_SWITCH_MS + TOLERANCE;
  const late = item.history.filter(
    ({ at, status, code }) => status === "SMS_RETRYING" && code === "POSTPONED" && Date.parse(at) > latest,
  );
  if (late.length > 0) problem("went on waiting for its text although the email's time had come");
}
