import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { dynamoSweepProgress } from "../../../../services/adapters/dynamodb/dynamo-sweep-progress";
import { systemClock } from "../../../../services/adapters/system-clock";
import { systemRandom } from "../../../../services/adapters/system-random";
import { APPOINTMENTS, TestDynamo } from "../../../support/servers/dynamo";

let dynamo: TestDynamo;
let progress: ReturnType<typeof dynamoSweepProgress>;
beforeAll(async () => {
  dynamo = await TestDynamo.start();
  progress = dynamoSweepProgress(dynamo.client, APPOINTMENTS, { clock: systemClock, random: systemRandom });
});
afterAll(() => dynamo.stop());

test("the sweep's progress is kept, and never goes back", async () => {
  expect(await progress.read()).toBeUndefined();
  await progress.advance("2026-12-01T15:00");
  expect(await progress.read()).toBe("2026-12-01T15:00");
  await progress.advance("2026-12-01T14:45");
  expect(await progress.read()).toBe("2026-12-01T15:00");
  await Promise.all(["2026-12-02T09:15", "2026-12-02T09:30", "2026-12-02T09:00"].map((to) => progress.advance(to)));
  expect(await progress.read()).toBe("2026-12-02T09:30");
});

test("progress that a wrong clock wrote, or that is no quarter, is replaced by the next sweep's", async () => {
  for (const wrong of [{ S: "2029-01-01T00:00" }, { S: "yesterday" }, { S: "" }, { N: "3" }]) {
    const keys = { appointmentId: { S: "#sweep" }, patientId: { S: "#sweep" } };
    await dynamo.client.send(new PutItemCommand({ TableName: APPOINTMENTS, Item: { ...keys, sweptTo: wrong } }));
    await progress.advance("2026-12-03T10:00");
    expect(await progress.read()).toBe("2026-12-03T10:00");
  }
});

test("an error other than a sweep that was overtaken is not hidden", async () => {
  const broken = dynamoSweepProgress(dynamo.client, "no-such-table", { clock: systemClock, random: systemRandom });
  await expect(broken.read()).rejects.toThrow("resource");
  await expect(broken.advance("2026-12-01T15:00")).rejects.toThrow("resource");
});
