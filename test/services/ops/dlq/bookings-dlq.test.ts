/** The commands of the DLQ on the one of the bookings. */
import { deployed } from "../../../support/data/deployed";
import { appointment } from "../../../support/data/records";
import { siu } from "../../../support/ehr/hl7/siu";
import { ops } from "../../../support/ops";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";
import { ALL_QUEUES, ServedQueues } from "../../../support/servers/served-queues";

const APPOINTMENTS = "healthcare-appointments-test";
const EMAIL = "healthcare-email-fallback-test";
const DLQ = "healthcare-appointments-dlq-test";
const BOOKINGS = "healthcare-bookings-test";
const BOOKINGS_DLQ = "healthcare-bookings-dlq-test";
const HOUR = 3_600_000;
const SENT = Date.now() - HOUR;

let queues: ServedQueues;
withAwsAndDynamo((aws) => {
  deployed(aws);
  queues = new ServedQueues(aws, ...ALL_QUEUES);
});

const booking = { status: "booked", appointment: appointment() };
const rejected = {
  DeadLetterReason: "CONTRACT_VIOLATION",
  DeadLetterDetail: "appointment.patientId",
  SourceQueue: "bookings",
  FirstSentAt: String(SENT - HOUR),
};

/** @param attributes none, as SQS itself moves a message */
function put(of: unknown, attributes: Record<string, string> = {}): void {
  queues.put(BOOKINGS_DLQ, JSON.stringify(of), attributes, SENT);
}
const dlq = (command: string, ...args: string[]) => ops(["dlq", command, "--environment", "test", ...args]);
const idOf = async () => JSON.parse((await dlq("list", "--json")).out);

describe("dlq list", () => {
  test("names the queue of the bookings, also of a message without attributes", async () => {
    put(booking);
    put({ ...booking, appointment: { ...appointment(), clinicId: "north" } }, rejected);
    const { out } = await dlq("list");
    expect(out).toContain(`${BOOKINGS_DLQ}: 2 messages`);
    expect(out).toMatch(new RegExp(`RECEIVE_LIMIT .* ${BOOKINGS}`));
    expect(out).toMatch(new RegExp(`CONTRACT_VIOLATION +appointment.patientId +north +${BOOKINGS}`));
    expect(out).not.toContain("fallback");
  });

  test("lists both DLQs, and of a source only its own", async () => {
    put(booking);
    queues.put(DLQ, JSON.stringify(appointment()), {}, SENT);
    const both = (await dlq("list")).out;
    for (const name of [BOOKINGS_DLQ, DLQ]) expect(both).toContain(`${name}: 1 message`);
    expect((await dlq("list", "--source", "bookings")).out).not.toContain(DLQ);
    expect((await dlq("list", "--source", "email-fallback")).out).not.toContain(BOOKINGS_DLQ);
    expect(await idOf()).toMatchObject({ messages: 2, groups: [{ source: "email-fallback" }, { source: "bookings" }] });
  });
});

describe("dlq redrive", () => {
  test("moves a booking back to its own queue, with the time at which it first reached SQS", async () => {
    put(booking);
    put({ ...booking, version: 7 }, rejected);
    const { status, out } = await dlq("redrive", "--yes");
    expect({ status, out }).toEqual({ status: 0, out: `moved to ${BOOKINGS}: 2\n` });
    const sent = queues.messagesIn(BOOKINGS).map(({ attributes }) => attributes);
    const time = (ms: number) => ({ FirstSentAt: { DataType: "String", StringValue: String(ms) } });
    expect(sent).toMatchObject([time(SENT), time(SENT - HOUR)]);
    expect(queues.visibleIn(EMAIL)).toEqual([]);
    expect(queues.visibleIn(BOOKINGS_DLQ)).toEqual([]);
  });

  test("keeps what breaks the contract of bookings, such as an appointment alone", async () => {
    put(appointment());
    put({ ...booking, version: Date.now() + 48 * HOUR });
    const { status, out } = await dlq("redrive", "--yes");
    expect(status).toBe(0);
    expect(out).toContain("kept, breaks the contract, CONTRACT_VIOLATION (status): 1");
    expect(out).toContain("kept, breaks the contract, CONTRACT_VIOLATION (version): 1");
    expect(queues.visibleIn(BOOKINGS_DLQ)).toHaveLength(2);
  });

  test("moves only the messages of the given source", async () => {
    put(booking);
    queues.put(DLQ, JSON.stringify(appointment()), { SourceQueue: "appointments" }, SENT);
    await dlq("redrive", "--yes", "--source", "bookings");
    expect([queues.visibleIn(BOOKINGS).length, queues.visibleIn(APPOINTMENTS).length]).toEqual([1, 0]);
  });
});

describe("dlq show", () => {
  test("shows what a booking reports, without contacts", async () => {
    put({ ...booking, version: 7, status: "cancelled" });
    const id = queues.messagesIn(BOOKINGS_DLQ)[0]?.id ?? "";
    const { status, out } = await dlq("show", id);
    expect(status).toBe(0);
    expect(out).toMatch(new RegExp(`Belongs to +${BOOKINGS}`));
    expect(out).toMatch(/Status +cancelled/);
    expect(out).toMatch(/Version +7/);
    expect(out).toMatch(/Patient +patient-1/);
    expect(out).not.toContain("555-0100");
    expect(JSON.parse((await dlq("show", id, "--json")).out)).toMatchObject({
      source: "bookings",
      bookings: [{ status: "cancelled", version: 7, appointmentId: "appointment-1", patientId: "patient-1" }],
    });
  });

  test("names the field of a booking that breaks the contract", async () => {
    put({ status: "booked", appointment: { appointmentId: "a-1" } }, rejected);
    const { out } = await dlq("show", queues.messagesIn(BOOKINGS_DLQ)[0]?.id ?? "");
    expect(out).toContain("appointment.patientId is required");
  });
});

test("dlq drop deletes a booking, and records no notification", async () => {
  put({ status: "moved" }, rejected);
  const id = queues.messagesIn(BOOKINGS_DLQ)[0]?.id ?? "";
  const drop = await dlq("drop", "--message", id, "--because", "it was sent again", "--yes");
  expect({ status: drop.status, out: drop.out }).toEqual({ status: 0, out: "dropped, a booking: 1\n" });
  expect(queues.messagesIn(BOOKINGS_DLQ)).toEqual([]);
});

describe("A booking in HL7 v2 or FHIR", () => {
  const PAST = { "MSH-7": "20261125090000-0500" };
  const bad = { ...rejected, DeadLetterDetail: "message[3] PID-13[2].4", format: "hl7", clinicId: "default" };
  const putText = (body: string, attributes: Record<string, string> = {}) =>
    queues.put(BOOKINGS_DLQ, body, attributes, SENT);

  test("is listed with its element, and goes back as it is, with its sender's attributes", async () => {
    putText(siu(PAST), bad);
    expect((await dlq("list")).out).toMatch(/CONTRACT_VIOLATION +message\[3\] PID-13\[2\]\.4/);
    expect(await dlq("redrive", "--yes")).toMatchObject({ status: 0, out: `moved to ${BOOKINGS}: 1\n` });
    const [sent] = queues.messagesIn(BOOKINGS);
    expect(sent?.body).toBe(siu(PAST));
    const text = (StringValue: string) => ({ DataType: "String", StringValue });
    expect(sent?.attributes).toMatchObject({ format: text("hl7"), clinicId: text("default") });
  });

  test("is kept if it cannot be translated, and the element is named", async () => {
    putText(siu({ "TQ1-7": "Rivera" }));
    putText(JSON.stringify({ resourceType: "Appointment", status: "booked" }));
    const { out } = await dlq("redrive", "--yes");
    expect(out).toContain("kept, breaks the contract, CONTRACT_VIOLATION (TQ1-7.1): 1");
    expect(out).toContain("kept, breaks the contract, CONTRACT_VIOLATION (Appointment.id): 1");
    expect(out).not.toContain("Rivera");
  });

  test("is shown by its ids, also the end of an appointment without a start", async () => {
    putText(siu({ ...PAST, "MSH-9": "SIU^S15^SIU_S12", "TQ1-7": "" }));
    const { out } = await dlq("show", queues.messagesIn(BOOKINGS_DLQ)[0]?.id ?? "");
    expect(out).toMatch(/Status +cancelled/);
    expect(out).toMatch(/Patient +p-1042\n/);
    expect(out).toMatch(/Appointment +F-77\n/);
  });
});
