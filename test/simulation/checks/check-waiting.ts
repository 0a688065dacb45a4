/** A reminder does not wait for its carrier, nor fail, while the other channel could still bring it to the patient. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { STOPPED_CODE, UNREADABLE_CODE } from "../../../contracts/sending-stops";
import { CHANNEL_SWITCH_MS } from "../../support/worlds/pipeline-world";
import type { World } from "../services/world";
import type { PatientCase } from "./check-sends";

/** ms between the decision to wait and its line in the log, by clocks that are some seconds off. */
const TOLERANCE = 60_000;

const STOP_CODES: readonly unknown[] = [STOPPED_CODE, UNREADABLE_CODE];

/** What the reminder of a fixed line begins with. */
const FIRST_BY_EMAIL = "FIXED_LINE_NUMBER";

/**
 * No email of a fixed line is given up, or put off when its appointment is near, before the phone had its turn. Where the
 * messages bring several contacts, the one with the other phone may have been tried.
 */
export function checkFixedLine(
  item: DeliveryLogItem,
  { patient }: PatientCase,
  { stops }: World,
  problem: (text: string) => void,
): void {
  const { appointment, key, messages } = patient;
  const isSame = messages.every(
    ({ appointment: { phoneNumber, email } }) => phoneNumber === appointment.phoneNumber && email === appointment.email,
  );
  const { history } = item;
  if (!isSame || item.droppedAt || !history.some(({ code }) => code === FIRST_BY_EMAIL)) return;
  // Its turn has come once it was handed over, also where every consumer that took it died.
  const turn = history.findIndex(({ status }) => status.startsWith("SMS_"));
  const before = turn < 0 ? history : history.slice(0, turn);
  if (before.some(({ status }) => status === "ALL_FAILED"))
    problem("failed although its phone, a fixed line, had no turn");
  const latest = key.timestamp - CHANNEL_SWITCH_MS + TOLERANCE;
  const late = before.filter(
    ({ at, status, code }) =>
      status === "EMAIL_PENDING" &&
      code === "POSTPONED" &&
      Date.parse(at) > latest &&
      !stops.mayCover("SMS", Date.parse(at), TOLERANCE),
  );
  if (late.length > 0) problem("went on waiting for its email although the phone's time had come");
}

/**
 * No text is put off when its appointment is near, because of a quota or of a stop, and every message for it brings the
 * same email, unless that had its turn before or is stopped itself.
 */
export function checkWaiting(
  item: DeliveryLogItem,
  { patient }: PatientCase,
  { stops }: World,
  problem: (text: string) => void,
): void {
  const { appointment, key, messages } = patient;
  const { email } = appointment;
  const isSecond = item.history.some(({ code }) => code === FIRST_BY_EMAIL);
  if (isSecond || !email || messages.some((message) => message.appointment.email !== email)) return;
  // An email that was only stopped still has its turn, and one that was refused had it.
  const turn = item.history.findIndex(
    ({ status, channel, code }) =>
      status === "ALL_FAILED" || (status === "SMS_RETRYING" && channel === "EMAIL" && !STOP_CODES.includes(code)),
  );
  const before = turn < 0 ? item.history : item.history.slice(0, turn);
  const latest = key.timestamp - CHANNEL_SWITCH_MS + TOLERANCE;
  const late = before.filter(
    ({ at, status, channel, code }) =>
      status === "SMS_RETRYING" &&
      channel === "SMS" &&
      (code === "POSTPONED" || code === STOPPED_CODE) &&
      Date.parse(at) > latest &&
      !stops.mayCover("EMAIL", Date.parse(at), TOLERANCE),
  );
  if (late.length > 0) problem("went on waiting for its text although the email's time had come");
}
