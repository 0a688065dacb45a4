/** The local run with what a deployment has of its own: the settings of an environment, a prefix, and clinics. */
import { join } from "node:path";
import { GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { ENV } from "../../../contracts/environment";
import { ENVIRONMENTS_FOLDER } from "../../../contracts/environments/environment-file";
import { resourceNames } from "../../../contracts/resource-names";
import { readOwnSettings } from "../../../infra/local/command-line/own-settings";
import { PART_PRICE } from "../../../services/domain/costs/prices";
import { eventually } from "../../support/eventually";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../support/servers/local-cloud";

const NAMES = resourceNames("acme-example");
let cloud: LocalCloudProcess;

beforeAll(async () => {
  const commandLine = { clinics: "examples/clinics.json", schedule: "07:30", namePrefix: "acme" };
  const given = { environment: "example", commandLine };
  const settings = await readOwnSettings(join(__dirname, "../../.."), ENVIRONMENTS_FOLDER, given);
  cloud = await startLocalCloudProcess({ settings, timeFactor: 120 });
});
afterAll(() => cloud.stop());

const appointment = (patientId: string, more: object) => ({
  patientId,
  appointmentTime: `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T10:30`,
  practitioner: "Ana Ruiz, OD",
  ...more,
});

test("the local run uses the settings of an environment, and its prefix", async () => {
  const FunctionName = NAMES.smsConsumer;
  const lambda = new LambdaClient(cloud.clientConfig);
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  expect(Environment?.Variables).toMatchObject({
    [ENV.environment]: "acme-example",
    [ENV.timeZone]: "America/Chicago",
    [ENV.smsPartsPerSecond]: "3",
  });
  const scheduler = new SchedulerClient(cloud.clientConfig);
  expect(await scheduler.send(new GetScheduleCommand({ Name: NAMES.schedule }))).toMatchObject({
    ScheduleExpression: "cron(30 7 * * ? *)",
    ScheduleExpressionTimezone: "America/Chicago",
  });
  for (const client of [lambda, scheduler]) client.destroy();
  expect(cloud.environment).toBe("acme-example");
  expect(Object.keys(await cloud.queueCounts())).toContain(NAMES.appointmentsQueue);
});

test("patients of the example network read their clinic's text, in their language, from its sender", async () => {
  const send = (body: object) =>
    cloud.sqs.send(
      new SendMessageCommand({
        QueueUrl: cloud.queueUrl(NAMES.appointmentsQueue),
        MessageBody: JSON.stringify(body),
      }),
    );
  await send(appointment("p-1", { phoneNumber: "(206) 555-0142", language: "vi" }));
  await send(appointment("p-2", { phoneNumber: "602-555-0142", clinicId: "saguaro-eye-phoenix", language: "es-MX" }));
  await send(appointment("p-3", { phoneNumber: "020 7946 0142", clinicId: "thames-eye-london" }));
  await send(appointment("p-4", { phoneNumber: "(206) 555-0143", clinicId: "no-such-clinic" }));
  const sms = await eventually("three texts", async () => {
    const { sms: texts } = await cloud.outbox();
    return texts.length === 3 && texts;
  });
  const of = (phone: string) => sms.find(({ phoneNumber }) => phoneNumber === phone);
  expect(of("+12065550142")).toMatchObject({
    from: "+14255550100",
    message: expect.stringContaining("Harbor Eye Clinic"),
  });
  expect(of("+16025550142")).toMatchObject({
    from: "+14805550100",
    message: expect.stringContaining("Saguaro Eye Center"),
  });
  expect(of("+442079460142")).toMatchObject({
    from: "ThamesEye",
    message: expect.stringContaining("Thames Eye Clinic"),
  });

  const factsOf = async (phone: string) => {
    const response = await fetch(`${cloud.endpoint}/_local/text?messageId=${of(phone)?.messageId}`);
    return (await response.json()) as Record<string, unknown>;
  };
  await eventually("outcomes of all three in the log", async () => {
    const facts = await Promise.all(["+12065550142", "+16025550142", "+442079460142"].map(factsOf));
    return facts.every(({ clinicId }) => clinicId);
  });
  expect(await factsOf("+12065550142")).toMatchObject({
    clinicId: "harbor-eye-seattle",
    language: "vi",
    country: "US",
  });
  expect(await factsOf("+16025550142")).toMatchObject({ clinicId: "saguaro-eye-phoenix", language: "es" });
  expect(await factsOf("+442079460142")).toEqual({
    clinicId: "thames-eye-london",
    language: "en",
    country: "GB",
    parts: expect.any(Number),
  });
  const { parts, price } = await factsOf("+16025550142");
  expect(price).toBeCloseTo(Number(parts) * PART_PRICE, 10);
  const unknown = await fetch(`${cloud.endpoint}/_local/text?messageId=none`);
  expect(unknown.status).toBe(404);

  await eventually("the message of an unknown clinic in the DLQ", async () => {
    return (await cloud.queueCounts())[NAMES.deadLetterQueue]?.visible === 1;
  });
});
