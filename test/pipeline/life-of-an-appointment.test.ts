import {
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import type { AppointmentStatus } from "../../contracts/appointment-status";
import { eventually } from "../support/eventually";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const HOUR = 3_600_000;
/** So near that the reminder of the day before is late, and due at once. */
const noon = Date.now() + 20 * HOUR;
const at = (hours: number) => new Date(noon + hours * HOUR).toISOString();
let version = 0;

const stored = async ({ appointmentId, patientId }: AppointmentMessage) =>
  (
    await pipeline.cloud.dynamodb.send(
      new GetCommand({ TableName: NAMES.appointmentsTable, Key: { appointmentId, patientId }, ConsistentRead: true }),
    )
  ).Item;

/** Sends a booking, and waits until the table has it. */
async function book(appointment: AppointmentMessage, status: AppointmentStatus = "booked"): Promise<void> {
  version += 1;
  const body = JSON.stringify({ status, version, appointment });
  await pipeline.cloud.sqs.send(
    new SendMessageCommand({ QueueUrl: pipeline.cloud.queueUrl(NAMES.bookingsQueue), MessageBody: body }),
  );
  const sent = version;
  await eventually(`version ${sent} is stored`, async () => (await stored(appointment))?.version === sent);
}

const sweep = () => pipeline.sweep();
const startsIn = async ({ phoneNumber = "" }: AppointmentMessage) =>
  (await pipeline.textsTo(phoneNumber)).map(({ message }) => /\d{1,2}:\d\d [AP]M/.exec(message)?.[0]);

test("an appointment that is booked, moved, moved back and cancelled is reminded of each start once, and then no more", async () => {
  const first = anAppointment({ appointmentTime: at(0), timeZone: undefined });
  const moved = { ...first, appointmentTime: at(2) };
  await book(first);
  await sweep();
  await pipeline.ended({ ...first }, "SMS_SENT");
  await book(moved);
  await sweep();
  await pipeline.ended({ ...moved, revision: 1 }, "SMS_SENT");
  await book(first);
  await sweep();
  await pipeline.ended({ ...first, revision: 2 }, "SMS_SENT");
  await book(first, "cancelled");
  await sweep();
  await pipeline.drained();
  const [one, two, three, ...others] = await startsIn(first);
  expect([one, three, others]).toEqual([three, one, []]);
  expect(two).not.toBe(one);
});

/** Stops or starts a consumer, as an operator does. */
async function setEnabled(FunctionName: string, Enabled: boolean): Promise<void> {
  const lambda = new LambdaClient(pipeline.cloud.clientConfig);
  const { EventSourceMappings: [{ UUID } = {}] = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName }),
  );
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  const wanted = Enabled ? "Enabled" : "Disabled";
  await eventually(`the consumer is ${wanted}`, async () => {
    return (await lambda.send(new GetEventSourceMappingCommand({ UUID }))).State === wanted;
  });
  lambda.destroy();
}

test("a reminder that waits in the queue is held to what becomes of its appointment", async () => {
  const cancelled = anAppointment({ appointmentTime: at(0) });
  const moved = anAppointment({ appointmentTime: at(0) });
  const corrected = anAppointment({ appointmentTime: at(0) });
  const phoneNumber = "+12065550177";
  for (const one of [cancelled, moved, corrected]) await book(one);
  await setEnabled(NAMES.smsConsumer, false);
  await sweep();
  await book(cancelled, "cancelled");
  await book({ ...moved, appointmentTime: at(3) });
  await book({ ...corrected, phoneNumber });
  await setEnabled(NAMES.smsConsumer, true);
  expect(await pipeline.ended(cancelled, "CANCELLED")).toMatchObject({ attempts: 0 });
  expect(await pipeline.ended(moved, "SUPERSEDED")).toMatchObject({ attempts: 0 });
  expect(await pipeline.ended(corrected, "SMS_SENT")).toMatchObject({ phoneNumber, attempts: 1 });
  await sweep();
  await pipeline.ended({ ...moved, appointmentTime: at(3), revision: 1 }, "SMS_SENT");
  await pipeline.drained();
  const texts = [cancelled, moved, corrected].map(async (one) => (await startsIn(one)).length);
  expect(await Promise.all(texts)).toEqual([0, 1, 0]);
  expect(await pipeline.textsTo(phoneNumber)).toHaveLength(1);
});

test("after a step of a plan the next one is due, and the step that was sent is not sent again", async () => {
  const planned = anAppointment({ appointmentTime: at(0), reminderPlan: "3d, 30h, 2h" });
  await book(planned);
  await sweep();
  await pipeline.ended({ ...planned, reminder: { step: "30h" } }, "SMS_SENT");
  const due = new Date(noon - 2 * HOUR + 15 * 60_000 - 1).toISOString().slice(0, "YYYY-MM-DDTHH".length);
  expect(await stored(planned)).toMatchObject({ reminderStep: "2h", reminderDate: expect.stringContaining(due) });
  await book(planned);
  await sweep();
  await pipeline.drained();
  expect(await startsIn(planned)).toHaveLength(1);
});
