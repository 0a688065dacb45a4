/** A full disk while a command writes: what is said, what is left, and how it ends. */
import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { readEntries } from "../../../services/ops/files/read-entries";
import type { OpenFile } from "../../../services/ops/import/line-file";
import { rejectedFile } from "../../../services/ops/import/rejected-file";
import { deployed } from "../../support/data/deployed";
import { clinicIn } from "../../support/ops";
import { packedOps } from "../../support/packed-ops";
import { importWorld } from "../../support/worlds/import-world";

const ROOT = join(__dirname, "../../..");
const program = packedOps();
const world = importWorld();
beforeEach(() => deployed(world.aws));

const HEADER = "appointmentId,patientId,appointmentTime,email";
const GOOD = "good,patient-1,2999-03-01T14:30,pat@example.com";
/** Its rejected rows take far more than a page. */
const MANY = `${[HEADER, GOOD, ...Array.from({ length: 300 }, (_, index) => `${index},patient-2,soon,`)].join("\n")}\n`;

/** A disk with room for some bytes: what goes beyond them is cut off, as on a real one. */
function diskOf(room: number): OpenFile {
  let left = room;
  return async (path, flags, mode) => {
    const file = await open(path, flags, mode);
    return {
      async appendFile(line) {
        const bytes = Buffer.from(line);
        await file.appendFile(bytes.subarray(0, left));
        if (bytes.length > left) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
        left -= bytes.length;
      },
      truncate: (bytes) => file.truncate(bytes),
      close: () => file.close(),
    };
  };
}

/** Adds entries to a file on a disk with some room, until one is refused. */
async function addTo(room: number) {
  const path = world.folder.write("a.csv", MANY);
  const input = process.stdin;
  const stop = new AbortController().signal;
  const file = await readEntries({ path, input, stop, fields: ["patientId", "appointmentTime"], required: [] });
  const rejected = await rejectedFile({ path: world.folder.at("a.rejected.csv") }, file, false, diskOf(room));
  let refused: unknown;
  for await (const entry of file.entries) await rejected.add(entry, "why").catch((error) => (refused ??= error));
  await rejected.close();
  return { refused: refused as { message: string; hint: string; status: number }, rejected };
}

test("a rejected entry that does not fit the disk leaves whole lines, and the error says up to where", async () => {
  const { refused, rejected } = await addTo(500);
  const rows = world.folder.read("a.rejected.csv").split("\n");
  expect(rows.pop()).toBe("");
  expect(rows.every((row) => row.split(",").length === 6)).toBe(true);
  const [, last = ""] = /before line (\d+) and no others/.exec(refused.hint) ?? [];
  expect(rows.at(-1)?.split(",")[4]).toBe(String(Number(last) - 1));
  expect(refused.message).toBe(
    `Cannot write rejected entries to ${world.folder.at("a.rejected.csv")}: the disk is full`,
  );
  expect([refused.status, rejected.isComplete]).toEqual([1, false]);
});

test("where not even its header fits, there is no file", async () => {
  const { refused } = await addTo(10);
  expect(refused.hint).toContain("The file was not created.");
  expect(existsSync(world.folder.at("a.rejected.csv"))).toBe(false);
});

const environment = () => ({
  ...process.env,
  OPS_BECAUSE: "a test",
  HOME: "/nonexistent",
  AWS_EC2_METADATA_DISABLED: "true",
});
const canMount = spawnSync("unshare", ["-rm", "true"]).status === 0;

(canMount ? test : test.skip)(
  "an import whose rejected rows fill a real disk ends with 1, and counts what it did",
  async () => {
    const file = world.folder.write("a.csv", MANY);
    const disk = world.folder.at("disk");
    const kept = world.folder.at("kept.csv");
    const command = [
      process.execPath,
      program.path,
      "import",
      file,
      "--environment",
      "test",
      ...clinicIn("America/New_York"),
      "--json",
    ];
    const script = `mkdir ${disk} && mount -t tmpfs -o size=4k tmpfs ${disk} && "$@" --rejected ${disk}/r.csv
    status=$?; cp ${disk}/r.csv ${kept}; exit $status`;
    const child = spawn("unshare", ["-rm", "sh", "-c", script, "sh", ...command], { cwd: ROOT, env: environment() });
    const [out, err, status] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise((resolve) => child.on("close", resolve)),
    ]);
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ new: 1, rejectedFile: `${disk}/r.csv`, rejectedFileComplete: false });
    const error = JSON.parse(err.trimEnd().split("\n").at(-1) ?? "");
    expect(error).toMatchObject({ error: expect.stringContaining("the disk is full"), status: 1 });
    const rows = world.folder.read("kept.csv").trimEnd().split("\n");
    expect(error.hint).toContain(`before line ${Number(rows.at(-1)?.split(",")[4]) + 1} and no others`);
    expect(await world.dynamo.countAppointments()).toBe(1);
  },
);

(canMount ? test : test.skip)(
  "on a full disk no folder is left that seems to be ignored by git, and is not",
  async () => {
    const disk = world.folder.at("disk");
    const command = [process.execPath, program.path, "import", `${disk}/a.csv`, "--environment", "test"];
    const script = `mkdir ${disk} && mount -t tmpfs -o size=8k tmpfs ${disk} && mkdir ${disk}/.git &&
      printf '${HEADER}\\n${GOOD}\\n2,p,soon,\\n' > ${disk}/a.csv; cat /dev/zero > ${disk}/rest 2>/dev/null
      "$@" >&2; ls -A ${disk}/reports`;
    const all = ["-rm", "sh", "-c", script, "sh", ...command, ...clinicIn("America/New_York")];
    const child = spawn("unshare", all, { cwd: ROOT, env: environment() });
    const [left, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(err).toContain("reports/a.rejected.csv: the disk is full.");
    expect(left).toBe("");
  },
);

test.each([
  ["text", []],
  ["JSON", ["--json"]],
])("an export to a full disk names the file, says as %s that it is not complete, and ends with 1", async (_, json) => {
  const full = openSync("/dev/full", "w");
  const args = ["log", "export", "--from", "2026-01-01", "--to", "2026-01-02", "--environment", "test", ...json];
  const child = spawn(process.execPath, [program.path, ...args], {
    cwd: ROOT,
    env: environment(),
    stdio: ["ignore", full, "pipe"],
  });
  closeSync(full);
  const [err, status] = await Promise.all([
    child.stderr ? text(child.stderr) : "",
    new Promise((resolve) => child.on("close", resolve)),
  ]);
  const told = json.length > 0 ? JSON.parse(err) : err;
  const message = "/dev/full cannot be written: the disk is full";
  expect(told).toEqual(
    json.length > 0
      ? { error: message, hint: expect.stringContaining("The output is incomplete."), status: 1 }
      : expect.stringContaining(`ops: ${message}.\n     The output is incomplete.`),
  );
  expect(status).toBe(1);
});

test("a command continues if notes cannot be written, and ends with 1", async () => {
  const full = openSync("/dev/full", "w");
  const file = world.folder.write("a.csv", `${HEADER},ward\n${GOOD},North\n`);
  const args = ["import", file, "--environment", "test", ...clinicIn("America/New_York")];
  const child = spawn(process.execPath, [program.path, ...args], {
    cwd: ROOT,
    env: environment(),
    stdio: ["ignore", "pipe", full],
  });
  closeSync(full);
  const [out, status] = await Promise.all([
    child.stdout ? text(child.stdout) : "",
    new Promise((resolve) => child.on("close", resolve)),
  ]);
  expect(out).toContain("new or changed: 1 (1 new)\n");
  expect([status, await world.dynamo.countAppointments()]).toEqual([1, 1]);
});
