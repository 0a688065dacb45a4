/** Smoke over HTTP: the whole template on emulators. */
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import type { Verdict } from "../../../../services/ops/smoke/finding";
import { awsEnvironment } from "../../../support/environment";
import { ops } from "../../../support/ops";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../../support/servers/local-cloud";

interface Document {
  readonly sent: readonly { readonly channel: string; readonly status: string | null }[];
  readonly facts: readonly { readonly id: string; readonly verdict: Verdict; readonly because: string }[];
}

const PHONE = "+12065550100";
const EMAIL = "smoke@clinic.example";

let cloud: LocalCloudProcess;
beforeAll(async () => {
  cloud = await startLocalCloudProcess({ receipts: true });
}, 60_000);
beforeEach(() => awsEnvironment(cloud.endpoint));
afterAll(() => cloud.stop());

async function smoke(...args: string[]) {
  const { status, out, err } = await ops(["smoke", "--json", ...args]);
  const document = JSON.parse(out) as Document;
  const ids = (verdict: Verdict) => document.facts.filter((fact) => fact.verdict === verdict).map(({ id }) => id);
  return { status, out, err, document, ids };
}

test("a text and an email reach their outcomes, and no fact is refuted", async () => {
  const { status, out, err, document, ids } = await smoke("--phone", PHONE, "--email", EMAIL, "--yes");
  expect([status, err, ids("refuted")]).toEqual([0, "", []]);
  expect(document.sent.map(({ channel, status: end }) => [channel, end])).toEqual([
    ["SMS", "SMS_DELIVERED"],
    ["EMAIL", "EMAIL_DELIVERED"],
  ]);
  const unknown = document.facts.filter(({ verdict }) => verdict === "unknown");
  expect(unknown.filter(({ because }) => !because.startsWith("the local run has no "))).toEqual([]);
  expect(ids("confirmed")).toEqual(
    expect.arrayContaining([
      "sns-publish-permission",
      "sms-receipt",
      "ses-receipt",
      "sqs-receive-count",
      "lambda-recursion",
    ]),
  );
  for (const contact of [PHONE, EMAIL]) expect(out).not.toContain(contact);
  const { sms, emails } = await cloud.outbox();
  expect([sms.map(({ phoneNumber }) => phoneNumber), emails.map(({ to }) => to)]).toEqual([[PHONE], [EMAIL]]);
  const { QueueUrls = [] } = await cloud.sqs.send(new ListQueuesCommand({ QueueNamePrefix: "healthcare-smoke" }));
  expect(QueueUrls).toEqual([]);
}, 60_000);

test("a dry run sends nothing, creates no queue, and checks the settings", async () => {
  const before = await cloud.outbox();
  const { status, document, ids } = await smoke("--phone", PHONE, "--dry-run");
  expect([status, document.sent, ids("refuted")]).toEqual([0, [], []]);
  expect(ids("confirmed")).toEqual(expect.arrayContaining(["dynamodb-condition", "dynamodb-denied-write"]));
  expect((await cloud.outbox()).sms).toEqual(before.sms);
});

test("nothing is sent without a confirmation", async () => {
  const before = await cloud.outbox();
  const { status, err } = await ops(["smoke", "--phone", PHONE], { answer: "n" });
  expect([status, (await cloud.outbox()).sms]).toEqual([0, before.sms]);
  expect(err).toContain("Nothing was sent.");
});

test("a contact that is not usable is misuse, and is not repeated", async () => {
  const { status, err } = await ops(["smoke", "--phone", "call me", "--yes"]);
  expect(status).toBe(2);
  expect(err).not.toContain("call me");
});
