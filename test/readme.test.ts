import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCommandLine } from "../infra/local/command-line/command-line";
import { generateSampleDay } from "../infra/local/day/sample-day";
import { sampleDaySource } from "../infra/local/day/sources";
import { summaryTable } from "../infra/local/reconciliation/summary-table";
import { SETTINGS } from "../infra/stack/settings/settings";
import { CLINICS } from "./support/data/clinics";
import { ops } from "./support/ops";

const read = (file: string) => readFileSync(join(__dirname, "..", file), "utf8");
const readme = read("README.md");

test("CI runs the README's commands, word for word", () => {
  const commands = read(".ci/run")
    .split("\n")
    .filter((line) => /^(?:npm|npx) /.test(line));
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.filter((command) => !readme.includes(command))).toEqual([]);
});

test("npm run proofs runs the slow proofs and all random tests, and the suite runs all but the slow proofs", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const files = (script = "") => {
    const [, ...args] = script.replace(/^.* && /, "").split(" ");
    const list = execFileSync(process.execPath, ["node_modules/jest/bin/jest.js", ...args, "--listTests"]);
    return list.toString().trim().split("\n");
  };
  const [proofs, suite] = [files(scripts.proofs), files(scripts.test)];
  const isProof = (file: string) => file.includes("/test/proofs/");
  const isRandom = (file: string) =>
    /\b(?:fc\.(?:assert|check)|runsOf|testManyRuns)\(/.test(readFileSync(file, "utf8"));
  expect(suite.filter(isProof)).toEqual([]);
  expect([proofs.filter(isProof).length > 5, suite.filter(isRandom).length > 5]).toEqual([true, true]);
  expect(proofs.filter((file) => !isProof(file)).sort()).toEqual(suite.filter(isRandom).sort());
});

test("every script that the README names exists", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !scripts[name ?? ""])).toEqual([]);
});

test("the README names every command of npm run ops", async () => {
  const { out } = await ops(["--help"]);
  const commands = [...out.matchAll(/^ {2}([a-z]+) .*?\[options\]|^ {2}([a-z]+) {2,}/gm)].map(
    ([, one, other]) => one ?? other,
  );
  expect(commands).toEqual(expect.arrayContaining(["doctor", "stop", "dlq", "appointments"]));
  expect(commands.filter((name) => !readme.includes(`\`${name}`))).toEqual([]);
});

test("the hosted workflow runs what CI runs, on every version of Node that package.json admits", () => {
  const workflow = read(".github/workflows/ci.yml");
  expect(workflow).toMatch(/^ +- run: \.ci\/run$/m);
  const { engines } = JSON.parse(read("package.json")) as { engines: { node: string } };
  const admitted = [...engines.node.matchAll(/\d+(?=\.|\s|$)(?<!\.\d+)/g)].map(([major]) => major);
  const [, matrix = ""] = /^ +node: \[(.*)\]$/m.exec(workflow) ?? [];
  expect(matrix.split(", ")).toEqual(admitted);
});

test("the summary that the README shows is written as npm start writes it, and adds up", () => {
  const shown = /^Outcome of every reminder\n.*?\bs$/ms.exec(readme)?.[0] ?? "";
  const figure = (name: string) =>
    Number(new RegExp(`^ {2}${name} +([\\d,]+)`, "m").exec(shown)?.[1]?.replaceAll(",", ""));
  const [, bySms = ""] = /^ {2}Delivered +[\d,]+ {2}([\d,]+) by SMS/m.exec(shown) ?? [];
  const deliveredBySms = Number(bySms.replaceAll(",", ""));
  const ended = {
    deliveredBySms,
    deliveredByEmail: figure("Delivered") - deliveredBySms,
    bySms: figure("By SMS"),
    byEmail: figure("By email"),
    undelivered: figure("Undelivered"),
    noContact: figure("No contact"),
    declined: 0,
    expired: figure("Expired"),
    cancelled: figure("Cancelled"),
    waiting: 0,
    failed: figure("Failed"),
    duplicates: figure("Duplicates"),
    rejected: figure("Rejected"),
  };
  const queued = Object.values(ended).reduce((sum, count) => sum + count, 0);
  const inDeadLetterQueue = figure("In the DLQ");
  expect(inDeadLetterQueue).toBeGreaterThanOrEqual(ended.failed + ended.rejected);
  const [, answers = ""] = /^ {2}Answered +[\d,]+ {2}(.*)$/m.exec(shown) ?? [];
  const said = (what: string) => Number(new RegExp(`([\\d,]+) ${what}`).exec(answers)?.[1]?.replaceAll(",", "") ?? 0);
  const ends = {
    confirmed: said("confirmed"),
    cancelRequested: said("asked to cancel"),
    rescheduleRequested: said("for another time"),
    optedOut: said("opted out"),
    optedIn: said("opted in"),
    unclear: said("unclear"),
    others: said("thanks or help"),
    unread: 0,
  };
  const answered = Object.values(ends).reduce((sum, count) => sum + count, 0);
  const waiting = ends.unclear + ends.rescheduleRequested;
  const others = { cancelledInTime: figure("Not due"), possibleDuplicate: figure("Maybe twice") };
  const all = { answered, ...ends, waiting };
  const summary = { queued, ...ended, unaccounted: 0, inDeadLetterQueue, ...others, answers: all };
  const [, origin = ""] = /^ {2}Queued +[\d,]+ {2}(.*)$/m.exec(shown) ?? [];
  expect(shown).toBe(summaryTable({ summary, problems: [] }, origin, figure("Took"), [], figure("Need a person")));
  const clinicTimeZone: string = SETTINGS.timeZone.default;
  const options = { ...readCommandLine([]), clinicTimeZone, catchUpDays: SETTINGS.catchUpDays.default };
  const day = generateSampleDay({ ...options, now: Date.parse("2026-11-22T14:00:00Z") });
  const source = sampleDaySource(day, CLINICS);
  expect([origin, queued]).toEqual([source.origin, source.input.appointments + source.input.broken.length]);
  expect(others.cancelledInTime).toBe(source.input.cancelledInTime);
});
