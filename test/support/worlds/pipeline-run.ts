/** A test of the whole pipeline: sends appointments as another system would, and reads their outcomes. */
import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { type DeliveryLogItem, isOutcome, type NotificationStatus } from "../../../contracts/delivery-log";
import { resourceNames } from "../../../contracts/resource-names";
import { SWEEP_ITEM } from "../../../contracts/tables/appointments-table";
import { quarterOf } from "../../../contracts/tables/quarters";
import type { OwnSettings } from "../../../infra/local/command-line/context";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { totalOf } from "../../../services/domain/queue-counts";
import { CLINIC } from "../data/clinics";
import { appointment, TWO_PART_PLACE } from "../data/records";
import { awsEnvironment } from "../environment";
import { eventually } from "../eventually";
import { ops } from "../ops";
import { type LocalCloudProcess, startLocalCloudProcess } from "../servers/local-cloud";

export const NAMES = resourceNames("dev");

/** The deployed number of SMS consumers at the local carrier's rate. */
export const SMS_CONSUMERS = 5;

/** Retries that take 18 minutes on AWS take 5 seconds. */
const TIME_FACTOR = 200;

export interface DeadLetter {
  readonly body: string;
  readonly attributes: Record<string, string>;
}

export type PipelineRun = Awaited<ReturnType<typeof startPipeline>>;

/**
 * Starts the pipeline that `cdk deploy` would deploy, on emulators.
 * @param assembly instead of the synthesized app
 * @param settings of the synthesized app
 * @param receipts whether carriers give receipts: outcomes then change while a test looks at them
 * @param instances the most of each function; without it, as many as the machine has use for
 */
export async function startPipeline(assembly?: string, settings?: OwnSettings, receipts = false, instances?: number) {
  const cloud: LocalCloudProcess = await startLocalCloudProcess({
    timeFactor: TIME_FACTOR,
    assembly,
    settings,
    receipts,
    instances,
  });
  const appointmentsQueue = cloud.queueUrl(NAMES.appointmentsQueue);

  const item = async (of: AppointmentMessage) => {
    const Key = identifyNotification(of, CLINIC);
    const answer = await cloud.dynamodb.send(new GetCommand({ TableName: NAMES.deliveryLogTable, Key }));
    return answer.Item as DeliveryLogItem | undefined;
  };
  const deadLetters = async (queue: string = NAMES.deadLetterQueue): Promise<DeadLetter[]> => {
    const messages = new Map<string, DeadLetter>();
    for (let vain = 0; vain < 3; ) {
      const { Messages = [] } = await cloud.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: cloud.queueUrl(queue),
          MaxNumberOfMessages: 10,
          VisibilityTimeout: 0,
          MessageAttributeNames: ["All"],
        }),
      );
      const known = messages.size;
      for (const { MessageId = "", Body = "", MessageAttributes = {} } of Messages) {
        const attributes = Object.entries(MessageAttributes).map(([name, value]) => [name, value.StringValue ?? ""]);
        messages.set(MessageId, { body: Body, attributes: Object.fromEntries(attributes) });
      }
      vain = messages.size > known ? 0 : vain + 1;
    }
    return [...messages.values()];
  };

  return {
    cloud,
    item,
    deadLetters,
    send: (...list: readonly unknown[]) => sendBodies(list.map((one) => JSON.stringify(one))),
    sendBodies,
    /** The item of a notification once it has this status, or any outcome. */
    ended: (of: AppointmentMessage, status?: NotificationStatus) =>
      eventually(`the notification of ${of.appointmentId} ends${status ? ` as ${status}` : ""}`, async () => {
        const found = await item(of);
        return found && (status ? found.status === status : isOutcome(found.status)) ? found : undefined;
      }),
    deadLetterOf: (of: AppointmentMessage) =>
      eventually(`the message of ${of.appointmentId} is in the DLQ`, async () =>
        (await deadLetters()).find(({ body }) => body.includes(JSON.stringify(of.appointmentId))),
      ),
    /** The queues before the DLQs are empty, and the carriers have given all receipts. */
    drained: () =>
      eventually("the queues are empty", async () => {
        if ((await cloud.pendingReceipts()) > 0) return false;
        const queues = await cloud.queueCounts();
        return [NAMES.appointmentsQueue, NAMES.emailQueue, NAMES.receiptsQueue, NAMES.repliesQueue].every((queue) => {
          const counts = queues[queue];
          return counts !== undefined && totalOf(counts) === 0;
        });
      }),
    textsTo: async (phoneNumber: string) => (await cloud.outbox()).sms.filter((sms) => sms.phoneNumber === phoneNumber),
    emailsTo: async (email: string) => (await cloud.outbox()).emails.filter(({ to }) => to === email),
    metric: async (name: string) =>
      (await cloud.outbox()).metrics
        .filter((metric) => metric.name === name)
        .reduce((sum, { value }) => sum + value, 0),
    /** Runs `dlq redrive`, and returns its output. */
    redrive: async (...options: string[]) => {
      awsEnvironment(cloud.endpoint);
      return (await ops(["dlq", "redrive", "--yes", ...options])).out;
    },
    /** Fires the sweep's schedule. Without the progress of an earlier sweep, the first one would read a whole day. */
    sweep: async () => {
      const { id, sweptTo } = SWEEP_ITEM;
      const Item = { appointmentId: id, patientId: id, [sweptTo]: quarterOf(Date.now()) };
      await cloud.dynamodb.send(new PutCommand({ TableName: NAMES.appointmentsTable, Item }));
      return cloud.fireSchedule(NAMES.sweepSchedule);
    },
    stop: () => cloud.stop(),
  };

  async function sendBodies(bodies: readonly string[]): Promise<void> {
    if (bodies.length === 1) {
      await cloud.sqs.send(new SendMessageCommand({ QueueUrl: appointmentsQueue, MessageBody: bodies[0] }));
      return;
    }
    for (let start = 0; start < bodies.length; start += 10) {
      const Entries = bodies.slice(start, start + 10).map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      await cloud.sqs.send(new SendMessageBatchCommand({ QueueUrl: appointmentsQueue, Entries }));
    }
  }
}

let patients = 0;

/** An appointment tomorrow; each call has a different patient, phone and email. */
export function anAppointment(changes: Partial<AppointmentMessage> = {}): AppointmentMessage {
  patients += 1;
  return appointment({
    patientId: `patient-${patients}`,
    appointmentId: `appointment-${patients}`,
    appointmentTime: new Date(Date.now() + 86_400_000).toISOString(),
    phoneNumber: `+1206555${String(100 + patients).padStart(4, "0")}`,
    email: `patient-${patients}@example.com`,
    location: TWO_PART_PLACE,
    ...changes,
  });
}
