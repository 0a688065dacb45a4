import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const { context } = JSON.parse(readFileSync("cdk.json", "utf8"));
const WITHOUT_FILES = {
  "@aws-cdk/core:validateAgainstDefaultRules": false,
  "reminders:environmentsFolder": "",
};
const directory = mkdtempSync(join(tmpdir(), "app-test-"));
jest.setTimeout(60_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Runs the app as CDK does; with `kept`, as the local run does, which keeps the bundles. */
async function runApp(out: string, given: Record<string, unknown> = {}, kept?: "kept") {
  const env = {
    ...process.env,
    // `npm run synth` has CDK's own validation, and takes 10 s of the processor for it.
    CDK_VALIDATION: "false",
    ...(kept && { HANDLER_BUNDLES: join(directory, kept) }),
    CDK_OUTDIR: join(directory, out),
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, ...WITHOUT_FILES, ...given }),
  };
  const app = promisify(execFile)(process.execPath, ["--import", "tsx", "infra/stack/app.ts"], { env });
  return app.then(
    ({ stdout, stderr }) => ({ status: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ status: code as number, stdout, stderr }),
  );
}

const templateOf = (out: string) =>
  readFileSync(join(directory, out, "AppointmentReminders-dev.template.json"), "utf8");

test("the app builds the bundles and prints nothing", async () => {
  expect(await runApp("first")).toEqual({ status: 0, stdout: "", stderr: "" });
  const assets = readdirSync(join(directory, "first")).filter((name) => name.startsWith("asset."));
  for (const asset of assets) expect(readdirSync(join(directory, "first", asset))).toContain("index.mjs");
  expect(assets).not.toEqual([]);
});

test("two synths of the same sources give the same template, assets included", async () => {
  await runApp("second");
  expect(templateOf("second")).toBe(templateOf("first"));
});

test.each([
  ["timezone", "Europe/London", "There is no setting reminders:timezone; did you mean reminders:timeZone?"],
  [
    "emailDomain",
    "clinic",
    'Setting reminders:emailDomain got "clinic"; it takes a domain name in lower case, such as clinic.org.',
  ],
  ["smsPartsPerSecond", "0", 'Setting reminders:smsPartsPerSecond got "0"; it takes a whole number from 1 to 1000.'],
  [
    "senderAccounts",
    "12345678901",
    'Setting reminders:senderAccounts got "12345678901"; it takes up to 40 account ids of 12 digits or ARNs of IAM roles or users, each ' +
      "once, separated by commas.",
  ],
  [
    "smsConcurrency",
    "50",
    "Settings smsConcurrency=50, smsPartsPerSecond=20 and smsTextsPerSecond=20 conflict: with 50 concurrent " +
      "batches of 10 texts, a batch may wait 150 s for the rate, and has 48 s. At this rate smsConcurrency takes auto, or at most 16.",
  ],
])("-c reminders:%s=%s stops the app with one line", async (name, value, stderr) => {
  expect(await runApp("refused", { [`reminders:${name}`]: value })).toEqual({
    status: 2,
    stdout: "",
    stderr: `${stderr}\n`,
  });
});

test("an invalid setting stops the app with one line and no stack trace", async () => {
  expect(await runApp("third", { "reminders:timeZone": "Mars/Olympus" })).toEqual({
    status: 2,
    stdout: "",
    stderr:
      'Setting reminders:timeZone got "Mars/Olympus"; it takes an IANA time zone with a region, such as America/New_York, or UTC.\n',
  });
});

test("the app deploys the environment that the context names to its account and region", async () => {
  const example = { environment: "example", "reminders:environmentsFolder": "infra/environments" };
  expect(await runApp("example", { ...example, "reminders:namePrefix": "acme" }, "kept")).toMatchObject({
    status: 0,
    stderr: "",
  });
  const manifest = JSON.parse(readFileSync(join(directory, "example", "manifest.json"), "utf8"));
  expect(manifest.artifacts["AppointmentReminders-acme-example"]).toMatchObject({
    environment: "aws://123456789012/us-east-1",
    properties: { tags: { Environment: "example" } },
  });
});

test("a foreign key of the context is ignored, and reported if it is named like a setting", async () => {
  expect(await runApp("foreign", { costCenter: 4711, timeZone: "Mars/Olympus" }, "kept")).toMatchObject({
    status: 0,
  });
  const metadata = readFileSync(join(directory, "foreign", "AppointmentReminders-dev.metadata.json"), "utf8");
  expect(metadata).toContain("The context's timeZone is not a setting of the pipeline");
  expect(metadata).not.toContain("costCenter");
  expect(readFileSync(join(directory, "foreign", "AppointmentReminders-dev.template.json"), "utf8")).toBe(
    templateOf("first"),
  );
});
