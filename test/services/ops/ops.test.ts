/** The packed program of the operators' commands, as a process; `test/proofs/commands` starts its sources, which takes longer. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { packedOps } from "../../support/packed-ops";

const program = packedOps();

/** Starts `validate -` as an operator of the packed program does. */
const validate = () => spawn(process.execPath, [program.path, "validate", "-"]);

/** The command reads a file as it comes, in parts of many kilobytes. */
const ENTRIES = `{"patientId": "patient-1", "location": "${"x".repeat(2_000)}"},`.repeat(300);

test("Ctrl-C ends a command that waits for input, with status 130 and its findings so far", async () => {
  const command = validate();
  const out = text(command.stdout);
  command.stdin.write(`[${ENTRIES}`);
  await once(command.stdout, "data");
  command.kill("SIGINT");
  expect(await new Promise((resolve) => command.on("close", resolve))).toBe(130);
  expect(await out).toContain("appointmentTime: is required");
});

test("a reader that goes before the end, as head does, is no error", async () => {
  const command = validate();
  command.stdin.on("error", () => {});
  command.stdin.write(`[${ENTRIES}`);
  await once(command.stdout, "data");
  command.stdout.destroy();
  command.stdin.end("{}]");
  const [err, status] = await Promise.all([text(command.stderr), new Promise((end) => command.on("close", end))]);
  expect([err, status]).toEqual(["", 0]);
});

test("an output that cannot be written, as on a full disk, is reported", async () => {
  const full = openSync("/dev/full", "w");
  const command = spawn(process.execPath, [program.path, "validate", "-"], { stdio: ["pipe", full, "pipe"] });
  closeSync(full);
  command.stdin?.end("[{}]");
  const [err, status] = await Promise.all([
    text(command.stderr ?? Readable.from([])),
    new Promise((resolve) => command.on("close", resolve)),
  ]);
  const hint =
    "The output is incomplete. What the command did is done. Free some space, or write elsewhere, and run it again.";
  expect([err, status]).toEqual([`ops: /dev/full cannot be written: the disk is full.\n     ${hint}\n`, 1]);
});
