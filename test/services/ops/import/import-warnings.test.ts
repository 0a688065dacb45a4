/** What an import tells of entries that it takes, though something of them is lost. */
import { clinicIn, ops } from "../../../support/ops";
import { TestFolder } from "../../../support/test-folder";

let folder: TestFolder;
beforeEach(() => {
  folder = new TestFolder();
});
afterEach(() => folder.remove());

const dryRun = (name: string, content: string, ...options: string[]) =>
  ops(["import", folder.write(name, content), ...clinicIn("America/New_York"), "--dry-run", ...options]);
const HEADER = "appointmentId,patientId,appointmentTime,phoneNumber,email,doctorName,ward";

test("each kind of warning is printed once, with its first positions, and does not change the exit status", async () => {
  const rows = Array.from({ length: 7 }, (_, row) => `${row},p-${row},2999-03-01T14:30,206,a@b.example,MÃ¼ller,no`);
  const { status, out, err } = await dryRun("a.csv", [HEADER, ...rows].join("\n"));
  expect(err.trimEnd().split("\n")).toEqual([
    "Ignored: the column ward.",
    expect.stringMatching(/^warning: lines 2, 3, 4, 5, 6 and 2 more, phoneNumber: is not an existing/),
    expect.stringMatching(
      /^warning: lines 2, 3, 4, 5, 6 and 2 more, doctorName: was decoded with the wrong character set/,
    ),
  ]);
  expect([status, out]).toEqual([0, "would be written: 7\nover: 0\nrejected: 0\n"]);
});

test("--json counts the warnings by their codes", async () => {
  const entry = { appointmentId: "1", patientId: "p", appointmentTime: "2999-03-01T14:30", phoneNumber: "206" };
  const entries = [entry, { ...entry, email: "x", reminderDate: "2999-02-27" }];
  const { out, err } = await dryRun("a.json", JSON.stringify(entries), "--json");
  expect(JSON.parse(out)).toMatchObject({
    wouldBeWritten: 2,
    noContact: 2,
    warnings: { UNUSABLE_PHONE: 2, UNUSABLE_EMAIL: 1, REPEATED_APPOINTMENT: 1 },
  });
  expect(err).not.toContain("Ignored");
});

test("rejected entries only get warnings about fields that probably have another name", async () => {
  const { status, err } = await dryRun(
    "a.jsonl",
    '{"id": "1", "patientId": "p", "appointmentTime": "2999-03-01T00:00"}',
  );
  expect(err.trimEnd().split("\n")).toEqual([
    "line 1: appointmentId is required in the appointments table",
    "Ignored: the field id.",
    "warning: line 1, id: is not a field of the contract and is ignored: did you mean appointmentId?",
  ]);
  expect(status).toBe(1);
});
