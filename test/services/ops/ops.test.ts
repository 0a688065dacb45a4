/** The program of the operators' commands. Loading its sources takes six times as long as loading the packed program. */
import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { build } from "esbuild";
import { bundleOptions } from "../../../infra/stack/constructs/functions/handler-bundle";
import { TestFolder } from "../../support/test-folder";

const ROOT = join(import.meta.dirname, "../../..");
const SOURCE = "services/ops/ops.ts";

const folder = new TestFolder();
const packed = folder.at("ops.mjs");
beforeAll(async () => {
  const { alias, ...options } = bundleOptions(SOURCE, folder.path);
  await build({ ...options, entryPoints: { ops: SOURCE } });
});
afterAll(() => folder.remove());

/** Starts `validate -` as an operator of the packed program does. */
const validate = () => spawn(process.execPath, [packed, "validate", "-"]);

test("the command starts, and reads standard input", async () => {
  const command = spawn(process.execPath, ["--import", "tsx", SOURCE, "validate", "-"], { cwd: ROOT });
  command.stdin.end('[{"patientId": "patient-1"}]');
  const [out, err, status] = await Promise.all([
    text(command.stdout),
    text(command.stderr),
    new Promise((resolve) => command.on("close", resolve)),
  ]);
  expect([err, status]).toEqual(["", 1]);
  expect(out).toMatch(/^index 0, appointmentTime: is required\n1 appointment: /);
});

test("Ctrl-C ends a command that waits for input, with status 130 and its findings so far", async () => {
  const command = validate();
  const out = text(command.stdout);
  // More than a pipe holds: once it is written, the command reads.
  const entries = '{"patientId": "patient-1"},'.repeat(20_000);
  await new Promise((resolve) => command.stdin.write(`[${entries}`, resolve));
  command.kill("SIGINT");
  expect(await new Promise((resolve) => command.on("close", resolve))).toBe(130);
  expect(await out).toContain("appointmentTime: is required");
});

test("a reader that goes before the end, as head does, is no error", async () => {
  const command = validate();
  command.stdin.on("error", () => {});
  command.stdin.end(`[${"{},".repeat(100_000)}{}]`);
  command.stdout.once("data", () => command.stdout.destroy());
  const [err, status] = await Promise.all([text(command.stderr), new Promise((end) => command.on("close", end))]);
  expect([err, status]).toEqual(["", 0]);
});

test("an output that cannot be written, as on a full disk, is reported", async () => {
  const full = openSync("/dev/full", "w");
  const command = spawn(process.execPath, [packed, "validate", "-"], { stdio: ["pipe", full, "pipe"] });
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
