import { NumberValue } from "@aws-sdk/lib-dynamodb";
import { ENV } from "../../../contracts/environment";
import { lastDays } from "../../../services/domain/appointment/appointment-time";
import { CLINIC_TIME_ZONE } from "../../support/data/clinics";
import { HandlerWorld } from "../../support/worlds/handler-world";
import { stored } from "../../support/worlds/producer-world";

let world: HandlerWorld;
beforeAll(async () => {
  world = await HandlerWorld.start();
  // The producer reads the index of each day.
  process.env[ENV.catchUpDays] = "1";
});
beforeEach(() => world.aws.reset());
afterEach(() => world.dynamo.putAppointments(...put.splice(0).map((item) => ({ ...item, reminderDate: undefined }))));
afterAll(() => world.stop());

/** Of the real clock, which the handler goes by. */
const [today = ""] = lastDays(Date.now(), CLINIC_TIME_ZONE, 0);
const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
/** Taken off the list after each test. */
const put: object[] = [];
let items = 0;

/** Runs the producer over an appointment, due today, with two good ones around it. */
async function produceWith(changes: object) {
  const list = [{}, changes, {}].map((others) => {
    items += 1;
    return { ...stored(`appointment-${items}`, { reminderDate: today, appointmentTime: tomorrow }), ...others };
  });
  put.push(...list);
  await world.dynamo.putAppointments(...list);
  return { answer: await world.producer({ source: "daily-notification-trigger" }), odd: list[1] };
}

const nested = (levels: number): unknown => (levels === 0 ? "deep" : { [`${levels}`]: [nested(levels - 1)] });

/** What DynamoDB takes in an attribute and JSON does not have: a booking system may keep more than the contract's. */
test.each([
  ["a number beyond what a program holds", { weight: NumberValue.from("9007199254740993") }],
  ["such a number with decimals", { balance: NumberValue.from("9007199254740993.5") }],
  ["the largest number", { limit: NumberValue.from("9.9999999999999999999999999999999999999E+125") }],
  ["the smallest number", { share: NumberValue.from("1E-130") }],
  ["bytes", { scan: new Uint8Array(1_000) }],
  ["sets", { tags: new Set(["a", "b"]), rooms: new Set([1, 2]) }],
  ["lists in lists", { visits: nested(14) }],
  [
    "names of an object's own",
    { constructor: "x", toString: "x", hasOwnProperty: "x", ["__proto__"]: { polluted: 1 } },
  ],
  ["300 KB", { notes: "ж".repeat(150_000) }],
])("an appointment that holds %s besides is reminded of as its neighbours are", async (_, others) => {
  const { answer } = await produceWith(others);
  expect(answer).toMatchObject({ enqueued: 3, refused: 0, unsent: 0 });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test.each([
  ["revision", { revision: NumberValue.from("9007199254740993") }],
  ["revision", { revision: -1 }],
  ["revision", { revision: "1" }],
  ["email", { email: ["ana@example.com"] }],
  ["doctorName", { doctorName: nested(14) }],
  ["location", { location: new Set([1]) }],
  ["schemaVersion", { schemaVersion: NumberValue.from("1.5") }],
  ["timeZone", { timeZone: { name: "UTC" } }],
])(
  "one whose %s is no text of ours is refused by that name, and its neighbours are reminded",
  async (field, broken) => {
    const { answer, odd } = await produceWith(broken);
    expect(answer).toMatchObject({ enqueued: 2, refused: 1, refusals: [{ appointmentId: odd?.appointmentId, field }] });
  },
);
