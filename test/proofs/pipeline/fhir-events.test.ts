/** Events in FHIR: each subscriber of the topic gets what its filter policy asks for, from the reminder to the answer. */
import { SubscribeCommand } from "@aws-sdk/client-sns";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { awsEnvironment } from "../../support/environment";
import { ops } from "../../support/ops";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../../support/worlds/pipeline-run";
import { type ReceivedEvent, type Subscriber, subscribe } from "../../support/worlds/topic-subscriber";

let pipeline: PipelineRun;
/** By what they ask for; `everything` has no filter policy. */
let subscribers: Record<"everything" | "fhir" | "responses" | "json" | "answers", Subscriber>;
beforeAll(async () => {
  pipeline = await startPipeline(undefined, { commandLine: { fhirEvents: "on" } }, true);
  const subscribed = (queue: string, filterPolicy?: Record<string, string[]>) =>
    subscribe(pipeline.cloud, NAMES.topic, filterPolicy, queue);
  subscribers = {
    everything: await subscribed("everything"),
    fhir: await subscribed("fhir", { format: ["fhir"] }),
    responses: await subscribed("responses", { format: ["fhir"], resourceType: ["AppointmentResponse"] }),
    json: await subscribed("json", { format: ["json"] }),
    // As docs/replies.md shows it, from before there was FHIR.
    answers: await subscribed("answers", { status: ["CONFIRMED", "CANCEL_REQUESTED", "RESCHEDULE_REQUESTED"] }),
  };
});
afterAll(() => pipeline.stop());

test("a text, its receipt and its answer are a Communication in two versions and an AppointmentResponse, to who asked", async () => {
  // 1. A reminder that is delivered.
  const appointment = anAppointment();
  const { phoneNumber = "", patientId, appointmentId = "", email = "", doctorName = "" } = appointment;
  await pipeline.cloud.dynamodb.send(new PutCommand({ TableName: NAMES.appointmentsTable, Item: appointment }));
  await pipeline.send(appointment);
  const { notificationId } = await pipeline.ended(appointment, "SMS_DELIVERED");
  const delivered = await subscribers.fhir.eventWith("status", "completed");
  expect(delivered).toMatchObject({
    resourceType: "Communication",
    id: notificationId,
    medium: [{ text: "SMS" }],
    about: [{ reference: `Appointment/${appointmentId}` }],
    recipient: [{ reference: `Patient/${patientId}` }],
    sent: expect.any(String),
    received: expect.any(String),
    attributes: { format: "fhir", resourceType: "Communication", resourceStatus: "completed" },
  });
  const accepted = await subscribers.fhir.eventWith("status", "in-progress");
  expect(accepted).toMatchObject({ id: notificationId, sent: delivered.sent });
  expect(versionOf(accepted)).toBeLessThan(versionOf(delivered));
  expect(delivered.attributes).toMatchObject({
    ce_type: "appointment-reminders.fhir.v1",
    ce_id: `${notificationId}.${versionOf(delivered)}.fhir`,
  });
  // 2. Its answer.
  await pipeline.cloud.reply(phoneNumber, "C");
  const response = await subscribers.responses.eventWith("participantStatus", "accepted");
  expect(response).toMatchObject({
    resourceType: "AppointmentResponse",
    appointment: { reference: `Appointment/${appointmentId}` },
    actor: { reference: `Patient/${patientId}` },
    start: new Date(Date.parse(appointment.appointmentTime)).toISOString(),
  });
  // 3. What each subscriber got.
  const { everything, fhir, responses, json, answers } = subscribers;
  const resources = await fhir.got(3);
  expect(resources.filter(({ resourceType }) => resourceType)).toHaveLength(3);
  expect(resources).toHaveLength(3);
  expect((await responses.got(1)).map(({ resourceType }) => resourceType)).toEqual(["AppointmentResponse"]);
  expect((await json.got(3)).map(({ status }) => status).sort()).toEqual(["CONFIRMED", "SMS_DELIVERED", "SMS_SENT"]);
  expect((await answers.got(1)).map(({ status }) => status)).toEqual(["CONFIRMED"]);
  expect(await everything.got(6)).toHaveLength(6);
  // 4. No data of the patient.
  for (const secret of [phoneNumber, email, doctorName]) {
    expect(secret).not.toBe("");
    expect(JSON.stringify(everything.events())).not.toContain(secret);
  }
});

test("a filter policy that AWS refuses is refused here, too", async () => {
  const subscription = {
    TopicArn: `arn:aws:sns:us-east-1:000000000000:${NAMES.topic}`,
    Protocol: "sqs",
    Endpoint: "arn:aws:sqs:us-east-1:000000000000:everything",
    Attributes: { FilterPolicy: '{"format": "fhir"}' },
  };
  await expect(pipeline.cloud.sns.send(new SubscribeCommand(subscription))).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
});

test("an operator's replay publishes the same resource again, by which a subscriber recognises it", async () => {
  const before = subscribers.fhir.events().find(({ status }) => status === "completed");
  const count = subscribers.fhir.events().length;
  awsEnvironment(pipeline.cloud.endpoint);
  const { out } = await ops([
    "log",
    "replay",
    "--notification",
    String(before?.id),
    "--because",
    "a subscriber was down",
  ]);
  expect(out).toContain("published: 1");
  expect((await subscribers.fhir.got(count + 1)).slice(count)).toEqual([before]);
});

function versionOf({ meta }: ReceivedEvent): number {
  return Number((meta as { versionId: string }).versionId);
}
