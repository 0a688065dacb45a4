/** The runbook has a section for every alarm, and its commands name what exists. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { METRICS } from "../contracts/metrics";
import { RECEIPT_CODES } from "../contracts/receipts/receipt-codes";
import { UNCLEAR_REASONS } from "../contracts/replies/meanings";
import { resourceNames } from "../contracts/resource-names";
import { SynthesizedStack } from "./infra/stack/synthesized-stack";
import { ops } from "./support/ops";

const ROOT = join(__dirname, "..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const sourcesOf = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => read(join(folder, path)))
    .join("\n");

const PATH = "docs/runbook.md";
const runbook = read(PATH);
const commands = [...runbook.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, block]) => block).join("\n");
/** Names without the environment. */
const NAMES = Object.values(resourceNames("")).map((name) => name.replace(/-$/, ""));
const ALARMS = NAMES.filter((name) => name.endsWith("-alarm"));

/** The text under each heading of the second level. */
const sections = new Map(
  runbook
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf("\n")), section.slice(section.indexOf("\n"))]),
);

const distinct = (pattern: RegExp, text: string) => [
  ...new Set([...text.matchAll(pattern)].map(([, found = ""]) => found)),
];

test("the runbook is read: there are alarms, sections and commands", () => {
  expect([ALARMS.length, sections.size > ALARMS.length, commands.length > 1000]).toEqual([35, true, true]);
});

test("every alarm has one section, of its name", () => {
  const headings = distinct(/^#+ (.+)$/gm, runbook);
  expect(headings.filter((heading) => heading.endsWith("-alarm")).sort()).toEqual([...ALARMS].sort());
  expect(runbook.match(/^#+ .+-alarm$/gm)).toHaveLength(ALARMS.length);
});

test.each(ALARMS)("%s: what it means, where to look, what to do, in this order", (alarm) => {
  const parts = [...(sections.get(alarm) ?? "").matchAll(/^\*\*(\w+)\.\*\* (.{30,})/gm)].map(([, part]) => part);
  expect(parts).toEqual(["Description", "Investigation", "Resolution"]);
  const [, description] = /\*\*Description\.\*\*(.*)\*\*Investigation/s.exec(sections.get(alarm) ?? "") ?? [];
  expect(description).toMatch(/patient/i);
});

test("every alarm links its own section of this document", () => {
  const alarms = new SynthesizedStack().ofType("AWS::CloudWatch::Alarm").map(({ Properties }) => Properties);
  const linked = alarms.map(({ AlarmDescription }) => AlarmDescription.split(" ").at(-1));
  expect(linked).toEqual(alarms.map(({ AlarmName }) => `${PATH}#${AlarmName.replace(/-dev$/, "")}`));
  expect(linked.filter((link) => !sections.has(link.split("#")[1]))).toEqual([]);
});

test("the example of doctor has the number of alarms", () => {
  expect(runbook).toContain(`all ${ALARMS.length} exist`);
});

test("the table of times has the window of every alarm", () => {
  const documented = new Map(
    [...(sections.get("How long things take") ?? "").matchAll(/^\| ([\w-]+-alarm) \| (\d+) (h|min)\b/gm)].map(
      ([, alarm, count, unit]) => [alarm, Number(count) * (unit === "h" ? 3_600 : 60)],
    ),
  );
  const alarms = new SynthesizedStack().ofType("AWS::CloudWatch::Alarm").map(({ Properties }) => Properties);
  const windows = alarms.map(({ AlarmName, Period, Metrics = [], EvaluationPeriods }): [string, number] => {
    const periods = Metrics.map((metric: { MetricStat?: { Period: number } }) => metric.MetricStat?.Period ?? 0);
    return [AlarmName.replace(/-dev$/, ""), (Period ?? Math.max(...periods)) * EvaluationPeriods];
  });
  expect([...documented].sort()).toEqual(windows.sort());
});

test("no command of the documents prints the body of a message, which may have patients' data", () => {
  const documents = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md"));
  const blocks = documents.flatMap((name) =>
    [...read(`docs/${name}`).matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, block = ""]) => block),
  );
  const receives = blocks.filter((block) => block.includes("sqs receive-message"));
  expect(receives).toHaveLength(4);
  for (const command of receives) {
    expect(command).toMatch(/--query '/);
    expect(command).not.toMatch(/\bBody\b/);
  }
});

test("every code of a receipt is explained to those who look up undelivered reminders", () => {
  const explained = [...(sections.get("Undelivered reminders") ?? "").matchAll(/^\| (`.+?`) \|/gm)].flatMap(
    ([, codes = ""]) => [...codes.matchAll(/`(\w+)`/g)].map(([, code]) => code),
  );
  expect(explained.sort()).toEqual([...RECEIPT_CODES].sort());
});

test("every reason for which an answer waits for staff is explained", () => {
  const explained = [...(sections.get("Patients' answers") ?? "").matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code);
  expect(explained.sort()).toEqual(["RESCHEDULE", ...UNCLEAR_REASONS].sort());
});

test("the overview names every alarm once", () => {
  const listed = distinct(/^\| \[([\w-]+-alarm)\]\(#\1\) \|/gm, runbook);
  expect(listed.sort()).toEqual([...ALARMS].sort());
});

test("the sections of the alarms have the order of the overview, the most urgent first", () => {
  const listed = distinct(/^\| \[([\w-]+-alarm)\]\(#\1\) \|/gm, runbook);
  expect([...sections.keys()].filter((heading) => heading.endsWith("-alarm"))).toEqual(listed);
});

test("an operator on call has the permission for every call in the runbook", () => {
  const pascal = (words: string) => words.replace(/(?:^|-)([a-z])/g, (_, letter) => letter.toUpperCase());
  const calls = distinct(/\baws ([a-z]+ [a-z]+(?:-[a-z]+)*)/g, runbook).map(
    (call) => call.split(" ") as [string, string],
  );
  // Reading is granted as a whole, except for patient data.
  const named = calls.filter(([service, call]) => service === "sqs" || !/^(?:get|list|describe)-/.test(call));
  const actions = named.map(([service, call]) => `${service}:${call === "invoke" ? "InvokeFunction" : pascal(call)}`);
  expect(actions.length).toBeGreaterThan(12);
  // IAM's actions are case-insensitive.
  const permissions = sections.get("Before you are on call")?.toLowerCase();
  expect(actions.filter((action) => !permissions?.includes(`\`${action.toLowerCase()}\``))).toEqual([]);
});

test("every ops command of the runbook exists, with its options", async () => {
  const typed = [...runbook.matchAll(/npm run (?:-s )?ops -- ((?:[^`\n]|\\\n)+)/g)].map(([, line = ""]) => line);
  expect(typed.length).toBeGreaterThan(15);
  for (const line of typed) {
    const words = line.split(/\s+/);
    const command = words.slice(
      0,
      ["dlq", "log", "appointments", "replies", "release", "patient", "restore"].includes(words[0] ?? "") ? 2 : 1,
    );
    const { status, out } = await ops([...command, "--help"]);
    expect([line, status]).toEqual([line, 0]);
    const options = words.filter((word) => /^--[a-z]/.test(word));
    expect([line, options.filter((option) => !out.includes(option))]).toEqual([line, []]);
  }
});

test("counts are requested as JSON: as text the CLI prints one for each page", () => {
  const counts = commands.split("\n").filter((line) => line.includes("--query Count"));
  expect(counts.length).toBeGreaterThan(1);
  expect(counts.filter((line) => !line.includes("--output json"))).toEqual([]);
});

test("its commands name existing resources", () => {
  // The schedule's event is named as the schedule is.
  const named = distinct(
    // Neither options, such as --appointment-id, nor the environment of the practice.
    /(?<!--)\b((?:healthcare|appointment|daily|notification)-[a-z]+(?:-(?!dev\b)[a-z]+)*)/g,
    commands,
  );
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !NAMES.includes(name))).toEqual([]);
});

test("its commands name existing attributes and metrics", () => {
  const attributes = distinct(/\b([a-zA-Z]+)\.(?:S|N|L|BOOL)\b/g, commands);
  const contracts = ["delivery-log", "tables/appointments-table", "appointment-message"].map((name) =>
    read(`contracts/${name}.ts`),
  );
  expect(attributes).toContain("reminderQueuedAt");
  expect(attributes.filter((name) => !new RegExp(`\\b${name}\\b`).test(contracts.join("\n")))).toEqual([]);
  const metrics = distinct(/--metric-name (\w+Notifications)/g, commands);
  expect(metrics).toEqual([METRICS.successful]);
});

test("its queries and tables name what the functions log", () => {
  const domain = sourcesOf("services/domain");
  const events = [
    ...distinct(/message\.event = "([^"]+)"/g, commands),
    ...distinct(/`((?:message|metrics|outcome|appointment) [a-z ]+)`/g, runbook),
  ];
  expect(events).toContain("scheduled run");
  expect(events.filter((event) => !domain.includes(`"${event}"`))).toEqual([]);
  const fields = distinct(/\bmessage\.(\w+)/g, commands);
  // Of errors that the Lambda runtime logs; and of every line of ours.
  const others = ["errorType", "errorMessage", "event"];
  const logged = [...domain.matchAll(/logger\.\w+\([^{]+\{([^}]+)\}/g)].map(([, found]) => found).join();
  expect(fields.filter((field) => !others.includes(field) && !new RegExp(`\\b${field}\\b`).test(logged))).toEqual([]);
});

test("it names every reason for which a message can be in the dead-letter queue", () => {
  const reasons = distinct(/"([A-Z]+_[A-Z_]+)"/g, read("contracts/queue-attributes.ts"));
  expect(reasons.length).toBeGreaterThan(6);
  expect(
    reasons.filter((reason) => !sections.get("appointments-dlq-not-empty-alarm")?.includes(`\`${reason}\``)),
  ).toEqual([]);
});
