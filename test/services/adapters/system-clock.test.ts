import { systemClock } from "../../../services/adapters/system-clock";

test("a sleep lasts for the given time", async () => {
  const start = systemClock.now();
  await systemClock.sleep(30);
  // Timers may be a millisecond early.
  expect(systemClock.now() - start).toBeGreaterThanOrEqual(29);
});
