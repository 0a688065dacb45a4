/** The reminders that smoke has sent, and how they ended. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { type DeliveryLogItem, type HistoryLine, isOutcome } from "../../../contracts/delivery-log";
import { sqsQueue } from "../../adapters/sqs-queue";
import { systemClock } from "../../adapters/system-clock";
import { CONTACT_PROBLEMS, emailProblem, phoneProblem, usableContact } from "../../domain/contact/contact";
import type { ContactRules } from "../../domain/contact/phone-number";
import { identifyNotification, type NotificationKey } from "../../domain/notification/notification";
import { classify } from "../../domain/retry/failure";
import { misuse } from "../output/status";
import { note, type Terminal } from "../output/terminal";
import type { Environment } from "../shared/environment";

/**
 * SES's mailbox simulator takes it, also in the sandbox: "Using the mailbox simulator manually" in "Sending test emails in
 * Amazon SES with the simulator", SES Developer Guide
 * (https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html).
 */
export const SIMULATOR = "success@simulator.amazonses.com";
const DAY = 86_400_000;
/** Further ahead than any `channelSwitchMinutes`, so that the text does not go by email because its time is near. */
const AHEAD = 3 * DAY;
/** ms between two reads of the delivery log. */
const INTERVAL = 1_000;

export interface SmokeMessage {
  readonly channel: "SMS" | "EMAIL";
  readonly key: NotificationKey;
  /** The item of the delivery log in the end; undefined if there is none. */
  readonly item: DeliveryLogItem | undefined;
}

export interface SmokeContacts {
  readonly phone?: string;
  readonly email: string;
}

/**
 * Checks that the deployment would text and email these contacts.
 * @throws CommandError naming the contact that it would not use, and why
 */
export function checkContacts({ phone, email }: SmokeContacts, rules: ContactRules, terminal: Terminal): void {
  const phoneTrouble = phone === undefined ? undefined : phoneProblem(phone, rules);
  if (phoneTrouble) throw misuse(`--phone ${CONTACT_PROBLEMS[phoneTrouble]}: no text goes to it`);
  const emailTrouble = emailProblem(email);
  if (emailTrouble) throw misuse(`--email ${CONTACT_PROBLEMS[emailTrouble]}: no email goes to it`);
  if (!usableContact({ phoneNumber: phone }, rules).fixedLine) return;
  note(terminal, "--phone is in a range of fixed lines: the text may be accepted and never arrive.");
}

/**
 * Makes the appointments that smoke sends. Their ids say that they are smoke's.
 * @param run a name that only this run has
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
 * Queues them as another system would, and follows each to its end.
 * @param until ms since 1970
 */
export async function sendAndFollow(
  appointments: readonly AppointmentMessage[],
  environment: Environment,
  clinicTimeZone: string,
  { interrupted }: Terminal,
  until: number,
): Promise<SmokeMessage[]> {
  const queue = sqsQueue(environment.sqs, await environment.queueUrl(environment.names.appointmentsQueue));
  const keys = appointments.map((appointment) => identifyNotification(appointment, clinicTimeZone));
  for (const appointment of appointments) await queue.send({ body: JSON.stringify(appointment) });
  let items: readonly DeliveryLogItem[] = [];
  for (;;) {
    items = await environment.log.items(keys);
    const ended = items.filter((item) => isOutcome(item.status) || configurationCode(item) !== undefined);
    if (ended.length === keys.length || Date.now() >= until || interrupted.aborted) break;
    await systemClock.sleep(INTERVAL);
  }
  return appointments.map(({ phoneNumber }, index) => {
    const key = keys[index] as NotificationKey;
    const item = items.find(({ notificationId }) => notificationId === key.notificationId);
    return { channel: phoneNumber === undefined ? "EMAIL" : "SMS", key, item };
  });
}

/** The state of a message and its reason, such as `ALL_FAILED, NO_USABLE_EMAIL, after OptedOut`. */
export function stateOf({ status, reason, history }: DeliveryLogItem, channel: SmokeMessage["channel"]): string {
  const code = history.findLast((line) => line.channel === channel && line.code !== undefined)?.code;
  return [status, reason, code === reason ? undefined : code && `after ${code}`].filter(Boolean).join(", ");
}

/** The first code by which a carrier blamed the account, the role or the sender. Such a send is retried for hours. */
export function configurationCode({ history }: { readonly history: readonly HistoryLine[] }): string | undefined {
  return history.find(({ code }) => code !== undefined && classify(code) === "configuration")?.code;
}
