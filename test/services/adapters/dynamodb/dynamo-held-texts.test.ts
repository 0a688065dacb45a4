import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { type HeldText, readHeldText } from "../../../../contracts/tables/held-texts";
import { dynamoAppointments } from "../../../../services/adapters/dynamodb/dynamo-appointments";
import { dynamoDueHeldTexts, dynamoHeldTexts } from "../../../../services/adapters/dynamodb/dynamo-held-texts";
import { NOW } from "../../../support/data/records";
import { FrozenClock } from "../../../support/fakes/frozen-clock";
import { APPOINTMENTS, TestDynamo } from "../../../support/servers/dynamo";

let dynamo: TestDynamo;
beforeAll(async () => {
  dynamo = await TestDynamo.start();
});
afterAll(() => dynamo.stop());
beforeEach(() => dynamo.emptyAppointments());

const TEXT: HeldText = {
  appointmentId: "#hold:0123456789abcdef0123456789abcdef",
  patientId: "patient-1",
  reminderDate: "2026-12-02T14:00#0",
  appointmentTime: "2026-12-02T19:30:00.000Z",
  body: '{"patientId":"patient-1"}',
  attributes: { FallbackReason: "MessageRejected" },
  opensAt: Date.parse("2026-12-02T14:00:00Z"),
  holdId: "first",
  ttl: 1_800_000_000,
};
const Key = { appointmentId: TEXT.appointmentId, patientId: TEXT.patientId };
const texts = () => dynamoHeldTexts(dynamo.client, APPOINTMENTS);
const dueTexts = () => dynamoDueHeldTexts(dynamo.client, APPOINTMENTS);
const stored = async () => (await dynamo.client.send(new GetCommand({ TableName: APPOINTMENTS, Key }))).Item;

test("a text is found in the list of the quarter in which its window opens, as it was written", async () => {
  await texts().hold(TEXT);
  const clock = new FrozenClock(NOW);
  const random = { fraction: () => 0, uuid: () => "" };
  const appointments = dynamoAppointments(dynamo.client, APPOINTMENTS, { clock, random });
  const found: unknown[] = [];
  for await (const page of appointments.due(TEXT.reminderDate))
    found.push(...page.map(({ item }) => readHeldText(item)));
  expect(found).toEqual([TEXT]);
});

test("a later write takes the place of an earlier one", async () => {
  await texts().hold(TEXT);
  await texts().hold({ ...TEXT, holdId: "second", attributes: {} });
  expect(await stored()).toMatchObject({ holdId: "second", attributes: {} });
  expect(await dynamo.countAppointments()).toBe(1);
});

test("an item is deleted once its text is queued", async () => {
  await texts().hold(TEXT);
  await dueTexts().remove(TEXT);
  expect(await stored()).toBeUndefined();
  await dueTexts().remove(TEXT);
});

test("an item that was written again is kept, so that its text is not lost", async () => {
  await texts().hold({ ...TEXT, holdId: "second" });
  await dueTexts().remove(TEXT);
  expect(await stored()).toMatchObject({ holdId: "second" });
});

test.each([
  ["an appointment", { appointmentId: "a-1" }],
  ["another item of the pipeline", { appointmentId: "#sweep" }],
  ["an item without a body", { body: undefined }],
  ["an item whose attributes are none", { attributes: null }],
  ["an item without the window's opening", { opensAt: "soon" }],
])("%s is not read as a text", (_, changes) => {
  expect(readHeldText({ ...TEXT, ...changes })).toBeUndefined();
});
