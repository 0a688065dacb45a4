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
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Runs the app as the local run does, which keeps the bundles, or as CDK does, which makes them each time. */
async function runApp(out: string, given: Record<string, unknown> = {}, bundles: "kept" | "made" = "kept") {
  const env = {
    ...process.env,
    // `npm run synth` has CDK's own validation, and takes 10 s of the processor for it.
    CDK_VALIDATION: "false",
    HANDLER_BUNDLES: bundles === "kept" ? join(directory, bundles) : "",
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
  await runApp("second", {}, "made");
  expect(templateOf("second")).toBe(templateOf("first"));
});

test("an invalid setting stops the app with one line and no stack trace", async () => {
  expect(await runApp("third", { "reminders:timeZone": "Mars/Olympus" })).toEqual({
    status: 2,
    stdout: "",
    stderr:
      'Setting reminders:timeZone got "Mars/Olympus"; it takes an IANA time zone with a region, such as America/New_York, or UTC.\n',
  });
});

test("settings that conflict stop the app in the same way", async () => {
  expect(await runApp("conflict", { "reminders:smsConcurrency": "50" })).toEqual({
    status: 2,
    stdout: "",
    stderr:
      "Settings smsConcurrency=50, smsPartsPerSecond=20 and smsTextsPerSecond=20 conflict: with 50 concurrent batches of 10 texts, " +
      "a batch may wait 150 s for the rate, and has 48 s. At this rate smsConcurrency takes auto, or at most 16.\n",
  });
});

test("the app deploys the environment that the context names to its account and region", async () => {
  const example = { environment: "example", "reminders:environmentsFolder": "infra/environments" };
  expect(await runApp("example", { ...example, "reminders:namePrefix": "acme" })).toMatchObject({
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
  expect(await runApp("foreign", { costCenter: 4711, timeZone: "Mars/Olympus" })).toMatchObject({
    status: 0,
  });
  const metadata = readFileSync(join(directory, "foreign", "AppointmentReminders-dev.metadata.json"), "utf8");
  expect(metadata).toContain("The context's timeZone is not a setting of the pipeline");
  expect(metadata).not.toContain("costCenter");
  expect(readFileSync(join(directory, "foreign", "AppointmentReminders-dev.template.json"), "utf8")).toBe(
    templateOf("first"),
  );
});
