/** Everything that the doctor reads from an environment. */
import type { ResourceNames } from "../../../../contracts/resource-names";
import type { QueueCounts } from "../../../domain/queue-counts";
import type { StoredStops } from "../../../domain/stops/change-stops";
import { type FloodFacts, inspectFloods } from "../../aws/floods/inspect-floods";
import {
  type EmailAccount,
  type EmailIdentity,
  inspectEmailAccount,
  inspectEmailIdentity,
} from "../../aws/inspection/carriers/inspect-email-account";
import {
  inspectSmsAccount,
  inspectTextAccount,
  type SmsAccount,
} from "../../aws/inspection/carriers/inspect-sms-account";
import { inspectSmsResources, type SmsResources } from "../../aws/inspection/carriers/inspect-sms-resources";
import {
  type AlarmState,
  inspectAlarms,
  inspectSubscribers,
  type Subscribers,
} from "../../aws/inspection/inspect-alarms";
import { inspectDue } from "../../aws/inspection/inspect-due";
import { type InspectedFunction, inspectFunction } from "../../aws/inspection/inspect-function";
import { type InspectedKey, inspectKey } from "../../aws/inspection/inspect-key";
import { inspectAges, inspectRuns, type RunMetrics } from "../../aws/inspection/inspect-metrics";
import { inspectQueue } from "../../aws/inspection/inspect-queue";
import { inspectSchedule, type ScheduleState } from "../../aws/inspection/inspect-schedule";
import { inspectStops } from "../../aws/inspection/inspect-stops";
import { type InspectedTable, inspectTable } from "../../aws/inspection/inspect-table";
import { known, type Lookup, thenLookUp } from "../../aws/inspection/lookup";
import { cloudWatch, endUserMessaging, kms, lambda, scheduler, sesV2, sns } from "../../aws/operator-clients";
import type { Environment } from "../../shared/environment";
import { isLocalRefusal } from "./check";
import { findClinics, type KnownClinics, withProfiles } from "./clinic-facts";
import { alarmNames, functionsOf, queuesOf, tablesOf } from "./deployed-names";
import { type DueSample, sampleOf } from "./due-sample";
import { alarmTopic, senderDomain } from "./function-facts";
import { carrierOf, gatherReceipts, type ReceiptFacts, type TextSettings, textSettings } from "./receipt-facts";

export interface QueueState {
  readonly counts: Lookup<QueueCounts>;
  /** Age of the oldest message in seconds; undefined if there are no data. */
  readonly oldest: Lookup<number | undefined>;
}

export interface Facts {
  readonly environment: string;
  readonly names: ResourceNames;
  /** When it was read, ms since 1970. */
  readonly now: number;
  /** Whether the environment is the local run. */
  readonly local: boolean;
  /** The stored stops; undefined if sending was never stopped. */
  readonly stops: Lookup<StoredStops | undefined>;
  /** How texts are sent. */
  readonly texts: Lookup<TextSettings>;
  readonly sms: SmsAccount;
  readonly smsResources: SmsResources;
  readonly clinics: Lookup<KnownClinics>;
  readonly email: {
    readonly account: Lookup<EmailAccount>;
    /** The sender's domain. */
    readonly domain: Lookup<string>;
    readonly identity: Lookup<EmailIdentity>;
  };
  readonly receipts: ReceiptFacts;
  /** Of the daily run. */
  readonly schedule: Lookup<ScheduleState>;
  readonly sweepSchedule: Lookup<ScheduleState>;
  readonly digestSchedule: Lookup<ScheduleState>;
  readonly runs: RunMetrics;
  /** What the guard against floods holds. */
  readonly floods: FloodFacts;
  /** By name. */
  readonly queues: ReadonlyMap<string, QueueState>;
  readonly functions: ReadonlyMap<string, InspectedFunction>;
  readonly tables: ReadonlyMap<string, InspectedTable>;
  readonly due: Lookup<DueSample>;
  readonly alarms: Lookup<readonly AlarmState[]>;
  readonly subscribers: Lookup<Subscribers>;
  readonly key: InspectedKey;
}

/**
 * @param now ms since 1970
 * @param clinicsPath of the file of clinic profiles
 * @throws CommandError if that file is not the deployed one
 */
export async function gatherFacts(environment: Environment, now: number, clinicsPath?: string): Promise<Facts> {
  const { names } = environment;
  const functionNames = functionsOf(names);
  const queueNames = queuesOf(names);
  const [topics, metrics, functions, mail] = [sns(), cloudWatch(), lambda(), sesV2()];

  // Lookups that others depend on start first, and all others run at the same time.
  const inspected = byName(functionNames, (name) => inspectFunction(functions, name));
  const sender = inspected.then((all) => senderDomain(all, names.emailConsumer));
  const topic = inspected.then((all) => alarmTopic(all, names.alarmTopic));
  const sending = inspected.then((all) => textSettings(all.get(names.smsConsumer), names.smsConsumer));
  const producing = inspected.then((all) => all.get(names.producer)?.configuration ?? { how: "missing" as const });
  const page = inspectDue(environment.dynamo, names.appointmentsTable);
  const queueCounts = byName(queueNames, (name) => inspectQueue(environment.sqs, environment.queueUrl, name));
  const schedules = scheduler();
  const [
    stops,
    sms,
    smsResources,
    clinics,
    account,
    identity,
    receipts,
    schedule,
    sweepSchedule,
    digestSchedule,
    runs,
    floods,
    ages,
    tables,
    alarms,
    subscribers,
    key,
  ] = await Promise.all([
    inspectStops(environment.dynamo, names.sendingStopsTable),
    sending.then((texts) =>
      carrierOf(texts) === "sns" ? inspectSmsAccount(topics) : inspectTextAccount(endUserMessaging()),
    ),
    inspectSmsResources(endUserMessaging()),
    producing.then((producer) => findClinics(producer, clinicsPath, environment)),
    inspectEmailAccount(mail),
    sender.then((domain) => thenLookUp(domain, "sender", (of) => inspectEmailIdentity(mail, of))),
    sending.then((texts) => gatherReceipts(texts, names, environment.name, metrics, now)),
    inspectSchedule(schedules, names.schedule),
    inspectSchedule(schedules, names.sweepSchedule),
    inspectSchedule(schedules, names.digestSchedule),
    sending.then((texts) => inspectRuns(metrics, environment.name, now, carrierOf(texts))),
    inspected.then((all) => inspectFloods(environment.dynamo, names, all.get(names.smsConsumer), now)),
    inspectAges(metrics, queueNames, now),
    byName(tablesOf(names), (name) => inspectTable(environment.dynamo, name)),
    inspectAlarms(metrics, alarmNames(names)),
    topic.then((arn) => thenLookUp(arn, "topic", (of) => inspectSubscribers(topics, of))),
    inspectKey(kms(), names.keyAlias),
  ]);
  const queues = [...(await queueCounts)].map(
    ([name, counts]) => [name, { counts, oldest: ages.get(name) ?? known(undefined) }] as const,
  );
  const due = await thenLookUp(await producing, `function ${names.producer}`, async (state) =>
    thenLookUp(await page, "index of due reminders", async (items) =>
      known(sampleOf(items, state, now, withProfiles(clinics))),
    ),
  );
  return {
    environment: environment.name,
    names,
    now,
    local: isLocalRefusal(sms.sandbox),
    stops,
    texts: await sending,
    sms,
    smsResources,
    clinics,
    email: { account, domain: await sender, identity },
    receipts,
    schedule,
    sweepSchedule,
    digestSchedule,
    runs,
    floods,
    queues: new Map(queues),
    functions: await inspected,
    tables,
    due,
    alarms,
    subscribers,
    key,
  };
}

/** Lookups of resources that only this environment has: they show whether it exists. */
export function ownAnswers(facts: Facts): readonly Lookup<unknown>[] {
  const { stops, schedule, sweepSchedule, queues, functions, tables, key } = facts;
  return [
    stops,
    schedule,
    sweepSchedule,
    key.key,
    ...[...queues.values()].map(({ counts }) => counts),
    ...[...functions.values()].map(({ configuration }) => configuration),
    ...[...tables.values()].flatMap(({ expiry, recovery }) => [expiry, recovery]),
  ];
}

async function byName<T>(names: readonly string[], inspect: (name: string) => Promise<T>): Promise<Map<string, T>> {
  return new Map(await Promise.all(names.map(async (name) => [name, await inspect(name)] as const)));
}
