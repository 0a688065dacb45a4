/** Pipelines with a mistake, which the checks must notice. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { smsText } from "../../../services/domain/content/sms-text";
import type { AttemptResult } from "../../../services/domain/delivery/attempt-result";
import { referenceOf } from "../../../services/domain/delivery/carriers";
import { type EmailDependencies, remindByEmail } from "../../../services/domain/delivery/remind-by-email";
import { remindBySms } from "../../../services/domain/delivery/remind-by-sms";
import type { Reminder } from "../../../services/domain/delivery/reminder";
import type { DeliveryLog, LogEntry } from "../../../services/domain/notification/delivery-log";
import type { NotificationKey } from "../../../services/domain/notification/notification";
import { ProviderError, RetryLater } from "../../../services/domain/retry/failure";
import { ENGLISH_TEXTS } from "../services/english-texts";
import type { World } from "../services/world";
import { TIMINGS } from "../services/world";
import type { Dependencies, Variant } from "./variant";
import { BROKEN_ANSWERS } from "./variants-of-answers";
import { BROKEN_ERASURES } from "./variants-of-erasures";
import { BROKEN_FLOODS } from "./variants-of-floods";
import { BROKEN_LIVES } from "./variants-of-life";
import { BROKEN_LOOKUPS } from "./variants-of-lookups";
import { BROKEN_PLANS } from "./variants-of-plans";
import { BROKEN_PREFERENCES } from "./variants-of-preferences";
import { BROKEN_QUIET_HOURS } from "./variants-of-quiet-hours";
import { BROKEN_RECEIPTS } from "./variants-of-receipts";
import { BROKEN_SHARED_RUNS } from "./variants-of-shared-runs";
import { BROKEN_STOPS } from "./variants-of-stops";

/** The consumer with another way to write to the log. */
function withApply(deps: Dependencies, apply: DeliveryLog["apply"]): Dependencies {
  return { ...deps, log: { ...deps.log, apply } };
}

/** Sends before it claims: the one that loses the claim has sent, too. */
async function claimAfterSend(reminder: Reminder, deps: Dependencies): Promise<AttemptResult> {
  const { phoneNumber } = reminder.contact;
  if (!phoneNumber) return remindBySms(reminder, deps);
  const text = smsText(reminder.appointment, reminder.key.timestamp, reminder.clinic, ENGLISH_TEXTS, deps.clock.now());
  const messageId = await deps.sms.send(phoneNumber, text, {}, referenceOf(reminder, false));
  return remindBySms(reminder, { ...deps, sms: { ...deps.sms, send: async () => messageId } });
}

/** Hands over to the email queue and also reports the message as failed, so that SQS moves it there, too. */
async function bothWays(reminder: Reminder, deps: Dependencies): Promise<AttemptResult> {
  const ending = await remindBySms(reminder, deps);
  if (ending.kind !== "outcome") throw new RetryLater("FAILED_TOO");
  return ending;
}

/** Sends a text although the appointment has begun. */
async function sendsLate(reminder: Reminder, deps: Dependencies): Promise<AttemptResult> {
  const { phoneNumber } = reminder.contact;
  if (phoneNumber && reminder.key.timestamp <= deps.clock.now())
    await deps.sms.send(phoneNumber, "", {}, referenceOf(reminder, false));
  return remindBySms(reminder, deps);
}

/** Acknowledges a message whose notification is in progress, as if that were sure to end well. */
async function throwsAway(reminder: Reminder, deps: Dependencies): Promise<AttemptResult> {
  try {
    return await remindBySms(reminder, deps);
  } catch (error) {
    if (error instanceof RetryLater && error.code === "IN_PROGRESS") return { kind: "duplicate" };
    throw error;
  }
}

/** Writes phone numbers to the log. */
async function logsPhones(reminder: Reminder, deps: Dependencies): Promise<AttemptResult> {
  deps.logger.info("reminding", { phone: reminder.contact.phoneNumber });
  return remindBySms(reminder, deps);
}

/** Identifies notifications by these fields and the start only. */
function identifiedBy(...fields: readonly ("appointmentId" | "patientId")[]): Variant {
  const change = (deps: Dependencies, world: World): Dependencies => {
    const keyOf = ({ key, appointment }: LogEntry): NotificationKey =>
      world.log.items.find(
        (item) =>
          item.timestamp === key.timestamp &&
          item.appointmentId !== undefined &&
          fields.every((field) => item[field] === appointment[field]),
      ) ?? key;
    return withApply(deps, (transition, entry, over) => {
      const { notificationId, timestamp } = keyOf(entry);
      return deps.log.apply(transition, { ...entry, key: { notificationId, timestamp } }, over);
    });
  };
  return { change };
}

/** Sends by email only. */
function withoutPhone(reminder: Reminder, deps: EmailDependencies): Promise<AttemptResult> {
  const { fixedLine, ...contact } = reminder.contact;
  return remindByEmail({ ...reminder, contact }, deps);
}

/** Uses the item as it was before the claim. */
function shortensByOld(deps: Dependencies, world: World): Dependencies {
  const before = new Map<string, DeliveryLogItem>();
  return withApply(deps, (transition, entry, over) => {
    const item = world.log.items.find(({ notificationId }) => notificationId === entry.key.notificationId);
    if (transition === "claimSms" && item) before.set(entry.claimId, item);
    const held = entry.held && { ...(before.get(entry.claimId) ?? entry.held), transition: undefined };
    return deps.log.apply(transition, held ? { ...entry, held } : entry, over);
  });
}

/** Publishes an outcome at most once: if the process dies before, it is lost. */
async function publishesOnce(reminder: Reminder, deps: Dependencies): Promise<AttemptResult> {
  const ending = await remindBySms(reminder, deps);
  return ending.kind === "published-again" ? { kind: "duplicate" } : ending;
}

export const BROKEN: Readonly<Record<string, Variant>> = {
  ...BROKEN_STOPS,
  ...BROKEN_QUIET_HOURS,
  ...BROKEN_PREFERENCES,
  ...BROKEN_LOOKUPS,
  ...BROKEN_PLANS,
  ...BROKEN_LIVES,
  ...BROKEN_RECEIPTS,
  ...BROKEN_ANSWERS,
  ...BROKEN_ERASURES,
  ...BROKEN_FLOODS,
  ...BROKEN_SHARED_RUNS,
  "no claim": {
    change: (deps) =>
      withApply(deps, async (transition, entry, over) => {
        const answer = await deps.log.apply(transition, entry, over);
        return transition === "claimSms" ? { applied: true, item: answer.item } : answer;
      }),
  },
  "the claim after the send": { remind: claimAfterSend },
  "both routes to the fallback": { remind: bothWays },
  "a lease shorter than the send": { timings: { ...TIMINGS, sms: { ...TIMINGS.sms, leaseMs: 1 } } },
  "a message acknowledged before its outcome is recorded": { acknowledgesFirst: true },
  "an error after the effect treated as success": {
    change: (deps) => ({
      ...deps,
      sms: {
        ...deps.sms,
        send: async (...text) => {
          try {
            return await deps.sms.send(...text);
          } catch (error) {
            if (error instanceof ProviderError && error.failure === "transient") return "taken for sent";
            throw error;
          }
        },
      },
    }),
  },
  "a claim that is never taken over": {
    timings: {
      sms: { ...TIMINGS.sms, leaseMs: Number.MAX_SAFE_INTEGER / 2 },
      email: { ...TIMINGS.email, leaseMs: Number.MAX_SAFE_INTEGER / 2 },
    },
  },
  "a take-over that is not recorded": {
    change: (deps) =>
      withApply(deps, async (transition, entry, over) => {
        const answer = await deps.log.apply(transition, entry, over);
        if (answer.applied && over) Object.assign(answer.item, { possibleDuplicate: false, sendInDoubt: false });
        return answer;
      }),
  },
  "a text after the appointment has begun": { remind: sendsLate },
  "a notification in progress treated as ended": { remind: throwsAway },
  "a redrive that deletes before it sends": {
    changeDeadLetters: (port) => ({
      ...port,
      receive: async () => {
        const messages = await port.receive();
        for (const message of messages) await port.delete(message);
        return messages;
      },
    }),
  },
  "a text that waits until its appointment": { change: (deps) => ({ ...deps, channelSwitchMs: 0 }) },
  "an email that waits until its appointment": { changeEmail: (deps) => ({ ...deps, channelSwitchMs: 0 }) },
  "a fixed line whose phone is not tried after its email": { remindByEmail: withoutPhone },
  "invalid messages deleted": { change: (deps) => ({ ...deps, deadLetters: { send: async () => {} } }) },
  "a phone number in the log": { remind: logsPhones },
  "the patient left out of the identity": identifiedBy("appointmentId"),
  "the revision left out of the identity": identifiedBy("appointmentId", "patientId"),
  "an event that is lost with its publisher": { remind: publishesOnce },
  "a duplicate that is not counted": {
    change: (deps) => ({
      ...deps,
      log: { ...deps.log, countDuplicate: async () => {} },
    }),
  },
  "a history shortened as it was before the claim": { change: shortensByOld },
  "a drop that copies of the message ignore": {
    change: (deps) => ({
      ...deps,
      log: {
        ...deps.log,
        async apply(...write) {
          const answer = await deps.log.apply(...write);
          return { ...answer, item: { ...answer.item, droppedAt: undefined } };
        },
      },
    }),
  },
  "a second send that no digest finds": {
    change: (deps) =>
      withApply(deps, (transition, { held: _, ...entry }, over) => deps.log.apply(transition, entry, over)),
  },
  "outcomes that are not published": { change: (deps) => ({ ...deps, topic: { publish: async () => {} } }) },
  "a duplicate counted as a failure": {
    change: (deps) => ({
      ...deps,
      metrics: {
        emit: ({ DuplicateNotifications = 0, FailedNotifications = 0, ...values }, byClinic) =>
          deps.metrics.emit({ ...values, FailedNotifications: FailedNotifications + DuplicateNotifications }, byClinic),
      },
    }),
  },
};
