/** The pipeline: queues, tables, functions, carriers, the schedules and permissions. */
import { Lazy } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { ENV } from "../../contracts/environment";
import { environmentName, type ResourceNames } from "../../contracts/resource-names";
import { createBookings } from "./bookings";
import { EmailSender } from "./constructs/carriers/email-sender";
import { QueueConsumer } from "./constructs/functions/queue-consumer";
import { ReminderQueue } from "./constructs/messaging/reminder-queue";
import { PipelineMetrics } from "./monitoring/pipeline-metrics";
import type { Platform } from "./platform/platform";
import { collectLogs, createReceipts, receiptPublishers } from "./receipts";
import { createReplies, REPLY_PUBLISHERS } from "./replies";
import { createRuns } from "./runs";
import { readClinicProfiles } from "./settings/clinic-profiles";
import { emailTimings, smsTimings } from "./settings/consumer-timings";
import {
  bundledFiles,
  consumerSettings,
  functionSettings,
  producerSettings,
  smsSettings,
} from "./settings/function-settings";
import type { Settings } from "./settings/settings";
import { createSmsAccount, createTexts } from "./sms-account";
import { createStores } from "./stores";

export type Pipeline = ReturnType<typeof createPipeline>;

/**
 * Creates the pipeline of one environment.
 * @returns what alarms, the dashboard and outputs refer to
 * @throws SettingsError if settings conflict
 */
export function createPipeline(scope: Construct, settings: Settings, names: ResourceNames, platform: Platform) {
  const environment = environmentName(settings);
  const { retainData: retain } = settings;
  const profiles = readClinicProfiles(settings);

  // 1. The key, and what every function writes to.
  const stores = createStores(scope, settings, names, platform, [...receiptPublishers(names), ...REPLY_PUBLISHERS]);
  const { data, log, topic, stops, appointments, repliesTable, rateLimit, phoneDigest } = stores;
  const { clinicFiles, consumerFiles } = bundledFiles(profiles);
  const metrics = new PipelineMetrics(environment);
  const ofFunctions = functionSettings(settings, profiles);
  const shared = {
    ...ofFunctions,
    [ENV.deliveryLogTable]: log.table.tableName,
    ...topic.environment,
  } as const;
  const ofConsumers = {
    ...shared,
    ...consumerSettings(settings, profiles),
    [ENV.sendingStopsTable]: stops.table.tableName,
    [ENV.appointmentsTable]: appointments.table.tableName,
  } as const;

  // 2. The chain of queues, from last to first: each redrives to the one created before it.
  const deadLetters = new ReminderQueue(scope, "DeadLetters", {
    queueName: names.deadLetterQueue,
    redrivenFrom: [names.emailQueue],
    ...data,
  });
  const sender = new EmailSender(scope, "EmailSender", {
    domain: settings.emailDomain,
    configurationSetName: names.emailConfigurationSet,
    createsIdentity: settings.emailIdentity === "created",
    retain,
  });
  const email = new QueueConsumer(scope, "Email", {
    kind: "email",
    queueName: names.emailQueue,
    functionName: names.emailConsumer,
    description: "Sends reminders by email if they cannot go by SMS",
    timings: emailTimings(),
    files: consumerFiles,
    // A backstop: the consumer itself gives up after five attempts. SQS may include the receives by the SMS consumer.
    redrive: { target: deadLetters, maxReceiveCount: 10 },
    redrivenFrom: [names.appointmentsQueue],
    environment: {
      ...ofConsumers,
      [ENV.deadLetterQueue]: deadLetters.url,
      // Created later, because that queue redrives to this one.
      [ENV.appointmentsQueue]: Lazy.string({ produce: (): string => sms.queue.url }),
      [ENV.emailSender]: sender.address,
      [ENV.emailConfigurationSet]: sender.configurationSetName,
    },
    ...data,
  });
  const texts = createTexts(scope, settings, names, retain);
  const timings = smsTimings(settings);
  const sms = new QueueConsumer(scope, "Sms", {
    kind: "sms",
    queueName: names.appointmentsQueue,
    functionName: names.smsConsumer,
    description: "Sends reminders by SMS",
    timings,
    files: consumerFiles,
    redrive: { target: email.queue, maxReceiveCount: 3 },
    environment: {
      ...ofConsumers,
      [ENV.deadLetterQueue]: deadLetters.url,
      [ENV.emailQueue]: email.queue.url,
      ...texts.environment,
      ...smsSettings(settings),
      [ENV.smsRateLimitTable]: rateLimit.table.tableName,
      [ENV.smsConsumers]: String(timings.concurrency),
      [ENV.phoneDigestKey]: phoneDigest.value,
    },
    ...data,
  });
  sms.queue.allowSenders(settings.senderAccounts);

  // 3. The daily run and the sweep, which fill the first queue.
  const { producer, runDeadLetters } = createRuns(scope, {
    names,
    settings,
    environment: {
      ...shared,
      [ENV.appointmentsTable]: appointments.table.tableName,
      [ENV.appointmentsQueue]: sms.queue.url,
      [ENV.repliesTable]: repliesTable.table.tableName,
      ...producerSettings(settings),
    },
    files: clinicFiles,
    data,
  });

  // 4. Permissions, beyond those for its own queue.
  for (const grantee of [producer, sms, email]) {
    log.grantClaim(grantee);
    topic.grantPublish(grantee);
    metrics.grantEmit(grantee);
  }
  appointments.grantTakeDue(producer);
  repliesTable.grantReadWaiting(producer);
  sms.grantSend(producer);
  texts.grantSend(sms);
  texts.grantCheckOptOuts(sms);
  rateLimit.grantReserve(sms);
  appointments.grantHold(sms);
  email.grantSend(sms);
  deadLetters.grantSend(sms);
  sender.grantSend(email);
  sms.grantSend(email);
  deadLetters.grantSend(email);
  for (const consumer of [sms, email]) {
    stops.grantRead(consumer);
    appointments.grantLookUp(consumer);
  }

  // 5. The bookings, which fill the table.
  const tables = { appointments, log };
  const booked = createBookings(scope, {
    names,
    settings,
    ofFunctions,
    files: clinicFiles,
    data,
    ...tables,
    sms,
    metrics,
  });

  // 6. The receipts, by which an accepted text or email turns out to be delivered or not.
  const received = createReceipts(scope, { names, ofFunctions, data, log, topic, sender, sms, email, metrics });
  texts.publishOutcomes(received.events);
  const carrier = texts.sns;
  const account = createSmsAccount(scope, settings, names, { carrier, ...data });
  if (account) collectLogs(scope, names, received.collector, account.deliveryLogs);

  // 7. The answers of patients.
  const answered = createReplies(scope, {
    names,
    settings,
    ofFunctions,
    stores,
    files: consumerFiles,
    texts,
    smsConsumers: timings.concurrency,
    metrics,
  });
  const queues = { sms, email, deadLetters, runDeadLetters, ...booked, ...received, ...answered };
  return {
    profiles,
    ...data,
    repliesTable,
    log,
    topic,
    metrics,
    sender,
    carrier,
    appointments,
    producer,
    ...queues,
  };
}
