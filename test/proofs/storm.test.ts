/** A short storm with the same command that users run; `npm run storm` is the long one. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import { type HistoryLine, isOutcome, type NotificationStatus } from "../../contracts/delivery-log";
import { TEST_EMAIL_DOMAINS, TEST_PHONES } from "../../infra/local/emulators/carriers/test-contacts";
import { isSend } from "../../infra/local/reconciliation/sends";
import { drawnSeed } from "../support/data/random-tests";
import { anAppointment } from "../support/worlds/pipeline-run";

const ORDINARY = 250;
/** Of each. */
const TEST_CONTACTS = 3;

interface Report {
  readonly summary: Record<string, number>;
  readonly problems: readonly unknown[];
  readonly notifications: readonly {
    readonly notificationId: string;
    readonly status: NotificationStatus | null;
    readonly attempts: number;
    readonly sendInDoubt: boolean;
    readonly possibleDuplicate: boolean;
    readonly history: readonly HistoryLine[];
  }[];
  readonly deadLetters: readonly { readonly reason: string; readonly notificationId: string | null }[];
}

const folder = mkdtempSync(join(tmpdir(), "storm-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const seed = drawnSeed();
let exitStatus: number | null;
let written: string;
let report: Report;

beforeAll(async () => {
  const many = (changes: () => Partial<AppointmentMessage>) =>
    Array.from({ length: TEST_CONTACTS }, () => anAppointment(changes()));
  const ordinary = Array.from({ length: ORDINARY }, () => anAppointment());
  const appointments = [
    ...Object.values(TEST_PHONES).flatMap((phoneNumber) => many(() => ({ phoneNumber }))),
    ...Object.values(TEST_EMAIL_DOMAINS)
      // It would be postponed until the appointment starts.
      .filter((domain) => domain !== TEST_EMAIL_DOMAINS.alwaysThrottled)
      .flatMap((domain) => many(() => ({ phoneNumber: undefined, email: `patient@${domain}` }))),
    ...many(() => ({ phoneNumber: "n/a", email: "nobody" })),
    ...ordinary,
    ...ordinary.slice(0, 10),
  ];
  const [appointmentsFile, reportFile] = [join(folder, "appointments.json"), join(folder, "report.json")];
  writeFileSync(appointmentsFile, JSON.stringify(appointments));
  const start = join(__dirname, "../../infra/local/start.ts");
  const options = [
    "--faults",
    "storm",
    "--seed",
    `${seed}`,
    "--appointments",
    appointmentsFile,
    "--report",
    reportFile,
  ];
  [exitStatus, written] = await new Promise((resolve) => {
    const child = execFile(process.execPath, ["--import", "tsx", start, ...options], (_, stdout, stderr) =>
      resolve([child.exitCode, stdout + stderr]),
    );
  });
  report = JSON.parse(readFileSync(reportFile, "utf8")) as Report;
}, 120_000);

test("the run accounts for every reminder, with exit status 0", () => {
  expect({ seed, exitStatus, problems: report.problems, written }).toMatchObject({ exitStatus: 0, problems: [] });
  expect(written).toMatch(/^ {2}Accounted for +[\d,]+ +all$/m);
});

test("every notification has one outcome, or is in the DLQ", () => {
  const buried = new Set(report.deadLetters.map(({ notificationId }) => notificationId));
  const lost = report.notifications.filter(
    ({ notificationId, status }) => !(status && isOutcome(status)) && !buried.has(notificationId),
  );
  expect({ seed, lost }).toEqual({ seed, lost: [] });
});

test("the log has two sends only if the first was not delivered, or it says that the patient may be reminded twice", () => {
  /** A receipt of failure follows the send, with its id. */
  const hasFailed = (history: readonly HistoryLine[], index: number) =>
    history
      .slice(index + 1)
      .some(
        ({ status, messageId }) =>
          messageId === history[index]?.messageId && (status === "EMAIL_PENDING" || status === "UNDELIVERED"),
      );
  const twice = report.notifications.filter(
    ({ history, possibleDuplicate }) =>
      !possibleDuplicate && history.filter((line, index) => isSend(line) && !hasFailed(history, index)).length > 1,
  );
  expect({ seed, twice }).toEqual({ seed, twice: [] });
});

test("it was a storm: responses were lost, and attempts failed", () => {
  expect(report.notifications.filter(({ sendInDoubt }) => sendInDoubt).length).toBeGreaterThan(0);
  const tries = report.notifications.reduce((sum, { attempts }) => sum + attempts, 0);
  expect(tries).toBeGreaterThan(report.notifications.length);
});
