/** `npm start -- --appointments FILE` with an entry that cannot be run. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { TestFolder } from "../support/test-folder";

const START = join(__dirname, "../../infra/local/start.ts");
const folder = new TestFolder();
afterAll(() => folder.remove());

test("if an entry of the file cannot be run, the others are, and the exit status is 1", async () => {
  const good = { patientId: "patient-1", appointmentTime: "2099-03-01T14:30", email: "pat@example.com" };
  const file = folder.write("a.json", JSON.stringify([good, { patientId: "patient-2" }]));
  const options = ["--import", "tsx", START, "--faults", "none", "--appointments", file];
  const [status, out, err] = await new Promise<[number | null, string, string]>((resolve) => {
    const child = execFile(process.execPath, options, (_, stdout, stderr) => resolve([child.exitCode, stdout, stderr]));
  });
  expect(err).toContain("index 1: appointmentTime is required\n");
  expect(err).toContain(`1 of 2 entries of ${file} break the contract and were not run: the exit status is 1.`);
  expect(out).toMatch(/EMAIL_SENT|email/i);
  expect(status).toBe(1);
});
