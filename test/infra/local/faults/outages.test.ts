import { startOutages } from "../../../../infra/local/faults/outages";
import { eventually } from "../../../support/eventually";

/** A cloud that records the calls to it. */
function aCloud() {
  const killed: string[] = [];
  const paused: string[] = [];
  const resumed: string[] = [];
  return {
    killed,
    paused,
    resumed,
    environment: "dev",
    kill: async (name: string) => killed.push(name),
    pause: (name: string) => void paused.push(name),
    resume: (name: string) => void resumed.push(name),
  };
}

test("functions are killed and services paused, and at the end every service responds again", async () => {
  const cloud = aCloud();
  const outages = startOutages(cloud, 1);
  await eventually("both happen", async () => cloud.killed.length > 0 && cloud.paused.length > cloud.resumed.length);
  await outages.stop();
  expect(cloud.resumed).toEqual(cloud.paused);
  expect(cloud.killed.every((name) => /^(?:appointment-notification-|sms-receipt-collector)/.test(name))).toBe(true);
  expect(outages.summary()).toContain(`services were paused ${cloud.paused.length} times`);
});
