/** A phone whose patients go to two clinics. */
import { clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import { remindBySms } from "../../../../services/domain/delivery/remind-by-sms";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC, NORTH_CLINIC } from "../../../support/data/clinics";
import { appointment, reminderOf } from "../../../support/data/records";
import { TEXTS } from "../../../support/data/texts";
import { RepliesWorld } from "../../../support/worlds/replies-world";

const NORTH = { ...NORTH_CLINIC, timeZone: "America/Denver" };
const NORTHS = { clinicId: "north", appointmentId: "appointment-2", appointmentTime: "2026-12-02T09:00" };
let world: RepliesWorld;

beforeEach(() => {
  world = new RepliesWorld();
  const clinics = clinicsInMemory([CLINIC, NORTH]);
  Object.assign(world.smsDependencies, { clinics, texts: TEXTS });
  world.repliesDependencies = { ...world.repliesDependencies, clinics };
});

/** The north clinic's reminder is sent by text. @returns the carrier's id of the text */
async function remindOfNorth(changes: Parameters<typeof appointment>[0] = {}): Promise<string> {
  const its = appointment({ ...NORTHS, ...changes });
  const reminder = { ...reminderOf(world.storedMessage(its, "norths")), clinic: NORTH };
  const key = identifyNotification(reminder.appointment, NORTH);
  await world.clock.drive(remindBySms({ ...reminder, key }, world.smsDependencies));
  return `sms-${world.sms.calls}`;
}

const last = () => world.sms.delivered.at(-1)?.text ?? "";

test("An answer to the older text is acknowledged by its clinic, in its zone and in the language of that text", async () => {
  const norths = await remindOfNorth({ language: "es" });
  await world.remind();
  await world.byReplies(world.answer("C", { answers: norths }));
  expect(world.appointments.get("appointment-2")).toMatchObject({ reply: "CONFIRM" });
  expect(last()).toMatch(/North Clinic/);
  expect(last()).toMatch(/9:00/);
  expect(last()).toMatch(/confirmad/);
});

test("An answer to a clinic that acknowledges none gets no text, whoever texted last", async () => {
  const clinics = clinicsInMemory([CLINIC, { ...NORTH, acknowledgesReplies: false }]);
  world.repliesDependencies = { ...world.repliesDependencies, clinics };
  const norths = await remindOfNorth();
  await world.remind();
  await world.byReplies(world.answer("C", { answers: norths }));
  expect(world.sms.delivered).toHaveLength(2);
});

test("An answer that may be to either waits for staff, of the clinic that texted last", async () => {
  await remindOfNorth();
  await world.remind();
  await world.byReplies(world.answer("C"));
  expect(world.stored).toMatchObject({ reason: "SEVERAL_APPOINTMENTS", waiting: "staff", clinicId: "default" });
});

test("The ids of one clinic are not those of the other", async () => {
  const norths = await remindOfNorth({ appointmentId: "appointment-1" });
  await world.remind();
  await world.byReplies(world.answer("X", { answers: norths }));
  expect(world.appointments.get("appointment-1")).not.toHaveProperty("reply");
  expect(world.replyTopic.events).toMatchObject([{ status: "REPLY_UNCLEAR", clinicId: "north" }]);
});
