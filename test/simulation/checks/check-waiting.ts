/** No reminder waits for its carrier, or fails, while it could still be sent by the other channel. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { STOPPED_CODE, UNREADABLE_CODE } from "../../../contracts/tables/sending-stops";
import { CHANNEL_SWITCH_MS } from "../../support/worlds/pipeline-world";
import type { World } from "../services/world";
import type { PatientCase } from "./check-sends";

/** ms between the decision to wait and its line in the log, with clocks that differ by some seconds. */
const TOLERANCE = 60_000;

const STOP_CODES: readonly unknown[] = [STOPPED_CODE, UNREADABLE_CODE];

/** The first code of a reminder whose phone is a fixed line. */
const FIRST_BY_EMAIL = "FIXED_LINE_NUMBER";

/**
 * The email to a patient with a fixed line does not fail, and is not postponed shortly before the appointment, before the
 * phone was tried. Patients who want emails only are not checked, nor are those whose messages have different contacts:
 * another phone may have been tried.
 */
export function checkFixedLine(
  item: DeliveryLogItem,
  { patient }: PatientCase,
  { stops }: World,
  problem: (text: string) => void,
): void {
  const { appointment, key, messages } = patient;
  const isSame =
    patient.change?.kind !== "correct" &&
    patient.correction === undefined &&
    messages.every(
      ({ appointment: { phoneNumber, email } }) =>
        phoneNumber === appointment.phoneNumber && email === appointment.email,
    );
  const { history } = item;
  if (!isSame || item.droppedAt || item.emailOnly || !history.some(({ code }) => code === FIRST_BY_EMAIL)) return;
  // The phone counts as tried once the reminder was handed over, even if every consumer that received it died.
  const turn = history.findIndex(({ status }) => status.startsWith("SMS_"));
  const before = turn < 0 ? history : history.slice(0, turn);
  // A drop has a note, and its line another code if it took the notification from a dead consumer.
  if (before.some(({ status, note }) => status === "ALL_FAILED" && note === undefined))
    problem("failed although its phone, a fixed line, was not tried");
  const latest = key.timestamp - CHANNEL_SWITCH_MS + TOLERANCE;
  const late = before.filter(
    ({ at, status, code }) =>
      status === "EMAIL_PENDING" &&
      code === "POSTPONED" &&
      Date.parse(at) > latest &&
      !stops.mayCover("SMS", Date.parse(at), TOLERANCE),
  );
  if (late.length > 0) problem("waited for its email although it was time to try the phone");
}

/**
 * No text is postponed shortly before its appointment, because of a quota or a stop, unless the email was tried before or
 * is stopped itself. Patients whose messages have different emails are not checked.
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
  if (
    isSecond ||
    !email ||
    patient.change?.kind === "correct" ||
    patient.correction !== undefined ||
    messages.some((message) => message.appointment.email !== email)
  )
    return;
  // An email that was only stopped does not count as tried; a refused one does.
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
  if (late.length > 0) problem("waited for its text although it was time to try the email");
}
