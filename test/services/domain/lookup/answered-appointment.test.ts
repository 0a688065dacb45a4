import type { AppointmentMessage } from "../../../../contracts/appointment-message";
import { APPOINTMENTS_TABLE_ORIGIN } from "../../../../contracts/reminder-mark";
import { clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import { decideLookup } from "../../../../services/domain/lookup/decide-lookup";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC, CLINICS, NORTH_CLINIC } from "../../../support/data/clinics";
import { appointment } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

const START = Date.parse("2026-12-02T14:30:00-05:00");
const REPLIED = { repliedAt: "2026-12-01T16:00:00.000Z", replyStart: START };
const FROM_TABLE = { origin: APPOINTMENTS_TABLE_ORIGIN } as const;

function decided(item: object, reminder: AppointmentMessage["reminder"]) {
  const its = appointment(reminder && { reminder });
  const message = { appointment: its, clinic: CLINIC, key: identifyNotification(its, CLINIC) };
  return decideLookup(message, { ...appointment(), ...item }, CLINICS);
}

describe.each([
  ["that the producer queued", FROM_TABLE],
  ["of another system", undefined],
])("A later reminder %s", (_, reminder) => {
  test("is not sent to a patient who asked to cancel this start", () => {
    const cancelled = { kind: "cancel", code: "CANCEL_REQUESTED" };
    expect(decided({ reply: "CANCEL", ...REPLIED }, reminder)).toEqual(cancelled);
    expect(decided({ reply: "CANCEL", ...REPLIED, replyStart: START - 1 }, reminder)).toEqual({ kind: "unchanged" });
  });

  test("does not ask a patient again who has confirmed", () => {
    const confirmed = decided({ reply: "CONFIRM", ...REPLIED }, reminder);
    expect(confirmed).toMatchObject({ kind: "changed", appointment: { reminder: { confirmed: true } } });
    const again = { ...reminder, confirmed: true } as const;
    expect(decided({ reply: "CONFIRM", ...REPLIED }, again)).toEqual({ kind: "unchanged" });
  });

  test.each(["RESCHEDULE", "MAYBE", 7, null, ["CANCEL"]])("is sent as it is after the answer %j", (reply) => {
    expect(decided({ reply, ...REPLIED }, reminder)).toEqual({ kind: "unchanged" });
  });
});

test.each([
  ["asked for another time since", { reply: "RESCHEDULE", ...REPLIED }],
  ["whose answer was about another start", { reply: "CONFIRM", ...REPLIED, replyStart: START - 1 }],
  ["whose answer was removed", {}],
])("A reminder that was queued for a patient who had confirmed, and %s, asks again", (_, item) => {
  const queued = { ...FROM_TABLE, step: "3h", confirmed: true } as const;
  expect(decided(item, queued)).toMatchObject({
    kind: "changed",
    appointment: { reminder: { ...FROM_TABLE, step: "3h" } },
  });
  expect(decided(item, queued)).not.toHaveProperty("appointment.reminder.confirmed");
});

test("The mark of another system is left as it is", () => {
  expect(decided({}, { confirmed: true })).toEqual({ kind: "unchanged" });
});

test.each(["CANCEL", "CONFIRM"])(
  "An answer to one clinic (%s) says nothing of what another queued with the same ids",
  (reply) => {
    const its = appointment({ clinicId: "north" });
    const message = { appointment: its, clinic: NORTH_CLINIC, key: identifyNotification(its, NORTH_CLINIC) };
    const item = { ...appointment(), reply, ...REPLIED };
    const clinics = clinicsInMemory([CLINIC, NORTH_CLINIC]);
    expect(decideLookup(message, item, clinics)).toEqual({ kind: "unchanged" });
    expect(decideLookup(message, { ...item, clinicId: "north" }, clinics)).not.toEqual({ kind: "unchanged" });
  },
);

test("A reminder whose contact changed after the confirmation has both", () => {
  const { kind, appointment: now } = decided(
    { reply: "CONFIRM", ...REPLIED, phoneNumber: "+12065550101" },
    FROM_TABLE,
  ) as { kind: string; appointment: AppointmentMessage };
  expect([kind, now.phoneNumber, now.reminder]).toEqual([
    "changed",
    "+12065550101",
    { ...FROM_TABLE, confirmed: true },
  ]);
});

test.each(["moved", "cancelled"] as const)("The news that an appointment was %s goes out all the same", (kind) => {
  const item = { reply: "CANCEL", ...REPLIED, ...(kind === "cancelled" && { status: "cancelled" }) };
  expect(decided(item, { ...FROM_TABLE, kind })).toEqual({ kind: "unchanged" });
});

test("Who confirmed is reminded without a question; who asked to cancel is not, and the log says why", async () => {
  const world = new PipelineWorld();
  const message = world.storedMessage(appointment({ reminder: { step: "3h" } }));
  world.appointments.put({ ...world.appointments.get("appointment-1"), reply: "CONFIRM", ...REPLIED } as never);
  await world.bySms(message);
  expect(world.sms.delivered).toMatchObject([{ text: expect.not.stringMatching(/Reply C/) }]);
  const other = new PipelineWorld();
  const next = other.storedMessage(appointment({ reminder: { step: "3h" } }));
  other.appointments.put({ ...other.appointments.get("appointment-1"), reply: "CANCEL", ...REPLIED } as never);
  await other.bySms(next);
  expect(other.sms.delivered).toEqual([]);
  expect(other.log.item).toMatchObject({ status: "CANCELLED", reason: "CANCEL_REQUESTED" });
});
