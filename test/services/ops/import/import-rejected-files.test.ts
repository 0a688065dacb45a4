/** Where the entries go that an import does not take, night after night. */
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { clinicIn, ops } from "../../../support/ops";
import { importWorld } from "../../../support/worlds/import-world";

const world = importWorld();

const GOOD = "1,patient-1,2999-03-01T14:30,pat@example.com";
const csv = (bad: string) => `appointmentId,patientId,appointmentTime,email\n${GOOD}\n${bad},patient-2,soon,\n`;
const run = (path: string, ...options: string[]) =>
  ops(["import", path, "--environment", "test", ...clinicIn("America/New_York"), ...options]);
const rejectedFiles = () =>
  readdirSync(world.folder.path)
    .filter((name) => name.includes("rejected"))
    .sort();

test("the same file every night is imported every night, and its rejected rows get a file with the next number", async () => {
  for (const [night, name] of ["a.rejected.csv", "a.rejected-2.csv", "a.rejected-3.csv"].entries()) {
    const { status, out, err } = await run(world.folder.write("a.csv", csv(`night-${night}`)));
    expect([status, err]).toEqual([1, expect.stringMatching(/^line 3: appointmentTime must be /)]);
    expect(out).toContain(`The rejected entries are in ${world.folder.at(name)}.`);
    expect(world.folder.read(name)).toContain(`night-${night},patient-2,soon,,3,`);
    expect(statSync(world.folder.at(name)).mode & 0o777).toBe(0o600);
  }
  expect(world.folder.read("a.rejected.csv")).toContain("night-0");
  expect(await world.dynamo.countAppointments()).toBe(1);
});

test("files of earlier imports are counted, since they hold patient data, and --json names the new one", async () => {
  world.folder.write("a.rejected.csv", "mine");
  world.folder.write("a.rejected-2.csv", "mine too");
  const file = world.folder.write("a.csv", csv("2"));
  expect((await run(file)).out).toContain("\nNext to it: 2 files of earlier imports.");
  const { rejectedFile } = JSON.parse((await run(file, "--json")).out) as { rejectedFile: string };
  expect(rejectedFile).toBe(world.folder.at("a.rejected-4.csv"));
  expect([world.folder.read("a.rejected.csv"), world.folder.read("a.rejected-2.csv")]).toEqual(["mine", "mine too"]);
});

test("the file that --rejected names gets a number as well, before its extension", async () => {
  const file = world.folder.write("a.csv", csv("2"));
  for (let night = 0; night < 2; night += 1) await run(file, "--rejected", world.folder.at("no.v1.rejected"));
  expect(rejectedFiles()).toEqual(["no.v1-2.rejected", "no.v1.rejected"]);
});

test("rejected entries of JSON are numbered as well", async () => {
  const file = world.folder.write("a.json", '[{"patientId": "patient-2"}]');
  await run(file);
  await run(file);
  expect(rejectedFiles()).toEqual(["a.rejected-2.jsonl", "a.rejected.jsonl"]);
});

test("imports of one file at the same time share no file of rejected rows", async () => {
  const file = world.folder.write("a.csv", csv("2"));
  const runs = await Promise.all(Array.from({ length: 5 }, () => run(file, "--json")));
  const paths = runs.map(({ out }) => (JSON.parse(out) as { rejectedFile: string }).rejectedFile);
  expect(new Set(paths).size).toBe(5);
  expect(rejectedFiles()).toHaveLength(5);
  for (const name of rejectedFiles()) expect(world.folder.read(name).trim().split("\n")).toHaveLength(2);
});

test("no file is created if nothing is rejected, or in a dry run", async () => {
  world.folder.write("a.rejected.csv", "mine");
  await run(world.folder.write("a.csv", csv("2").replace("soon", "2999-03-02T09:00")));
  await run(world.folder.write("a.csv", csv("2")), "--dry-run");
  expect(rejectedFiles()).toEqual(["a.rejected.csv"]);
});

test("a folder that does not exist is refused before anything is written", async () => {
  const { status, err } = await run(world.folder.write("a.csv", csv("2")), "--rejected", world.folder.at("none/x.csv"));
  expect([status, world.aws.calls]).toEqual([2, []]);
  expect(err).toContain("none/x.csv.\n     Name another");
});

test("a file that cannot be created later ends the import with status 1 and a hint", async () => {
  const locked = world.folder.at("locked");
  mkdirSync(locked);
  // Longer than a file system takes as a name.
  const { status, out, err } = await run(
    world.folder.write("a.csv", csv("2")),
    "--rejected",
    `${locked}/${"x".repeat(300)}`,
  );
  expect(err).toContain(".\n     The file was not created. What was imported is kept.");
  expect([status, out.split("\n")[0]]).toEqual([1, "new or changed: 1 (1 new)"]);
  expect(existsSync(world.folder.at("a.rejected.csv"))).toBe(false);
});
