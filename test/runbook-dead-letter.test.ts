/** The runbook's command that shows a dead letter before it is deleted. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const runbook = readFileSync(join(__dirname, "../docs/runbook.md"), "utf8");

describe("What it shows of a dead letter, before that is deleted,", () => {
  const [, script = ""] = /\| node -e '\n(.+?)'\)$/ms.exec(runbook) ?? [];
  const show = (input: string) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ["-e", script], { input, encoding: "utf8" });
    return { handle: stdout.trim(), told: stderr, status };
  };
  const letter = (Body: string, reason?: string) =>
    JSON.stringify({
      MessageId: "m-1",
      ReceiptHandle: "handle-1",
      Body,
      ...(reason && { MessageAttributes: { DeadLetterReason: { DataType: "String", StringValue: reason } } }),
    });

  test("is whose it is and why it lies there, without names and contacts", () => {
    const body = {
      patientId: "patient-1",
      appointmentId: "appointment-1",
      patientName: "Ana",
      phoneNumber: "+12065550100",
    };
    const { handle, told } = show(letter(JSON.stringify(body), "CONTRACT_VIOLATION"));
    expect(handle).toBe("handle-1");
    for (const known of ["m-1", "patient-1", "appointment-1", "CONTRACT_VIOLATION"]) expect(told).toContain(known);
    for (const secret of ["Ana", "+1206"]) expect(told).not.toContain(secret);
  });

  test.each(["{ Ana", "", "Ana"])("is that there is no JSON, where there is none: %j", (body) => {
    const { handle, told } = show(letter(body));
    expect([handle, told.includes("no JSON"), told.includes("Ana")]).toEqual(["handle-1", true, false]);
  });

  test.each(["null", "[]", "1", '{"patientId": {"name": "Ana"}}'])("is no fault of the command: %s", (body) => {
    const { handle, told, status } = show(letter(body));
    expect([handle, status, told.includes("m-1"), told.includes("Ana")]).toEqual(["handle-1", 0, true, false]);
  });

  test.each(["null\n", ""])("is that there is none, where the CLI answers %j", (answer) => {
    const { handle, told, status } = show(answer);
    expect([handle, status, told.includes("none is visible")]).toEqual(["", 0, true]);
  });
});
