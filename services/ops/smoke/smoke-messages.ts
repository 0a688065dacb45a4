/** The reminders that `smoke` sends, and their outcomes. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { type Channel, type DeliveryLogItem, type HistoryLine, isOutcome } from "../../../contracts/delivery-log";
import { repliedMeaning } from "../../../contracts/replies/history-code";
import { sqsQueue } from "../../adapters/sqs-queue";
import { systemClock } from "../../adapters/system-clock";
import { CONTACT_PROBLEMS, emailProblem, phoneProblem, usableContact } from "../../domain/contact/contact";
import type { ContactRules } from "../../domain/contact/phone-number";
import { identifyNotification, type NotificationKey } from "../../domain/notification/notification";
import { classify } from "../../domain/retry/failure";
import { mayBeTexted, patientWindow } from "../../domain/send-window/text-time";
import { misuse } from "../output/status";
import { note, type Terminal } from "../output/terminal";
import type { Environment } from "../shared/environment";

/**
 * SES's mailbox simulator accepts it, also in the sandbox: "Using the mailbox simulator manually" in "Sending test emails in
 * Amazon SES with the simulator", SES Developer Guide
 * (https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html).
 */
export const SIMULATOR = "success@simulator.amazonses.com";
const DAY = 86_400_000;
/** Longer than any `channelSwitchMinutes`, so that the text does not become an email because its appointment is near. */
const AHEAD = 3 * DAY;
/** ms between two reads of the delivery log. */
const INTERVAL = 1_000;

export interface SmokeMessage {
  readonly channel: Channel;
  readonly key: NotificationKey;
  /** The item of the delivery log at the end; undefined if there is none. */
  readonly item: DeliveryLogItem | undefined;
}

export interface SmokeContacts {
  readonly phone?: string;
  readonly email: string;
}

/**
 * Checks that the deployment would send to these contacts.
 * @throws CommandError with the option whose contact is not usable, and the reason
 */
export function checkContacts({ phone, email }: SmokeContacts, rules: ContactRules, terminal: Terminal): void {
  const phoneError = phone === undefined ? undefined : phoneProblem(phone, rules);
  if (phoneError) throw misuse(`--phone ${CONTACT_PROBLEMS[phoneError]}: no text can be sent to it`);
  const emailError = emailProblem(email);
  if (emailError) throw misuse(`--email ${CONTACT_PROBLEMS[emailError]}: no email can be sent to it`);
  if (!usableContact({ phoneNumber: phone }, rules).fixedLine) return;
  note(terminal, "--phone is in a range of fixed lines: the text may be accepted, but never arrive.");
}

/**
 * The appointments that smoke sends. Their ids begin with `smoke-`.
 * @param run a name that is unique to this run
 * @param now ms since 1970
 */
export function smokeAppointments({ phone, email }: SmokeContacts, run: string, now: number): AppointmentMessage[] {
  const contacts = [...(phone === undefined ? [] : [{ phoneNumber: phone }]), { email }];
  return contacts.map((contact) => {
    const id = `smoke-${run}-${"email" in contact ? "email" : "text"}`;
    const appointmentTime = new Date(now + AHEAD).toISOString();
    return { patientId: id, appointmentId: id, appointmentTime, location: "smoke test", ...contact };
  });
}

/**
 * Queues the appointments as another system would, and follows each to its outcome or to an error that is retried for
 * hours.
 * @param until ms since 1970
 */
export async function sendAndFollow(
  appointments: readonly AppointmentMessage[],
  environment: Environment,
  clinic: Clinic,
  { interrupted }: Terminal,
  until: number,
): Promise<SmokeMessage[]> {
  const queue = sqsQueue(environment.sqs, await environment.queueUrl(environment.names.appointmentsQueue));
  const keys = appointments.map((appointment) => identifyNotification(appointment, clinic));
  for (const appointment of appointments) await queue.send({ body: JSON.stringify(appointment) });
  let items: readonly DeliveryLogItem[] = [];
  for (;;) {
    items = await environment.log.items(keys);
    const ended = items.filter((item) => hasEnded(item) || configurationCode(item) !== undefined);
    if (ended.length === keys.length || Date.now() >= until || interrupted.aborted) break;
    await systemClock.sleep(INTERVAL);
  }
  return appointments.map(({ phoneNumber }, index) => {
    const key = keys[index] as NotificationKey;
    const item = items.find(({ notificationId }) => notificationId === key.notificationId);
    return { channel: phoneNumber === undefined ? "EMAIL" : "SMS", key, item };
  });
}

/** A text that waits for its send window will not go out while somebody looks on. */
function hasEnded({ status }: DeliveryLogItem): boolean {
  return isOutcome(status) || status === "SMS_WAITING";
}

/** Whether the text would wait for the clinic's send window, if it were sent now. */
export function isQuiet(clinic: Clinic, now: number): boolean {
  return !mayBeTexted(patientWindow({}, clinic), now, now + AHEAD);
}

/** Whether a carrier accepted the text or the email, whatever its receipt says. */
export function wasAccepted(item: Pick<DeliveryLogItem, "status" | "history">, channel: Channel): boolean {
  return [item, ...item.history].some(
    ({ status }) => status === `${channel}_SENT` || status === `${channel}_DELIVERED`,
  );
}

/** The state of a message and its reason, such as `ALL_FAILED, NO_USABLE_EMAIL, after OptedOut`. */
export function stateOf({ status, reason, history }: DeliveryLogItem, channel: SmokeMessage["channel"]): string {
  const isReason = (line: HistoryLine) => line.code !== undefined && !repliedMeaning(line.code);
  const code = history.findLast((line) => line.channel === channel && isReason(line))?.code;
  return [status, reason, code === reason ? undefined : code && `after ${code}`].filter(Boolean).join(", ");
}

/** The first error code that concerns the account, the role or the sender. Such a send is retried for hours. */
export function configurationCode({ history }: { readonly history: readonly HistoryLine[] }): string | undefined {
  return history.find(({ code }) => code !== undefined && classify(code) === "configuration")?.code;
}
