import { RetryLater } from "../../../../services/domain/retry/failure";
import { logEntry, queueMessage } from "../../../support/data/records";
import { LEASE_MS } from "../../../support/fakes/fake-delivery-log";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

/** A request may be on its way for longer than its sender waits, and its message be gone when it arrives. */
describe("A write that arrives long after its message is gone", () => {
  const late = (transition: "claimEmail" | "routeToEmail") =>
    world.log.apply(transition, { ...logEntry(), claimId: "nobody's", queueMessageId: "a message that is gone" });

  test.each(["claimEmail", "routeToEmail"] as const)(
    "as %s costs no reminder: the message at hand is not thrown away, and ends it by email",
    async (transition) => {
      world.sms.failSends(1, "InternalError");
      await expect(world.bySms(queueMessage())).rejects.toThrow(new RetryLater("InternalError"));
      await late(transition);
      await expect(world.bySms(queueMessage())).rejects.toThrow(new RetryLater("IN_PROGRESS"));
      world.clock.advance(LEASE_MS + 1);
      // After the third try in vain SQS moves it.
      expect(await world.byEmail(queueMessage())).toMatchObject({ event: { status: "EMAIL_SENT" } });
    },
  );
});
