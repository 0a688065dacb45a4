import { CfnOutput, Duration, Stack, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { ENV } from "../contracts/environment";
import { resourceNames } from "../contracts/resource-names";
import { AppointmentsTable } from "./constructs/appointments-table";
import { LEAST_CONCURRENCY, smsConcurrency } from "./constructs/consumer-timings";
import { DailySchedule } from "./constructs/daily-schedule";
import { DeliveryLog } from "./constructs/delivery-log";
import { EmailSender } from "./constructs/email-sender";
import { NotificationTopic } from "./constructs/notification-topic";
import { PipelineAlarms } from "./constructs/pipeline-alarms";
import { PipelineMetrics } from "./constructs/pipeline-metrics";
import { QueueConsumer } from "./constructs/queue-consumer";
import { ReminderFunction } from "./constructs/reminder-function";
import { ReminderQueue } from "./constructs/reminder-queue";
import { SmsCarrier } from "./constructs/sms-carrier";
import type { Settings } from "./settings";
import { adviseOnWording } from "./wording-advice";

/** The whole pipeline of one environment. */
export class ReminderStack extends Stack {
  private readonly environmentSuffix: string;

  constructor(scope: Construct, id: string, { settings }: { readonly settings: Settings }) {
    const environment = settings.environmentSuffix;
    const tags = { Environment: environment, Application: "HealthcareNotifications" };
    super(scope, id, { description: "Appointment reminders by SMS, with email as the fallback", tags });
    this.environmentSuffix = environment;
    // Stack tags reach the resources when CDK deploys them; these do with whatever deploys the template.
    for (const [key, value] of Object.entries(tags)) Tags.of(this).add(key, value);
    // CDK has every function depend on its role by name as well as by reference.
    this.templateOptions.metadata = { "cfn-lint": { config: { ignore_checks: ["W3005"] } } };
    const names = resourceNames(environment);
    adviseOnWording(this, settings);

    // 1. What every step writes to.
    const log = new DeliveryLog(this, "DeliveryLog", { tableName: names.deliveryLogTable });
    const topic = new NotificationTopic(this, "NotificationTopic", { topicName: names.topic });
    const metrics = new PipelineMetrics(environment);
    const alarms = new PipelineAlarms(this, "Alarms", { topicName: names.alarmTopic });
    const shared = {
      [ENV.environment]: environment,
      [ENV.deliveryLogTable]: log.table.tableName,
      [ENV.topic]: topic.arn,
      [ENV.timeZone]: settings.timeZone,
      [ENV.defaultCountry]: settings.defaultCountry,
      [ENV.retentionDays]: String(settings.retentionDays),
    } as const;

    // 2. The chain of queues, from its end to its start: each redrives to the one before.
    const deadLetters = new ReminderQueue(this, "DeadLetters", { queueName: names.deadLetterQueue });
    const sender = new EmailSender(this, "EmailSender", { domain: settings.emailDomain });
    const email = new QueueConsumer(this, "Email", {
      kind: "email",
      queueName: names.emailQueue,
      functionName: names.emailConsumer,
      description: "Sends the reminders that cannot go by SMS, by email",
      timeout: Duration.seconds(30),
      concurrency: LEAST_CONCURRENCY,
      // A backstop: the consumer itself gives an email up after five tries. SQS may count the tries by SMS in.
      redrive: { target: deadLetters, maxReceiveCount: 10 },
      environment: {
        ...shared,
        [ENV.deadLetterQueue]: deadLetters.url,
        [ENV.emailSender]: sender.address,
      },
    });
    const carrier = new SmsCarrier(this, "SmsCarrier");
    const concurrency = smsConcurrency(settings.smsPartsPerSecond);
    const sms = new QueueConsumer(this, "Sms", {
      kind: "sms",
      queueName: names.appointmentsQueue,
      functionName: names.smsConsumer,
      description: "Sends reminders by SMS",
      timeout: Duration.seconds(60),
      concurrency,
      redrive: { target: email.queue, maxReceiveCount: 3 },
      environment: {
        ...shared,
        [ENV.deadLetterQueue]: deadLetters.url,
        [ENV.emailQueue]: email.queue.url,
        [ENV.smsPartsPerSecond]: String(settings.smsPartsPerSecond / concurrency),
        [ENV.smsWording]: settings.smsWording,
      },
      errorAlarm: {
        alarms,
        alarmName: names.processorErrorAlarm,
        meaning: "texts are late, and go out as emails after three tries",
      },
    });

    // 3. What fills the first queue once a day.
    const appointments = new AppointmentsTable(this, "Appointments", { tableName: names.appointmentsTable });
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
    });
    new DailySchedule(this, "DailySchedule", {
      scheduleName: names.schedule,
      timeOfDay: settings.schedule,
      timeZone: settings.timeZone,
      target: producer.lambda,
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

    // 5. What tells people, and other systems.
    alarms.addFunctionErrors(
      names.dailyRunErrorAlarm,
      producer,
      "the daily run did not queue every reminder. Lambda repeats it twice; patients whose reminder is left over are told late, or not at all",
      0,
    );
    alarms.addDeliveryFailures(names.deliveryFailureAlarm, metrics);
    alarms.addDeadLetters(names.deadLetterAlarm, deadLetters);
    this.export("NotificationTopicArn", topic.arn, "Where outcome events are published");
    this.export("NotificationProcessorArn", sms.function.lambda.functionArn, "The function that sends texts");
    this.export("NotificationLogTableName", log.table.tableName, "The delivery log");
    this.output("AppointmentsQueueUrl", sms.queue.url, "Where other systems send appointments");
    this.output("DeadLetterQueueUrl", deadLetters.url, "What could not be delivered or understood");
    this.output("AppointmentsTableName", appointments.table.tableName, "Where booking systems store appointments");
    this.output("ProducerFunctionName", producer.lambda.functionName, "To be invoked for an on-demand run");
    this.output("AlarmTopicArn", alarms.topic.topicArn, "To be subscribed to by whoever is on call");
    this.output("SmsDeliveryStatusRoleArn", carrier.deliveryStatusRole.roleArn, "For the account's SMS settings");
  }

  private output(name: string, value: string, description: string, exportName?: string): void {
    new CfnOutput(this, name, { value, description, exportName });
  }

  /** An output that other stacks can import. Export names are one to an account and region, so they end like all names. */
  private export(name: string, value: string, description: string): void {
    this.output(name, value, description, `${name}-${this.environmentSuffix}`);
  }
}
