import { validExamples } from "../../../support/data/examples";
import { ops } from "../../../support/ops";

const appointment = {
  appointmentId: "a-77",
  patientId: "p-1042",
  appointmentTime: "2999-03-01T14:30",
  email: "pat@example.com",
};
const booked = (...list: object[]) => ({ status: "booked", version: 7, appointment: list });

interface Report {
  readonly findings: readonly { readonly index: number; readonly code: string; readonly field: string }[];
  readonly entries: number;
  readonly good: number;
}

const validate = (messages: unknown, ...options: string[]) =>
  ops(["validate", "-", "--contract", "bookings", ...options], {
    input: typeof messages === "string" ? messages : JSON.stringify(messages),
  });
const reportOf = async (messages: unknown): Promise<Report> => JSON.parse((await validate(messages, "--json")).out);
const told = async (messages: unknown) =>
  (await reportOf(messages)).findings.map(({ index, code, field }) => [index, code, field]);

test("bookings that keep the contract have no errors, and each appointment of a list counts", async () => {
  const messages = [
    booked(appointment, { ...appointment, patientId: "p-1043" }),
    { ...booked(appointment), status: "cancelled" },
  ];
  const { status, out } = await validate(messages);
  expect([status, out]).toEqual([0, "3 appointments: 3 keep the contract.\n"]);
});

test("the valid examples of the contract are valid", async () => {
  const { findings } = await reportOf(validExamples("bookings").map(([, message]) => message));
  expect(findings.filter(({ code }) => /CONTRACT|JSON|VERSION/.test(code))).toEqual([]);
});

test("a bad appointment of a list is named by its place, and the others are counted as good", async () => {
  const messages = [booked(appointment, { ...appointment, patientId: "" }, appointment)];
  expect(await told(messages)).toEqual([[0, "CONTRACT_VIOLATION", "appointment[1].patientId"]]);
  expect(await reportOf(messages)).toMatchObject({ entries: 3, good: 2 });
});

test("a message that is bad as a whole is one entry", async () => {
  const messages = [{ ...booked(appointment), version: -1 }, { ...booked(appointment), status: "moved" }, appointment];
  expect(await told(messages)).toEqual([
    [0, "CONTRACT_VIOLATION", "version"],
    [1, "CONTRACT_VIOLATION", "status"],
    [2, "CONTRACT_VIOLATION", "status"],
    [2, "CONTRACT_VIOLATION", "appointment"],
  ]);
});

test("what a reminder would lose is a warning, unless the appointment has ended", async () => {
  const { email: _, ...unreachable } = appointment;
  expect(await told([{ status: "booked", appointment: unreachable }])).toEqual([[0, "NO_CONTACT", "appointment"]]);
  expect(await told([{ status: "noshow", appointment: unreachable }])).toEqual([]);
  expect(await told([booked({ ...appointment, phoneNumber: "12" })])).toEqual([
    [0, "UNUSABLE_PHONE", "appointment[0].phoneNumber"],
  ]);
});

test("several bookings of one appointment are normal", async () => {
  expect(await told([booked(appointment), booked({ ...appointment, appointmentTime: "2999-03-02T14:30" })])).toEqual(
    [],
  );
});

test("JSON lines are read, and a line that is no JSON is reported", async () => {
  const { status, out } = await validate(`${JSON.stringify(booked(appointment))}\n{"status"\n`, "--format", "jsonl");
  expect([status, out.includes("line 2: must be JSON")]).toEqual([1, true]);
});

test("CSV is no file of bookings", async () => {
  const { status, err } = await validate("patientId,appointmentTime\np,2999-03-01T14:30\n", "--format", "csv");
  expect([status, err.includes("Bookings are messages in JSON")]).toEqual([2, true]);
});

test("no value is ever printed", async () => {
  const { out, err } = await validate([
    { status: "Quetzal", appointment: [{ patientId: ["Quetzal"] }] },
    booked({ ...appointment, email: "Quetzal" }),
  ]);
  expect(out + err).not.toContain("Quetzal");
});
