import { QUEUE_ATTRIBUTES } from "../../../../contracts/queue-attributes";
import { contactDigest } from "../../../../services/domain/contact/contact-digest";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC } from "../../../support/data/clinics";
import { appointment, logEntry, NOW } from "../../../support/data/records";
import { BookingsWorld, FIRST, FRIDAY } from "../../../support/worlds/bookings-world";

const MONDAY = "2026-12-14T09:00:00-05:00";

let world: BookingsWorld;
beforeEach(() => {
  world = new BookingsWorld();
});

describe("A batch", () => {
  test("stores each booking by one read and one write, and counts it", async () => {
    expect(await world.consume(world.book(1))).toEqual(["fulfilled"]);
    expect(world.table.get("appointment-1")).toMatchObject({ version: 1, status: "booked" });
    // The patient of a new appointment may have been erased.
    expect(world.table.calls).toEqual(["read", "read", "write"]);
    expect(world.metrics.calls).toEqual([{ BookingsReceived: 1 }]);
  });

  test("stores a change of an appointment by one read and one write", async () => {
    await world.consume(world.book(1));
    world.table.calls.length = 0;
    await world.consume(world.book(2));
    expect(world.table.calls).toEqual(["read", "write"]);
  });

  test("applies several bookings of one appointment together, by one read and one write", async () => {
    await world.consume(world.book(2, { location: "Room 2" }), world.book(3, { location: "Room 3" }), world.book(1));
    expect(world.table.get("appointment-1")).toMatchObject({ version: 3, location: "Room 3" });
    expect(world.table.calls).toEqual(["read", "read", "write"]);
    expect(world.metrics.calls).toEqual([{ BookingsReceived: 3, BookingsSuperseded: 1 }]);
  });

  test("that is delivered again reads, and writes nothing", async () => {
    const messages = [world.book(1), world.book(1, { appointmentId: "appointment-2" })];
    await world.consume(...messages);
    const before = structuredClone([...world.table.items]);
    world.table.calls.length = 0;
    await world.consume(...messages);
    expect(world.table.calls).toEqual(["read", "read"]);
    expect([...world.table.items]).toEqual(before);
  });

  test("without versions is ordered by the times at which the messages first reached SQS", async () => {
    const early = { status: "booked", appointment: { ...FIRST, location: "Room 1" } };
    const late = { status: "booked", appointment: { ...FIRST, location: "Room 2" } };
    await world.consume(world.message(late, { sentAt: NOW }), world.message(early, { sentAt: NOW - 1 }));
    expect(world.table.get("appointment-1")).toMatchObject({ location: "Room 2", version: NOW, versionKind: "time" });
  });

  test("believes a carried time of a redriven booking, and none that is later than the message's own", async () => {
    const booking = { status: "booked", appointment: FIRST };
    const carried = (time: string) => ({ attributes: { [QUEUE_ATTRIBUTES.firstSentAt]: time }, sentAt: NOW });
    for (const [index, [time, version]] of [
      [String(NOW - 1_000), NOW - 1_000],
      [String(NOW + 1), NOW],
      ["-5", NOW],
      ["soon", NOW],
      ["", NOW],
      ["9".repeat(15), NOW],
    ].entries() as Iterable<[number, [string, number]]>) {
      const appointmentId = `appointment-${index}`;
      await world.consume(world.message({ ...booking, appointment: { ...FIRST, appointmentId } }, carried(time)));
      expect(world.table.get(appointmentId)).toMatchObject({ version });
    }
  });

  test("whose appointment cannot be written leaves only its messages to SQS", async () => {
    world.table.failNextWrite();
    const results = await world.consume(world.book(1), world.book(1, { appointmentId: "appointment-2" }));
    expect(results).toEqual(["rejected", "fulfilled"]);
    expect(world.metrics.calls).toEqual([{ BookingsReceived: 1, RetriedMessages: 1 }]);
    expect(world.logger.lines).toEqual([
      { event: "message left to retry", batchId: "batch-1", queueMessageId: "message-1", code: "Error" },
    ]);
  });

  test("begins no appointment after its time is over", async () => {
    world.clock.advance(60_000);
    expect(await world.consume(world.book(1))).toEqual(["rejected"]);
    expect(world.table.calls).toEqual([]);
  });

  test("does not fail because of its metrics", async () => {
    world.metrics.failing = true;
    expect(await world.consume(world.book(1))).toEqual(["fulfilled"]);
  });
});

describe("An item that others change at the same time", () => {
  test("is read again: the highest version is kept", async () => {
    let changes = 0;
    world.table.afterRead = () => {
      changes += 1;
      if (changes === 1) world.table.put({ ...FIRST, status: "booked", version: 9, versionKind: "sender" });
    };
    expect(await world.consume(world.book(5))).toEqual(["fulfilled"]);
    expect(world.table.get("appointment-1")).toMatchObject({ version: 9 });
    expect(world.metrics.calls).toEqual([{ BookingsReceived: 1, BookingsSuperseded: 1 }]);
  });

  test("and changes at every attempt is left to SQS after five", async () => {
    let version = 0;
    world.table.afterRead = () => {
      version += 1;
      world.table.put({ ...FIRST, status: "booked", version, versionKind: "sender" });
    };
    expect(await world.consume(world.book(1_000))).toEqual(["rejected"]);
    expect(world.table.calls.filter((call) => call === "write")).toHaveLength(5);
  });

  test("by two hundred bookings in two consumers ends with the highest", async () => {
    const bookings = Array.from({ length: 200 }, (_, index) =>
      world.book((index * 79) % 200, { location: `${index}` }),
    );
    const batches = Array.from({ length: 20 }, (_, index) => bookings.slice(index * 10, index * 10 + 10));
    for (let index = 0; index < 20; index += 2) {
      await Promise.all([world.consume(...(batches[index] ?? [])), world.consume(...(batches[index + 1] ?? []))]);
    }
    expect(world.table.get("appointment-1")).toMatchObject({ version: 199 });
  });
});

describe("A bad booking", () => {
  test("goes to the DLQ whole, with its reason, field and the time at which it first reached SQS", async () => {
    const bad = world.message({ status: "moved", appointment: FIRST }, { sentAt: NOW - 5 });
    expect(await world.consume(bad, world.book(1))).toEqual(["fulfilled", "fulfilled"]);
    expect(world.deadLetters.message).toMatchObject({
      body: bad.body,
      attributes: {
        DeadLetterReason: "CONTRACT_VIOLATION",
        DeadLetterDetail: "status",
        SourceQueue: "bookings",
        FirstSentAt: String(NOW - 5),
      },
    });
    expect(world.metrics.calls).toEqual([{ BookingsReceived: 1, RejectedMessages: 1 }]);
    expect(world.table.get("appointment-1")).toBeDefined();
  });

  test("that is no JSON, or of an unknown clinic, names what is wrong", async () => {
    await world.consume(world.message("{"), world.book(1, { clinicId: "nowhere" }));
    const details = world.deadLetters.messages.map(({ attributes }) => attributes.DeadLetterDetail);
    expect(details).toEqual(["body", "appointment.clinicId"]);
  });

  test("whose version is of the other kind goes there too, and the others of its message are applied", async () => {
    await world.consume(world.book(1));
    const list = [FIRST, { ...FIRST, appointmentId: "appointment-2" }];
    await world.consume(world.message({ status: "cancelled", appointment: list }));
    expect(world.deadLetters.message.attributes).toMatchObject({ DeadLetterDetail: "version" });
    expect(JSON.parse(world.deadLetters.message.body)).toEqual({ status: "cancelled", appointment: FIRST });
    expect(world.table.get("appointment-1")).toMatchObject({ status: "booked" });
    expect(world.table.get("appointment-2")).toMatchObject({ status: "cancelled" });
  });

  test("stays on the queue if the DLQ cannot be reached", async () => {
    world.deadLetters.failNext();
    expect(await world.consume(world.message("{"), world.book(1))).toEqual(["rejected", "fulfilled"]);
  });
});

test("A bad appointment of a list goes to the DLQ in characters that SQS accepts", async () => {
  const bad = { ...FIRST, patientId: "", doctorName: "\ufffe\uffff" };
  const list = JSON.stringify({ status: "booked", version: 1, appointment: [FIRST, bad] });
  const received = list.replaceAll("\ufffe", "\\ufffe").replaceAll("\uffff", "\\uffff");
  expect(await world.consume(world.message(received))).toEqual(["fulfilled"]);
  const { body } = world.deadLetters.message;
  expect(body).not.toMatch(/[\ufffe\uffff]/);
  expect(JSON.parse(body)).toEqual({ status: "booked", version: 1, appointment: bad });
});

test("a list that has an appointment twice with other fields applies the first, and rejects the second", async () => {
  const second = { ...FIRST, location: "Room 2" };
  await world.consume(world.message({ status: "booked", version: 1, appointment: [FIRST, second, FIRST] }));
  expect(world.table.get("appointment-1")).not.toHaveProperty("location", "Room 2");
  expect(world.deadLetters.messages.map(({ body }) => JSON.parse(body).appointment)).toEqual([second]);
  expect(world.deadLetters.message.attributes).toMatchObject({ DeadLetterDetail: "appointment.appointmentId" });
  expect(world.metrics.calls).toEqual([{ BookingsReceived: 2, RejectedMessages: 1 }]);
});

describe("A message with 500 appointments of which three are bad", () => {
  const list = Array.from({ length: 500 }, (_, index) => {
    const one = { ...FIRST, appointmentId: `appointment-${index}` };
    return index === 3 || index === 250 ? { ...one, patientId: "" } : one;
  });
  const body = { status: "booked", version: 7, sentBy: "north", appointment: [...list.slice(0, 499), 7] };

  test("applies the others, and sends these three to the DLQ, each as a message of its own", async () => {
    expect(await world.consume(world.message(body))).toEqual(["fulfilled"]);
    expect(world.table.items.size).toBe(497);
    const bodies = world.deadLetters.messages.map((message) => JSON.parse(message.body));
    // Other fields may be large, and would be in the DLQ once for each bad appointment.
    const { sentBy: _, ...known } = body;
    expect(bodies).toEqual([3, 250, 499].map((index) => ({ ...known, appointment: body.appointment[index] })));
    const details = world.deadLetters.messages.map(({ attributes }) => attributes.DeadLetterDetail);
    expect(details).toEqual(["appointment.patientId", "appointment.patientId", "appointment"]);
    expect(world.metrics.calls).toEqual([{ BookingsReceived: 497, RejectedMessages: 3 }]);
  });

  test("can be repeated after the function died midway", async () => {
    const message = world.message(body);
    let writes = 0;
    world.table.afterRead = () => {
      writes += 1;
      if (writes === 200) throw new Error("the function died");
    };
    expect(await world.consume(message)).toEqual(["rejected"]);
    world.table.afterRead = () => {};
    expect(await world.consume({ ...message, receives: 2 })).toEqual(["fulfilled"]);
    expect(world.table.items.size).toBe(497);
    expect([...world.table.items.values()].every(({ version, revision }) => version === 7 && !revision)).toBe(true);
  });
});

describe("The bad bookings of a list", () => {
  const bad = { ...FIRST, patientId: "" };
  const other = { ...FIRST, appointmentId: "appointment-2" };
  const list = () => world.message({ status: "booked", version: 1, appointment: [bad, FIRST, other, 7] });
  const rejected = () => world.deadLetters.messages.map(({ body }) => JSON.parse(body).appointment);

  test("are in the DLQ once, although another booking of the list is retried", async () => {
    const message = list();
    world.table.failNextWrite();
    expect(await world.consume(message)).toEqual(["rejected"]);
    expect(rejected()).toEqual([]);
    expect(await world.consume({ ...message, receives: 2 })).toEqual(["fulfilled"]);
    expect(rejected()).toEqual([bad, 7]);
  });

  test("with a version of the other kind are in the DLQ once too, and those of other messages at once", async () => {
    await world.consume(world.book(1));
    const message = world.message({ status: "cancelled", appointment: [FIRST, other] });
    world.table.failNextWrite();
    expect(await world.consume(message, world.message("{"))).toEqual(["rejected", "fulfilled"]);
    expect(world.deadLetters.messages.map(({ body }) => body)).toEqual(["{"]);
    await world.consume({ ...message, receives: 2 });
    expect(world.deadLetters.messages.slice(1).map(({ body }) => JSON.parse(body).appointment)).toEqual([FIRST]);
  });

  test("are not lost if the DLQ cannot be reached: the list is delivered again", async () => {
    const message = list();
    world.deadLetters.failNext();
    expect(await world.consume(message)).toEqual(["rejected"]);
    expect(await world.consume({ ...message, receives: 2 })).toEqual(["fulfilled"]);
    expect(rejected()).toEqual(expect.arrayContaining([bad, 7]));
  });
});

describe("A contact that changes after the last reminder failed", () => {
  const WRONG = "nowhere";
  const QUEUED_AT = "2026-12-10T14:00:00.000Z";
  const old = appointment({ appointmentTime: FRIDAY, phoneNumber: undefined, email: WRONG });

  /** The reminder of the stored appointment was queued, and ended as the transition says. */
  async function failed(transition: "endWithoutContact" | "recordSmsSent" = "endWithoutContact") {
    world.table.put({
      ...old,
      status: "booked",
      version: 1,
      versionKind: "sender",
      reminderQueuedAt: QUEUED_AT,
    });
    await world.deliveryLog.apply(
      transition === "recordSmsSent" ? "claimSms" : transition,
      logEntry({ appointment: old }),
    );
  }

  test("queues it again, with the same identity and the mark that its appointment is in the table", async () => {
    await failed();
    await world.consume(world.book(2));
    const queued = JSON.parse(world.appointments.message.body);
    expect(queued).toMatchObject({ ...FIRST, reminder: { origin: "appointments-table" } });
    expect(identifyNotification(queued, CLINIC)).toEqual(identifyNotification(old, CLINIC));
  });

  test("queues it again after an attempt that wrote the contact and died", async () => {
    await failed();
    world.appointments.failNext();
    const message = world.book(2);
    expect(await world.consume(message)).toEqual(["rejected"]);
    expect(await world.consume({ ...message, receives: 2 })).toEqual(["fulfilled"]);
    expect(world.appointments.messages).toHaveLength(1);
  });

  test("queues it again if the write of the contact was made, and the SDK's repetition of it refused", async () => {
    await failed();
    world.table.repeatNextWrite();
    await world.consume(world.book(2));
    expect(world.appointments.messages).toHaveLength(1);
  });

  test("queues it again if its text was not delivered, or may turn out not to be", async () => {
    const wrong = appointment({ ...old, phoneNumber: "(206) 555-0101", email: undefined });
    const entry = { appointment: wrong, key: identifyNotification(wrong, CLINIC), messageId: "sms-1" };
    const correct = { phoneNumber: "(206) 555-0102", email: undefined };
    for (const transition of ["recordSmsSent", "recordUndelivered"] as const) {
      world = new BookingsWorld();
      world.table.put({ ...wrong, status: "booked", version: 1, versionKind: "sender", reminderQueuedAt: QUEUED_AT });
      await world.deliveryLog.apply("claimSms", logEntry(entry));
      await world.deliveryLog.apply("recordSmsSent", logEntry(entry));
      if (transition === "recordUndelivered")
        await world.deliveryLog.apply(transition, logEntry({ ...entry, code: "UNREACHABLE" }));
      await world.consume(world.book(2, correct));
      expect([transition, world.appointments.messages.length]).toEqual([transition, 1]);
    }
  });

  test("queues the message about a move again that took the place of the reminder", async () => {
    world.changeTexts = ["moved"];
    const wrong = { phoneNumber: undefined, email: WRONG, appointmentTime: "2026-12-02T09:00:00-05:00" };
    await world.consume(world.book(1, { phoneNumber: undefined, email: WRONG }));
    await world.consume(world.book(2, wrong));
    const moved = JSON.parse(world.appointments.message.body);
    await world.deliveryLog.apply(
      "endWithoutContact",
      logEntry({ appointment: moved, key: identifyNotification(moved, CLINIC) }),
    );
    await world.consume(world.book(3, { ...wrong, email: "ana@example.com" }));
    const [, again] = world.appointments.messages.map(({ body }) => JSON.parse(body));
    expect(again).toEqual({ ...moved, email: "ana@example.com" });
  });

  test("queues the message again that the appointment is cancelled, as long as it is", async () => {
    world.changeTexts = ["cancelled"];
    const wrong = { phoneNumber: undefined, email: WRONG };
    await world.consume(world.book(1, wrong));
    await world.consume(world.book(2, wrong, "cancelled"));
    const cancelled = JSON.parse(world.appointments.message.body);
    const key = identifyNotification(cancelled, CLINIC);
    await world.deliveryLog.apply("endWithoutContact", logEntry({ appointment: cancelled, key }));
    await world.consume(world.book(3, { email: "ana@example.com" }, "cancelled"));
    const [, again, ...others] = world.appointments.messages.map(({ body }) => JSON.parse(body));
    expect([again.reminder.kind, again.email, others]).toEqual(["cancelled", "ana@example.com", []]);
    await world.consume(world.book(4, { email: "bo@example.com" }, "noshow"));
    expect(world.appointments.messages).toHaveLength(2);
  });

  test.each([
    ["the contact is the same", { phoneNumber: undefined, email: WRONG }],
    ["the other contact is not usable either", { phoneNumber: "123", email: "nobody" }],
    ["the patient wants no reminders", { contactPreference: "none" }],
    ["the appointment moves: it gets a reminder of its own", { appointmentTime: MONDAY }],
    ["the appointment is over", { appointmentTime: "2026-11-30T14:30:00-05:00" }],
  ])("queues nothing if %s", async (_, changes) => {
    await failed();
    await world.consume(world.book(2, changes));
    expect(world.appointments.messages).toEqual([]);
  });

  test("queues nothing if the appointment ends, the reminder is in progress, or none was queued yet", async () => {
    await failed();
    await world.consume(world.book(2, {}, "cancelled"));
    expect(world.appointments.messages).toEqual([]);
    world = new BookingsWorld();
    await failed("recordSmsSent");
    await world.consume(world.book(2));
    expect(world.appointments.messages).toEqual([]);
    world = new BookingsWorld();
    await world.consume(world.book(1, { phoneNumber: undefined, email: WRONG }));
    await world.consume(world.book(2));
    expect(world.appointments.messages).toEqual([]);
  });

  test("the log's digest is that of the contact which failed", async () => {
    await failed();
    expect(world.deliveryLog.item.contactDigest).toBe(contactDigest({}));
  });
});
