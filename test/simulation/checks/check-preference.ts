/** A patient is reached only as they want. */
import type { World } from "../services/world";
import { deliveredTo, type PatientCase } from "./check-sends";

/** ms between a send and the line of the log, with clocks that differ by some seconds. */
const TOLERANCE = 6_000;

/**
 * A patient with `none` is sent nothing, and one with `email` no text, if all their messages say so. Nothing is sent
 * once a reminder was declined, and no text once the log has the wish for emails, whatever other messages say.
 * @param waits a message with a wish may not have been processed yet
 */
export function checkPreference(
  patientCase: PatientCase,
  { emailOnlySince }: World,
  waits: boolean,
  problem: (text: string) => void,
): void {
  const { patient, item, sendings } = patientCase;
  const wishes = new Set(
    [patient, ...patient.messages].map(({ appointment: { contactPreference } }) => contactPreference),
  );
  const wantsOnly = (...preferences: readonly string[]) =>
    [...wishes].every((wish) => preferences.includes(wish ?? ""));
  if (wantsOnly("none") && sendings.length > 0) problem("was sent a reminder, and wants none");
  if (wantsOnly("none", "email") && sendings.some(({ channel }) => channel === "SMS"))
    problem("was texted, and wants emails only");
  const since = emailOnlySince.get(patient.key.notificationId) ?? Number.POSITIVE_INFINITY;
  if (sendings.some(({ channel, startedAt }) => channel === "SMS" && startedAt > since + TOLERANCE))
    problem("was texted after the log had the wish for emails only");
  // The wish of a message that an operator dropped is not kept: nothing is sent for its notification any more.
  const isFailed = (item?.status === "ALL_FAILED" && !item.droppedAt) || item?.status === "NO_CONTACT";
  if (isFailed && !item.emailOnly && wishes.has("email") && !waits)
    problem(`is ${item.status}, and the log does not have the wish for emails only`);
  const declined = item?.history.find(({ status }) => status === "DECLINED");
  if (!declined) return;
  if (!wishes.has("none")) problem("is DECLINED, and no message said so");
  if (deliveredTo(patientCase).some(({ startedAt }) => startedAt > Date.parse(declined.at) + TOLERANCE))
    problem("was sent a reminder after declining it");
}
