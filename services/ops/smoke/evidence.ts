/** Gathers the evidence from which `smoke` decides on the facts. */
import { randomBytes } from "node:crypto";
import { type Channel, isOutcome } from "../../../contracts/delivery-log";
import type { TextReceipts } from "../../../contracts/receipts/text-receipts";
import type { ResourceNames } from "../../../contracts/resource-names";
import { systemClock } from "../../adapters/system-clock";
import type { LogReader } from "../aws/dynamo-log-reader";
import { inspectSmsAccount } from "../aws/inspection/carriers/inspect-sms-account";
import { inspectSmsDelivery, type SmsDelivery } from "../aws/inspection/carriers/inspect-sms-delivery";
import { type EventSource, inspectEventSources, inspectRecursion } from "../aws/inspection/inspect-event-source";
import { inspectFunction } from "../aws/inspection/inspect-function";
import { inspectQueueSettings, type QueueSettings } from "../aws/inspection/inspect-queue-settings";
import { inspectReminderMetrics, type ReminderMetrics } from "../aws/inspection/inspect-reminder-metrics";
import { inspectSchedule, type ScheduleState } from "../aws/inspection/inspect-schedule";
import { inspectTable } from "../aws/inspection/inspect-table";
import { inspectTableKey } from "../aws/inspection/inspect-table-key";
import { known, type Lookup, lookUp, thenLookUp } from "../aws/inspection/lookup";
import { cloudWatch, cloudWatchLogs, lambda, scheduler, sns } from "../aws/operator-clients";
import { probeCondition, type RefusedWrite } from "../aws/probes/probe-condition";
import { type DeniedBy, probeDeniedWrite } from "../aws/probes/probe-denied-write";
import type { QueueProbe } from "../aws/probes/probe-queues";
import { isLocalRefusal } from "../doctor/facts/check";
import type { Environment } from "../shared/environment";
import { type SmokeMessage, wasAccepted } from "./smoke-messages";

/** ms between two reads of metrics and delivery logs, which AWS shows late. */
const LATE_INTERVAL = 10_000;

export interface Evidence {
  readonly names: ResourceNames;
  /** The deployment is the local run. */
  readonly local: boolean;
  readonly messages: readonly SmokeMessage[];
  /** Undefined in a dry run. */
  readonly probe: QueueProbe | undefined;
  /** By name. */
  readonly queues: ReadonlyMap<string, Lookup<QueueSettings>>;
  readonly sources: ReadonlyMap<string, Lookup<readonly EventSource[]>>;
  readonly recursion: ReadonlyMap<string, Lookup<string>>;
  readonly tableKey: Lookup<string | undefined>;
  readonly expiry: Lookup<string | undefined>;
  readonly schedule: Lookup<ScheduleState>;
  readonly refusedWrite: Lookup<RefusedWrite>;
  readonly refusedItem: Lookup<RefusedWrite>;
  readonly deniedWrite: Lookup<DeniedBy>;
  readonly metrics: ReminderMetrics;
  readonly delivery: Lookup<SmsDelivery | undefined>;
  /** Whether the deployment has receipts of texts. */
  readonly textReceipts: Lookup<TextReceipts>;
}

export interface Run {
  readonly messages: readonly SmokeMessage[];
  readonly probe: QueueProbe | undefined;
  /** When the first message was sent, ms since 1970. */
  readonly since: number;
  /** How long to wait for metrics and delivery logs, ms since 1970. */
  readonly until: number;
  readonly interrupted: AbortSignal;
}

/** Reads everything at once, and metrics and delivery logs again until they are there. */
export async function gatherEvidence(environment: Environment, sent: Run): Promise<Evidence> {
  const { names, dynamo, sqs, queueUrl } = environment;
  const functions = lambda();
  const consumers = [names.smsConsumer, names.emailConsumer];
  const reminderQueues = [names.appointmentsQueue, names.emailQueue, names.deadLetterQueue];
  const item = sent.messages.find((message) => message.item)?.item;
  const key = item ?? { notificationId: `smoke-${randomBytes(8).toString("hex")}`, timestamp: 0 };
  const exists = item !== undefined;
  const probed = (wantsItem: boolean) => probeCondition(dynamo, names.deliveryLogTable, key, { exists, wantsItem });
  const [account, queues, sources, recursion, tableKey, table, schedule, refusedWrite, refusedItem, deniedWrite, late] =
    await Promise.all([
      inspectSmsAccount(sns()),
      byName(reminderQueues, (name) => inspectQueueSettings(sqs, queueUrl, name)),
      byName(consumers, (name) => inspectEventSources(functions, name)),
      byName(consumers, (name) => inspectRecursion(functions, name)),
      inspectTableKey(dynamo, names.deliveryLogTable),
      inspectTable(dynamo, names.deliveryLogTable),
      inspectSchedule(scheduler(), names.schedule),
      probed(false),
      probed(true),
      probeDeniedWrite(dynamo, names.operatorActsTable),
      lateEvidence(environment, sent),
    ]);
  return {
    names,
    local: isLocalRefusal(account.sandbox),
    probe: sent.probe,
    queues,
    sources,
    recursion,
    tableKey,
    expiry: table.expiry,
    schedule,
    refusedWrite,
    refusedItem,
    deniedWrite,
    ...late,
  };
}

type Late = Pick<Evidence, "metrics" | "delivery" | "messages" | "textReceipts">;

/** Metrics, delivery logs and receipts appear minutes after the event. Waits only for those that the run has caused. */
async function lateEvidence(
  environment: Environment,
  { messages: sent, since, until, interrupted }: Run,
): Promise<Late> {
  const { names, name } = environment;
  const [metrics, logs] = [cloudWatch(), cloudWatchLogs()];
  const { configuration } = await inspectFunction(lambda(), names.smsConsumer);
  const textReceipts = await lookUp("lambda:GetFunctionConfiguration", environment.textReceipts);
  const accepted = (channel: Channel) =>
    sent.find((one) => one.channel === channel && one.item && wasAccepted(one.item, channel))?.item;
  const [text, email] = [accepted("SMS"), accepted("EMAIL")];
  for (;;) {
    const messages = await latest(sent, environment.log);
    const late: Late = {
      messages,
      textReceipts,
      metrics: await inspectReminderMetrics(metrics, { environment: name, topic: names.topic }, since, Date.now()),
      delivery: text?.messageId
        ? await thenLookUp(configuration, `function ${names.smsConsumer}`, ({ arn }) =>
            inspectSmsDelivery(logs, arn, text.messageId ?? "", since),
          )
        : known(undefined),
    };
    const awaited = [
      text && late.metrics.texts,
      text?.messageId ? late.delivery : undefined,
      email && late.metrics.emails,
      messages.some(({ item }) => item && isOutcome(item.status)) ? late.metrics.events : undefined,
      ...messages.map((message) => receiptOf(message, textReceipts)),
    ];
    const isOpen = awaited.some((lookup) => lookup?.how === "known" && lookup.value === undefined);
    if (!isOpen || Date.now() >= until || interrupted.aborted) return late;
    await systemClock.sleep(Math.min(LATE_INTERVAL, until - Date.now()));
  }
}

/** The messages with their items as they are now. */
async function latest(messages: readonly SmokeMessage[], log: LogReader): Promise<SmokeMessage[]> {
  if (messages.length === 0) return [];
  const items = await log.items(messages.map(({ key }) => key));
  return messages.map(({ item, ...message }) => ({
    ...message,
    item: items.find(({ notificationId }) => notificationId === message.key.notificationId) ?? item,
  }));
}

/** The status that a receipt has led to; undefined if it is still to come. */
function receiptOf({ item, channel }: SmokeMessage, textReceipts: Lookup<TextReceipts>): Lookup<string | undefined> {
  const hasReceipts = channel === "EMAIL" || (textReceipts.how === "known" && textReceipts.value !== "off");
  return known(hasReceipts && item?.status === `${channel}_SENT` ? undefined : (item?.status ?? ""));
}

async function byName<T>(names: readonly string[], inspect: (name: string) => Promise<T>): Promise<Map<string, T>> {
  return new Map(await Promise.all(names.map(async (name) => [name, await inspect(name)] as const)));
}
