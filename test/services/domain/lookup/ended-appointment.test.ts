import type { AppointmentStatus } from "../../../../contracts/appointment-status";
import { appointment, queueMessage } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

const CONSUMERS = ["bySms", "byEmail"] as const;
const ENDED: readonly AppointmentStatus[] = ["cancelled", "arrived", "fulfilled", "noshow", "entered-in-error"];

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

const sent = () => [world.sms.calls, world.email.calls];

describe("A message whose own status says that the appointment has ended", () => {
  test.each(ENDED)("sends nothing, and its notification ends as CANCELLED: %s", async (status) => {
    expect(await world.bySms(queueMessage(appointment({ status })))).toMatchObject({
      kind: "outcome",
      event: { status: "CANCELLED", reason: "APPOINTMENT_ENDED" },
    });
    expect(world.log.item).toMatchObject({ status: "CANCELLED", attempts: 0 });
    expect(sent()).toEqual([0, 0]);
  });

  test.each(CONSUMERS)("ends a reminder that was not sent yet (%s)", async (consumer) => {
    world.sms.failSends(1, "InternalError");
    const first = queueMessage();
    await expect(world.bySms(first)).rejects.toThrow();
    await world[consumer](queueMessage(appointment({ status: "cancelled" }), { id: "cancels" }));
    expect(await world.bySms(first)).toEqual({ kind: "duplicate" });
    expect(world.log.item).toMatchObject({ status: "CANCELLED", reason: "APPOINTMENT_ENDED" });
    expect(world.sms.delivered).toEqual([]);
  });

  test("changes nothing after the patient was reminded", async () => {
    await world.bySms(queueMessage());
    const cancels = queueMessage(appointment({ status: "cancelled" }), { id: "cancels" });
    expect(await world.bySms(cancels)).toEqual({ kind: "duplicate" });
    expect(world.log.item.status).toBe("SMS_SENT");
  });
});

test("A booked appointment is reminded", async () => {
  expect(await world.bySms(queueMessage(appointment({ status: "booked" })))).toMatchObject({
    event: { status: "SMS_SENT" },
  });
});
