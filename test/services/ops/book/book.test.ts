import { writeFileSync } from "node:fs";
import { deployed } from "../../../support/data/deployed";
import { appointment } from "../../../support/data/records";
import { ops } from "../../../support/ops";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";
import { ServedQueues } from "../../../support/servers/served-queues";
import { TestFolder } from "../../../support/test-folder";

const BOOKINGS = "healthcare-bookings-test";

const folder = new TestFolder();
afterAll(() => folder.remove());

let queues: ServedQueues;
withAwsAndDynamo((aws) => {
  deployed(aws);
  queues = new ServedQueues(aws, BOOKINGS);
});

const book = (...args: string[]) => ops(["book", "--environment", "test", ...args]);
const queued = () => queues.visibleIn(BOOKINGS).map((body) => JSON.parse(body));
const FLAGS = ["--appointment-id", "a-77", "--patient-id", "p-1042", "--appointment-time", "2199-12-02T14:30"];
const FROM_FLAGS = { appointmentId: "a-77", patientId: "p-1042", appointmentTime: "2199-12-02T14:30" };

function file(value: unknown): string {
  const path = folder.at("booking.json");
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
}

test("a booking from flags is queued as another system would report it", async () => {
  const { status, out } = await book(...FLAGS, "--phone-number", "(206) 555-0100", "--reminder-plan", "3h");
  expect({ status, out }).toEqual({ status: 0, out: `queued on ${BOOKINGS}: 1 booking\n` });
  const sent = { ...FROM_FLAGS, phoneNumber: "(206) 555-0100", reminderPlan: "3h" };
  expect(queued()).toEqual([{ status: "booked", appointment: sent }]);
});

test("a cancellation with a version is queued, without a warning about its contact", async () => {
  const { status, err } = await book(...FLAGS, "--status", "cancelled", "--version", "1795602600000");
  expect({ status, err }).toEqual({ status: 0, err: "" });
  expect(queued()).toEqual([{ status: "cancelled", version: 1_795_602_600_000, appointment: FROM_FLAGS }]);
});

test("a list from a file is queued as it is", async () => {
  const list = { status: "booked", version: 3, appointment: [appointment(), appointment({ patientId: "patient-2" })] };
  const { status, out } = await book("--file", file(list), "--json");
  expect({ status, document: JSON.parse(out) }).toEqual({ status: 0, document: { queued: true, bookings: 2 } });
  expect(queued()).toEqual([list]);
});

test.each([
  ["a version that is no number", [...FLAGS, "--version", "soon"], "version must be a whole number"],
  ["no appointment id", FLAGS.slice(2), "appointment.appointmentId is required in a booking"],
  ["an unknown clinic", [...FLAGS, "--clinic-id", "nowhere"], "appointment.clinicId must be the id of a clinic"],
])("%s is refused, and nothing is queued", async (_, args, problem) => {
  const { status, err } = await book(...args);
  expect([status, err.includes(problem)]).toEqual([2, true]);
  expect(queued()).toEqual([]);
});

test("one bad entry of a list is named by its place, and nothing is queued", async () => {
  const list = { status: "booked", appointment: [appointment(), { ...appointment(), patientId: "" }] };
  const { status, err } = await book("--file", file(list));
  expect([status, err.includes("appointment[1].patientId")]).toEqual([2, true]);
  expect(queued()).toEqual([]);
});

test("a file that is no JSON, or is combined with flags, cannot be used", async () => {
  expect((await book("--file", file("{"))).err).toContain("The booking must be JSON");
  expect((await book("--file", file({}), ...FLAGS)).err).toContain("--file cannot be combined with flags");
});

test("a contact that cannot be used is warned of", async () => {
  const { status, err } = await book(...FLAGS, "--phone-number", "123");
  expect([status, err.includes("warning: ")]).toEqual([0, true]);
});
