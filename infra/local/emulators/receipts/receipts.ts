/** What carriers report of the texts and emails that they accepted, some time later, to where the template has it go. */
import { readReceipt } from "../../../../services/domain/receipts/read-receipt";
import type { ReceiptFaults } from "../../faults/fault-levels";
import { ACCOUNT } from "../../template/references";
import type { EventDestination, LocalResources, LogSubscription } from "../../template/resource-types";
import type { AcceptedEmail, AcceptedText } from "../carriers/accepted-message";
import type { TestContacts } from "../carriers/test-contacts";
import type { GivenReceipt } from "../outbox";
import { emailEvent, emailOutcomes } from "./email-events";
import { type ReceiptTimes, receiptTimes } from "./receipt-timing";
import { deliveryLogGroup, deliveryLogLine, subscribedLogs } from "./sns-delivery-log";
import { FINAL, INTERIM, textEvent } from "./text-events";

/** CloudWatch Logs collects lines for a while. */
const COLLECTED_SECONDS = 60;

export interface ReceiptsParts {
  readonly resources: Pick<LocalResources, "logSubscriptions" | "eventDestinations">;
  readonly contacts: Pick<TestContacts, "textDelivery" | "emailDelivery">;
  /** Receives the receipts that were given. */
  readonly given: GivenReceipt[];
  readonly faults: ReceiptFaults;
  /** Returns numbers from 0 to 1. */
  readonly random: () => number;
  /** Divides the time until a receipt. */
  readonly timeFactor: number;
  /** Invokes a function asynchronously; rejects once all attempts failed. */
  invoke(functionArn: string, event: unknown): Promise<unknown>;
  publish(topicArn: string, message: string): Promise<void>;
}

export interface Receipts {
  textAccepted(text: AcceptedText): void;
  emailAccepted(email: AcceptedEmail): void;
  /** How many receipts are still to be given. */
  pending(): number;
  /** Gives no more receipts. */
  stop(): void;
}

interface Line {
  readonly at: number;
  readonly message: string;
  readonly receipt: GivenReceipt | undefined;
}

/** Without a destination in the template there is no receipt. */
export function createReceipts(parts: ReceiptsParts): Receipts {
  const { resources, contacts, given, faults, random, timeFactor } = parts;
  const timers = new Set<NodeJS.Timeout>();
  let working = 0;
  const lines = new Map<LogSubscription, Line[]>();

  const after = (seconds: number, act: () => void) => {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        act();
      },
      (seconds * 1000) / timeFactor,
    );
    timers.add(timer);
  };
  const handOver = async (receipts: readonly (GivenReceipt | undefined)[], act: () => Promise<unknown>) => {
    working += 1;
    try {
      await act();
    } catch {
      for (const receipt of receipts) if (receipt) receipt.lost = true;
    } finally {
      working -= 1;
    }
  };
  const record = (body: string): GivenReceipt | undefined => {
    const receipt = describe(body);
    if (receipt) given.push(receipt);
    return receipt;
  };
  const publish = ({ topicArn }: EventDestination, message: string) =>
    void handOver([record(message)], () => parts.publish(topicArn, message));
  const write = (subscription: LogSubscription, message: string) => {
    const waiting = lines.get(subscription);
    const line = { at: Date.now(), message, receipt: record(message) };
    if (waiting) {
      waiting.push(line);
      return;
    }
    const collected = [line];
    lines.set(subscription, collected);
    after(COLLECTED_SECONDS, () => {
      lines.delete(subscription);
      const event = subscribedLogs(subscription, collected);
      const receipts = collected.map(({ receipt }) => receipt);
      void handOver(receipts, () => parts.invoke(subscription.functionArn, event));
    });
  };
  const giveAll = (times: readonly ReceiptTimes[], give: readonly (() => void)[]) => {
    for (const [index, act] of give.entries()) for (const seconds of times[index] ?? []) after(seconds, act);
  };
  const destinationsOf = (service: EventDestination["service"], configurationSet: string | undefined) =>
    resources.eventDestinations.filter((one) => one.service === service && one.configurationSet === configurationSet);

  return {
    textAccepted(text) {
      const acceptedAt = Date.now();
      const { result, receipts } = contacts.textDelivery(text.phoneNumber);
      const times = (count: number) => receiptTimes(count, receipts, faults, random);
      if (text.carrier === "sns") {
        const group = deliveryLogGroup(result);
        for (const subscription of resources.logSubscriptions.filter(({ logGroup }) => logGroup === group)) {
          giveAll(times(1), [() => write(subscription, deliveryLogLine(text, result, acceptedAt, Date.now()))]);
        }
        return;
      }
      for (const destination of destinationsOf("sms-voice", text.configurationSet)) {
        const events = [...INTERIM, FINAL[result]].filter(({ eventType }) =>
          ["ALL", "TEXT_ALL", eventType].some((type) => destination.eventTypes.includes(type)),
        );
        const give = events.map((type) => () => publish(destination, textEvent(text, type, acceptedAt, Date.now())));
        giveAll(times(events.length), give);
      }
    },
    emailAccepted(email) {
      const acceptedAt = Date.now();
      const all = emailOutcomes(email, contacts.emailDelivery(email.to), acceptedAt);
      for (const destination of destinationsOf("ses", email.configurationSet)) {
        const outcomes = all.filter(({ type }) => destination.eventTypes.includes(type));
        const give = outcomes.map((one) => () => publish(destination, emailEvent(one, email, acceptedAt, Date.now())));
        giveAll(receiptTimes(outcomes.length, 1, faults, random), give);
      }
    },
    pending: () => timers.size + working,
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

/** @returns undefined for an event before the last one */
function describe(body: string): GivenReceipt | undefined {
  const read = readReceipt(body, ACCOUNT);
  if (read.kind !== "receipt") return undefined;
  const { messageId, channel, result } = read.receipt;
  const { code } = result;
  const status = result.kind === "delivered" ? "DELIVERED" : "UNDELIVERED";
  return { messageId, channel, status, ...(code && { code }), at: new Date().toISOString() };
}
