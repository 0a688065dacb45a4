/** The reminders that smoke has sent, and how they ended. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { type DeliveryLogItem, type HistoryLine, isOutcome } from "../../../contracts/delivery-log";
import { sqsQueue } from "../../adapters/sqs-queue";
import { systemClock } from "../../adapters/system-clock";
import { identifyNotification, type NotificationKey } from "../../domain/notification";
import type { Environment } from "../shared/environment";
import type { Terminal } from "../shared/terminal";

/** SES's mailbox simulator: "Using the mailbox simulator", SES Developer Guide. */
export const SIMULATOR = "success@simulator.amazonses.com";
const DAY = 86_400_000;
/** Further ahead than any time at which a text goes by email for want of time. */
const AHEAD = 3 * DAY;
/** ms between two looks. */
const INTERVAL = 1_000;

export interface SmokeMessage {
  readonly channel: "SMS" | "EMAIL";
  readonly key: NotificationKey;
  /** As the delivery log has it in the end; undefined where it has none. */
  readonly item: DeliveryLogItem | undefined;
}

export interface SmokeContacts {
  readonly phone?: string;
  readonly email: string;
}

/**
 * Makes the appointments that smoke reminds of. Their ids say what they are.
 * @param run names this run and no other
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
    const ended = items.filter((item) => isOutcome(item.status) || refusal(item) !== undefined);
    if (ended.length === keys.length || Date.now() >= until || interrupted.aborted) break;
    await systemClock.sleep(INTERVAL);
  }
  return appointments.map(({ phoneNumber }, index) => {
    const key = keys[index] as NotificationKey;
    const item = items.find(({ notificationId }) => notificationId === key.notificationId);
    return { channel: phoneNumber === undefined ? "EMAIL" : "SMS", key, item };
  });
}

const REFUSED = /^(?:AccessDenied|Authorization|NotAuthorized|Unauthorized|KMSAccessDenied|KmsAccessDenied)/i;

/** The code of a carrier that answered that the function's role may not ask it. */
export function refusal({ history }: { readonly history: readonly HistoryLine[] }): string | undefined {
  return history.find(({ code }) => code !== undefined && REFUSED.test(code))?.code;
}
