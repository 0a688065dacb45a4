import { Duration, Stack, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { ENV } from "../contracts/environment";
import { resourceNames } from "../contracts/resource-names";
import { AppointmentsTable } from "./constructs/appointments-table";
import { emailTimings, smsTimings } from "./constructs/consumer-timings";
import { DailySchedule } from "./constructs/daily-schedule";
import { PipelineDashboard } from "./constructs/dashboard";
import { DataKey } from "./constructs/data-key";
import { DeliveryLog } from "./constructs/delivery-log";
import { EmailSender } from "./constructs/email-sender";
import { NotificationTopic } from "./constructs/notification-topic";
import { PipelineAlarms } from "./constructs/pipeline-alarms";
import { PipelineMetrics } from "./constructs/pipeline-metrics";
import { QueueConsumer } from "./constructs/queue-consumer";
import { logGroupOf, ReminderFunction } from "./constructs/reminder-function";
import { ReminderQueue } from "./constructs/reminder-queue";
import { SmsAccountSettings } from "./constructs/sms-account-settings";
import { deliveryStatusLogGroups, SmsCarrier } from "./constructs/sms-carrier";
import type { Watched } from "./monitoring/watched";
import type { Settings } from "./settings/settings";
import { addOutputs, dkimOutputs } from "./stack-outputs";
import { adviseOnWording } from "./wording-advice";

/** The whole pipeline of one environment. */
export class ReminderStack extends Stack {
  constructor(scope: Construct, id: string, { settings }: { readonly settings: Settings }) {
    const environment = settings.environmentSuffix;
    const tags = { Environment: environment, Application: "HealthcareNotifications" };
    const keep = settings.keepData === "true";
    const managesSms = settings.smsAccountSettings === "managed";
    const description = "Appointment reminders by SMS, with email as the fallback";
    super(scope, id, { description, tags, terminationProtection: keep });
    // Stack tags reach the resources when CDK deploys them; these do with whatever deploys the template.
    for (const [key, value] of Object.entries(tags)) Tags.of(this).add(key, value);
    // CDK has every function depend on its role by name as well as by reference.
    this.templateOptions.metadata = { "cfn-lint": { config: { ignore_checks: ["W3005"] } } };
    const names = resourceNames(environment);
    adviseOnWording(this, settings);

    // 1. What encrypts, and what every step writes to.
    const functions = [names.producer, names.smsConsumer, names.emailConsumer];
    const smsLogs = [logGroupOf(names.smsAccountSettings), ...deliveryStatusLogGroups(this)];
    const key = new DataKey(this, "DataKey", {
      alias: names.keyAlias,
      environment,
      keep,
      logGroups: [...functions.map(logGroupOf), ...(managesSms ? smsLogs : [])],
      topics: [names.topic],
    });
    const data = { key, keep };
    const log = new DeliveryLog(this, "DeliveryLog", { tableName: names.deliveryLogTable, ...data });
    const topic = new NotificationTopic(this, "NotificationTopic", { topicName: names.topic, key });
    const metrics = new PipelineMetrics(environment);
    const shared = {
      [ENV.environment]: environment,
      [ENV.deliveryLogTable]: log.table.tableName,
      [ENV.topic]: topic.arn,
      [ENV.timeZone]: settings.timeZone,
      [ENV.defaultCountry]: settings.defaultCountry,
      [ENV.retentionDays]: String(settings.retentionDays),
    } as const;

    // 2. The chain of queues, from its end to its start: each redrives to the one before.
    const deadLetters = new ReminderQueue(this, "DeadLetters", { queueName: names.deadLetterQueue, ...data });
    const sender = new EmailSender(this, "EmailSender", {
      domain: settings.emailDomain,
      configurationSetName: names.emailConfigurationSet,
      createsIdentity: settings.emailIdentity === "created",
      keep,
    });
    const email = new QueueConsumer(this, "Email", {
      kind: "email",
      queueName: names.emailQueue,
      functionName: names.emailConsumer,
      description: "Sends the reminders that cannot go by SMS, by email",
      timings: emailTimings(),
      // A backstop: the consumer itself gives an email up after five tries. SQS may count the tries by SMS in.
      redrive: { target: deadLetters, maxReceiveCount: 10 },
      environment: {
        ...shared,
        [ENV.deadLetterQueue]: deadLetters.url,
        [ENV.emailSender]: sender.address,
        [ENV.emailConfigurationSet]: sender.configurationSetName,
      },
      ...data,
    });
    const carrier = new SmsCarrier(this, "SmsCarrier", { keep: managesSms });
    const { partsPerSecond, ...timings } = smsTimings(settings);
    const sms = new QueueConsumer(this, "Sms", {
      kind: "sms",
      queueName: names.appointmentsQueue,
      functionName: names.smsConsumer,
      description: "Sends reminders by SMS",
      timings,
      redrive: { target: email.queue, maxReceiveCount: 3 },
      environment: {
        ...shared,
        [ENV.deadLetterQueue]: deadLetters.url,
        [ENV.emailQueue]: email.queue.url,
        [ENV.smsPartsPerSecond]: String(partsPerSecond),
        [ENV.smsWording]: settings.smsWording,
      },
      ...data,
    });
    sms.queue.admitSenders(settings.senderAccounts);

    // 3. What fills the first queue once a day.
    const appointments = new AppointmentsTable(this, "Appointments", { tableName: names.appointmentsTable, ...data });
    const runDeadLetters = new ReminderQueue(this, "DailyRunDeadLetters", {
      queueName: names.dailyRunDeadLetterQueue,
      ...data,
    });
    const producer = new ReminderFunction(this, "Producer", {
      kind: "producer",
      functionName: names.producer,
      description: "Queues the reminders that are due, or those of the appointments given",
      timeout: Duration.minutes(15),
      environment: {
        ...shared,
        [ENV.appointmentsTable]: appointments.table.tableName,
        [ENV.appointmentsQueue]: sms.queue.url,
        [ENV.catchUpDays]: String(settings.catchUpDays),
      },
      key,
      deadLetters: runDeadLetters,
    });
    new DailySchedule(this, "DailySchedule", {
      scheduleName: names.schedule,
      timeOfDay: settings.schedule,
      timeZone: settings.timeZone,
      target: producer.lambda,
      deadLetters: runDeadLetters,
    });

    // 4. Who may do what, beyond its own queue.
    for (const grantee of [producer, sms, email]) {
      log.grantClaim(grantee);
      topic.grantPublish(grantee);
      metrics.grantEmit(grantee);
    }
    appointments.grantTakeDue(producer);
    sms.grantSend(producer);
    carrier.grantSend(sms);
    email.grantSend(sms);
    deadLetters.grantSend(sms);
    sender.grantSend(email);
    deadLetters.grantSend(email);

    if (managesSms) {
      new SmsAccountSettings(this, "SmsAccountSettings", {
        functionName: names.smsAccountSettings,
        deliveryStatusRole: carrier.deliveryStatusRole,
        monthlySpendLimit: settings.smsMonthlySpendLimit,
        successSampling: settings.smsSuccessSampling,
        key,
      });
    }

    // 5. What tells people, and other systems.
    const watched: Watched = {
      names,
      settings,
      metrics,
      functions: { producer, sms: sms.function, email: email.function },
      queues: { appointments: sms.queue, email: email.queue, deadLetters, dailyRunDeadLetters: runDeadLetters },
    };
    const { runbookUrl, alarmEmail } = settings;
    const alarms = new PipelineAlarms(this, "Alarms", {
      topicName: names.alarmTopic,
      key: key.key,
      runbookUrl,
      alarmEmail,
    });
    alarms.watch(watched);
    new PipelineDashboard(this, "Dashboard", { ...watched, alarms: alarms.all });
    addOutputs(this, environment, {
      exported: {
        NotificationTopicArn: [topic.arn, "Where outcome events are published"],
        NotificationProcessorArn: [sms.function.lambda.functionArn, "The function that sends texts"],
        NotificationLogTableName: [log.table.tableName, "The delivery log"],
      },
      told: {
        AppointmentsQueueUrl: [sms.queue.url, "Where other systems send appointments"],
        AppointmentsQueueArn: [sms.queue.queue.queueArn, "For the roles of other systems that send"],
        EncryptionKeyArn: [key.key.keyArn, "For whoever sends to the queue, or reads what is encrypted"],
        AppointmentsTableName: [appointments.table.tableName, "Where booking systems store appointments"],
        DeadLetterQueueUrl: [deadLetters.url, "What could not be delivered or understood"],
        DailyRunDeadLetterQueueUrl: [runDeadLetters.url, "Daily runs that could not be started or failed"],
        ProducerFunctionName: [producer.lambda.functionName, "To be invoked for an on-demand run"],
        AlarmTopicArn: [alarms.topic.topicArn, "To be subscribed to by whoever is on call"],
        SmsDeliveryStatusRoleArn: [carrier.deliveryStatusRole.roleArn, "For the account's SMS settings"],
        ...dkimOutputs(sender.dkimRecords),
      },
    });
  }
}
