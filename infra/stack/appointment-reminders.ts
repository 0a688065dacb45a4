/** The pipeline as a construct: a part of any CDK app, and the whole of our own. */
import type { IAlarm } from "aws-cdk-lib/aws-cloudwatch";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { Grant, type IGrantable, type IRole } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { environmentName, resourceNames } from "../../contracts/resource-names";
import { adviseOnClinicMetrics, adviseOnSettings } from "./advice";
import { acknowledge } from "./checks/acknowledge";
import { ACKNOWLEDGEMENTS } from "./checks/acknowledgements";
import { createDigest } from "./digest";
import { PipelineDashboard } from "./monitoring/dashboard/dashboard";
import { PipelineAlarms } from "./monitoring/pipeline-alarms";
import { createPipeline, type Pipeline } from "./pipeline";
import { applyPlatform, type PlatformObjects, platformOf } from "./platform/platform";
import { checkSettings } from "./settings/check-settings";
import { hasClinicMetrics } from "./settings/clinic-profiles";
import type { GivenSettings } from "./settings/given/given-settings";
import type { Settings } from "./settings/settings";
import { adviseOnTexts } from "./text-advice";
import { watchedOf } from "./watched-parts";

/** The settings of an environment: those left out have their defaults. */
export interface AppointmentRemindersProps extends GivenSettings, PlatformObjects {}

/** The queues whose messages wait for an operator. */
export interface DeadLetterQueues {
  /** Reminders that could be neither sent nor read. */
  readonly appointments: IQueue;
  /** Bookings that could not be stored or read. */
  readonly bookings: IQueue;
  /** Receipts that could not be recorded or read. */
  readonly receipts: IQueue;
  /** Answers that could not be recorded or read. */
  readonly replies: IQueue;
  /** Delivery logs of texts that could not be collected. */
  readonly collector: IQueue;
  /** Daily runs, sweeps and digests that could not be started or failed. */
  readonly runs: IQueue;
}

/** The functions of the pipeline. */
export interface ReminderFunctions {
  /** Queues what is due: started by a schedule, or by hand for an on-demand run. */
  readonly producer: IFunction;
  readonly sms: IFunction;
  readonly email: IFunction;
  readonly bookings: IFunction;
  readonly receipts: IFunction;
  readonly replies: IFunction;
  /** Sends SNS's delivery logs to the receipts queue. */
  readonly collector: IFunction;
  readonly digest: IFunction;
}

/** The whole pipeline of one environment. */
export class AppointmentReminders extends Construct {
  /** Every setting, with the defaults of those that were not given. */
  readonly settings: Settings;
  /** Where other systems send appointments to remind of at once. */
  readonly appointmentsQueue: IQueue;
  /** Where booking systems report what is booked, moved and cancelled, in JSON, FHIR R4 or HL7 v2. */
  readonly bookingsQueue: IQueue;
  readonly deadLetterQueues: DeadLetterQueues;
  /** Where booking systems may also store appointments themselves. */
  readonly appointmentsTable: ITable;
  /** The delivery log: one outcome for every notification. */
  readonly deliveryLogTable: ITable;
  /** What patients answered. */
  readonly repliesTable: ITable;
  /** Outcomes and answers: subscribers filter by the attributes `status`, `channel` and `format`. */
  readonly outcomesTopic: ITopic;
  /** For the two-way channel of the number that texts come from. */
  readonly repliesTopic: ITopic;
  /** Alarms and the daily digest. */
  readonly alarmTopic: ITopic;
  readonly alarms: readonly IAlarm[];
  /** Encrypts the queues, tables, topics and logs. */
  readonly encryptionKey: IKey;
  readonly functions: ReminderFunctions;
  /** The role for SNS's delivery logs, if the SMS settings of the account are managed elsewhere. */
  readonly smsDeliveryStatusRole: IRole;
  /** The records for the DNS of the email domain; none if its identity exists already. */
  readonly dkimRecords: readonly string[];

  private readonly pipeline: Pipeline;

  /**
   * @throws SettingsError with a line for each setting that is invalid, and for each problem of the clinics' profiles
   */
  constructor(scope: Construct, id: string, props: AppointmentRemindersProps = {}) {
    super(scope, id);
    const { vpc, vpcSubnets, securityGroups, alarmTopics, ...given } = props;
    const settings = checkSettings(given);
    const environment = environmentName(settings);
    const names = resourceNames(environment);
    adviseOnSettings(this, settings);
    const platform = platformOf(this, settings, { vpc, vpcSubnets, securityGroups, alarmTopics });
    applyPlatform(this, platform);
    const pipeline = createPipeline(this, settings, names, platform);
    const { profiles, metrics, key } = pipeline;
    const clinicMetrics = hasClinicMetrics(settings, profiles);
    adviseOnClinicMetrics(this, settings, profiles?.clinics.length ?? 0, clinicMetrics);
    adviseOnTexts(this, settings, profiles);
    const { runbookUrl, alarmEmail } = settings;
    const alarmed = { topicName: names.alarmTopic, alarmEmail, otherTopics: platform.alarmTopics };
    const alarms = new PipelineAlarms(this, "Alarms", { environment, key, runbookUrl, ...alarmed });
    const digest = createDigest(this, { names, settings, pipeline, alarms });
    const watched = watchedOf(pipeline, digest, { names, settings, metrics, clinicMetrics });
    alarms.watch(watched);
    new PipelineDashboard(this, "Dashboard", { ...watched, alarms: alarms.all });
    acknowledge(this, ACKNOWLEDGEMENTS);

    this.settings = settings;
    this.pipeline = pipeline;
    this.appointmentsQueue = pipeline.sms.queue.queue;
    this.bookingsQueue = pipeline.bookings.queue.queue;
    this.deadLetterQueues = {
      appointments: pipeline.deadLetters.queue,
      bookings: pipeline.bookingsDeadLetters.queue,
      receipts: pipeline.receiptsDeadLetters.queue,
      replies: pipeline.repliesDeadLetters.queue,
      collector: pipeline.collectorDeadLetters.queue,
      runs: pipeline.runDeadLetters.queue,
    };
    this.appointmentsTable = pipeline.appointments.table;
    this.deliveryLogTable = pipeline.log.table;
    this.repliesTable = pipeline.repliesTable.table;
    this.outcomesTopic = pipeline.topic.topic;
    this.repliesTopic = pipeline.repliesTopic;
    this.alarmTopic = alarms.topic;
    this.alarms = alarms.all;
    this.encryptionKey = key.key;
    const { producer, sms, email, bookings, receipts, replies, collector } = watched.functions;
    this.functions = {
      producer: producer.lambda,
      sms: sms.lambda,
      email: email.lambda,
      bookings: bookings.lambda,
      receipts: receipts.lambda,
      replies: replies.lambda,
      collector: collector.lambda,
      digest: digest.lambda,
    };
    this.smsDeliveryStatusRole = pipeline.carrier.deliveryStatusRole;
    this.dkimRecords = pipeline.sender.dkimRecords;
  }

  /** Allows the grantee to send appointments: `sqs:SendMessage`, and the use of the key through SQS. */
  grantSend(grantee: IGrantable): Grant {
    return this.pipeline.sms.grantSend(grantee);
  }

  /** Allows the grantee to report bookings: `sqs:SendMessage`, and the use of the key through SQS. */
  grantBook(grantee: IGrantable): Grant {
    return this.pipeline.bookings.grantSend(grantee);
  }

  /** Allows the grantee to look up the outcome of a notification by its key: `dynamodb:GetItem`, and `kms:Decrypt`. */
  grantReadLog(grantee: IGrantable): Grant {
    return this.pipeline.log.grantRead(grantee);
  }

  /** Allows the grantee to start a run by hand: `lambda:InvokeFunction`. */
  grantStartRun(grantee: IGrantable): Grant {
    const resourceArns = [this.functions.producer.functionArn];
    return Grant.addToPrincipal({ grantee, actions: ["lambda:InvokeFunction"], resourceArns });
  }
}
