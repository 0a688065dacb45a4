/** Pipelines that draw the wrong conclusions from receipts. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { remindBySms } from "../../../services/domain/delivery/remind-by-sms";
import type { TransitionEntry } from "../../../services/domain/notification/delivery-log";
import type { ReceiptTransition } from "../../../services/domain/notification/receipt-rules";
import type { ReceiptsDependencies } from "../../../services/domain/receipts/consume-receipts";
import type { ReceiptApplied, ReceiptLog } from "../../../services/domain/receipts/receipt-log";
import type { Variant } from "./variant";

type Apply = ReceiptLog["apply"];

/** The consumer of receipts with another way to make transitions. */
function applying(change: (apply: Apply, deps: ReceiptsDependencies) => Apply): Variant {
  return {
    changeReceipts: (deps) => {
      const apply: Apply = (...write) => deps.log.apply(...write);
      return { ...deps, log: { ...deps.log, apply: change(apply, deps) } };
    },
  };
}

/** Makes a transition where the table of rules does not allow it, if the item is in this state. */
function forcing(
  transitions: readonly ReceiptTransition[],
  isForced: (item: DeliveryLogItem, entry: TransitionEntry) => boolean,
): Variant {
  return applying((apply) => async (transition, entry, expected) => {
    const answer = await apply(transition, entry, expected);
    if (answer.applied || !answer.item || !transitions.includes(transition)) return answer;
    return isForced(answer.item, entry) ? apply(transition, entry, answer.item) : answer;
  });
}

const FAILURES = ["fallBackUndelivered", "recordUndelivered", "recordBounce"] as const;

/** Does not make a transition, and says so or not. */
function skipping(transitions: readonly ReceiptTransition[], isSkipped: (entry: TransitionEntry) => boolean): Variant {
  return applying((apply) => async (transition, entry, expected): Promise<ReceiptApplied> => {
    const isOne = transitions.includes(transition) && isSkipped(entry);
    return isOne ? { applied: false } : apply(transition, entry, expected);
  });
}

export const BROKEN_RECEIPTS = {
  "an email beside each accepted text": {
    remind: async (reminder, deps) => {
      const result = await remindBySms(reminder, deps);
      const { email } = reminder.contact;
      if (result.kind === "outcome" && result.event.status === "SMS_SENT" && email)
        await deps.emailQueue.send({ body: reminder.message.body, attributes: { FallbackReason: "UNREACHABLE" } });
      return result;
    },
    changeEmail: (deps) => ({
      ...deps,
      log: {
        ...deps.log,
        apply: async (transition, entry, expected) => {
          const answer = await deps.log.apply(transition, entry, expected);
          const isAgain = transition === "claimEmail" && !answer.applied && answer.item.status === "SMS_SENT";
          return isAgain ? deps.log.apply(transition, entry, answer.item) : answer;
        },
      },
    }),
  },
  "a delivered text that a later failure makes undelivered": forcing(
    FAILURES,
    ({ status, messageId }, entry) => status === "SMS_DELIVERED" && messageId === entry.messageId,
  ),
  "a delivered email that a mailbox which is full makes undelivered": forcing(
    ["recordUndelivered"],
    ({ status, messageId }, entry) => status === "EMAIL_DELIVERED" && messageId === entry.messageId,
  ),
  "a delivered email that the bounce of another makes undelivered": forcing(
    ["recordBounce"],
    ({ status, messageId }, entry) => status === "EMAIL_DELIVERED" && messageId !== entry.messageId,
  ),
  "an undelivered text that no email follows": {
    changeReceipts: (deps) => ({ ...deps, emailQueue: { send: async () => {} } }),
  },
  "an undelivered text that ends although an email could follow": {
    changeReceipts: (deps) => ({
      ...deps,
      log: {
        ...deps.log,
        async find(messageId) {
          const found = await deps.log.find(messageId);
          return found && { ...found, hasFallback: false };
        },
      },
    }),
  },
  "an email that is lost if its receipt is delivered again": applying(
    (apply) => async (transition, entry, expected) => {
      const answer = await apply(transition, entry, expected);
      const isHandedOver = transition === "fallBackUndelivered" && !answer.applied && answer.item;
      return isHandedOver ? { applied: false, item: { ...isHandedOver, messageId: "" } } : answer;
    },
  ),
  "a failure of an earlier text that counts": forcing(
    FAILURES,
    ({ status, messageId }, entry) => status === "SMS_SENT" && messageId !== entry.messageId,
  ),
  "a receipt of another's text that counts": {
    changeReceipts: (deps, world) => ({
      ...deps,
      log: {
        ...deps.log,
        async find(messageId) {
          const found = await deps.log.find(messageId);
          const [item] = found ? [] : world.log.items.filter(({ status }) => status === "SMS_SENT");
          return found ?? (item && { key: item, hasFallback: item.fallbackChannel === "EMAIL" });
        },
      },
    }),
  },
  "an undelivered text that goes to the DLQ": {
    changeReceipts: (deps, world) => ({
      ...deps,
      log: {
        ...deps.log,
        async apply(...write) {
          const answer = await deps.log.apply(...write);
          const patientId = answer.item?.patientId;
          const isUndelivered = answer.applied && answer.item.status === "UNDELIVERED";
          const message = world.appointmentsQueue.arrived.find(({ body }) =>
            body.includes(`"patientId":"${patientId}"`),
          );
          if (isUndelivered && message) {
            const attributes = { DeadLetterReason: "EMAIL_REFUSED", SourceQueue: "appointments" };
            world.deadLetters.send({ body: message.body, attributes });
          }
          return answer;
        },
      },
    }),
  },
  "an undelivered reminder that is sent again by the same contact": {
    change: (deps) => ({
      ...deps,
      log: {
        ...deps.log,
        async apply(transition, entry, expected) {
          const answer = await deps.log.apply(transition, entry, expected);
          const isAgain = transition === "claimSms" && !answer.applied && answer.item.status === "UNDELIVERED";
          return isAgain ? deps.log.apply(transition, entry, answer.item) : answer;
        },
      },
    }),
  },
  "an undelivered reminder that another contact does not reopen": {
    change: (deps) => ({
      ...deps,
      log: {
        ...deps.log,
        async apply(transition, entry, expected) {
          const answer = await deps.log.apply(transition, entry, expected);
          return answer.item.status === "UNDELIVERED"
            ? { ...answer, item: { ...answer.item, status: "EMAIL_DELIVERED" } }
            : answer;
        },
      },
    }),
  },
  "a corrected contact that is lost when the email of the message before is refused": {
    changeEmail: (deps) => ({
      ...deps,
      smsQueue: {
        ...deps.smsQueue,
        // What is handed over has the code of its failure.
        send: async (message) => (message.attributes ? deps.smsQueue.send(message) : undefined),
      },
    }),
  },
  "a delivery that is not recorded": skipping(["recordSmsDelivered"], ({ messageId }) =>
    (messageId ?? "").endsWith("1"),
  ),
  "an outcome by a receipt that is not published": {
    changeReceipts: (deps) => ({ ...deps, topic: { publish: async () => {} } }),
  },
  "an event by a receipt with the number of the transition before": {
    changeReceipts: (deps) => ({
      ...deps,
      topic: {
        publish: (events) =>
          deps.topic.publish(events.map((event) => ({ ...event, transition: event.transition - 1 }))),
      },
    }),
  },
  "what an email is made of that is kept after the delivery": applying(
    (apply) => async (transition, entry, expected) => {
      const { fallbackMessage } = expected ?? { fallbackMessage: "{}" };
      const answer = await apply(transition, entry, expected);
      if (answer.applied && transition === "recordSmsDelivered") Object.assign(answer.item, { fallbackMessage });
      return answer;
    },
  ),
  "a receipt that is acknowledged before it was processed": { acknowledgesReceiptsFirst: true },
} as const satisfies Readonly<Record<string, Variant>>;
