/** An environment with a prefix, as its operators see it. */
import { resourceNames } from "../../../contracts/resource-names";
import { TEST_PHONES } from "../../../infra/local/emulators/carriers/test-contacts";
import { awsEnvironment } from "../../support/environment";
import { eventually } from "../../support/eventually";
import { ops } from "../../support/ops";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../support/servers/local-cloud";

const FULL_NAME = "acme-eu-dev";

let cloud: LocalCloudProcess;
beforeAll(async () => {
  cloud = await startLocalCloudProcess({ settings: { commandLine: { namePrefix: "acme-eu" } } });
  awsEnvironment(cloud.endpoint);
});
afterAll(() => cloud.stop());

const operate = (...args: string[]) => ops([...args, "--environment", FULL_NAME]);

test("a reminder that operators send is texted and found by the environment's full name, and no call is refused", async () => {
  const time = new Date(Date.now() + 86_400_000).toISOString();
  const contact = ["--phone-number", TEST_PHONES.throttledTwice];
  const sending = ["send", "--patient-id", "p-1", "--appointment-time", time, ...contact];
  expect(await operate(...sending)).toMatchObject({ status: 0 });
  const log = async () => (await operate("log", "patient", "p-1")).out;
  await eventually("the text", async () => (await log()).includes("SMS_SENT"));
  const { refused } = await cloud.permissions();
  expect(refused).toEqual([]);
});

test("doctor checks the environment, and its remedies have its full name", async () => {
  const { out } = await operate("doctor", "--json");
  const { environment, checks } = JSON.parse(out) as {
    environment: string;
    checks: { title: string; verdict: string; seen: string }[];
  };
  expect(environment).toBe(FULL_NAME);
  expect(checks.filter(({ verdict }) => verdict === "fail")).toEqual([]);
  const names = resourceNames(FULL_NAME);
  expect(Object.keys(await cloud.queueCounts())).toContain(names.appointmentsQueue);
});

test("without the prefix, operators find nothing, and are shown which environment they asked for", async () => {
  const { status, err } = await ops(["log", "patient", "p-1", "--environment", "dev"]);
  expect(status).not.toBe(0);
  expect(err).toMatch(/dev\b.*--environment/s);
});
