import { producerHandler } from "../../../services/handlers/producer-handler";
import { lambdaContext } from "../../support/lambda";
import { ProducerWorld, stored } from "../../support/worlds/producer-world";

let world: ProducerWorld;
beforeEach(() => {
  world = new ProducerWorld();
  world.appointments.put(stored("due"));
});

const run = (remainingMs: number) =>
  world.clock.drive(
    producerHandler(world.dependencies)({ source: "daily-notification-trigger" }, lambdaContext(remainingMs)),
  );

test("a run starts no page in the last minute of its function's time", async () => {
  await expect(run(59_000)).rejects.toThrow("0 queued, 0 not accepted, out of time");
  expect(world.queuedIds).toEqual([]);
});

test("a run continues while a minute is left", async () => {
  expect(await run(61_000)).toMatchObject({ enqueued: 1 });
  expect(world.queuedIds).toEqual(["due"]);
});
