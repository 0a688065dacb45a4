import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../../../infra/local/command-line/user-error";
import { checkedForClinics, readAppointmentsFile } from "../../../../infra/local/day/appointments-file";
import { CLINICS } from "../../../support/data/clinics";

const folder = mkdtempSync(join(tmpdir(), "appointments-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

const GOOD = { patientId: "patient-1", appointmentTime: "2027-03-01T14:30:00-05:00" };
const SECRET = "Zebulon Quackenbush";

function file(content: string | Uint8Array): string {
  const path = join(folder, "appointments");
  writeFileSync(path, content);
  return path;
}

async function refusal(path: string): Promise<string> {
  const error = await readAppointmentsFile(path).catch((reason) => reason);
  expect(error).toBeInstanceOf(UserError);
  expect(error.exitStatus).toBe(1);
  return error.message;
}

describe("the appointments file", () => {
  test("is a JSON array", async () => {
    const { good, problems } = await readAppointmentsFile(
      file(JSON.stringify([GOOD, { ...GOOD, email: null }], null, 2)),
    );
    expect(good).toEqual([GOOD, GOOD]);
    expect(problems).toEqual([]);
  });

  test("or JSON lines, with blank lines, Windows line ends and a byte order mark", async () => {
    const line = JSON.stringify(GOOD);
    const { good, problems } = await readAppointmentsFile(file(`\uFEFF${line}\r\n\r\n${line}\n`));
    expect(good).toHaveLength(2);
    expect(problems).toEqual([]);
  });

  test("or one appointment over several lines", async () => {
    expect((await readAppointmentsFile(file(JSON.stringify(GOOD, null, 2)))).good).toEqual([GOOD]);
  });

  test("a line separator inside a text does not end the line", async () => {
    const line = JSON.stringify({ ...GOOD, location: "Room 3\u2028North Clinic" });
    expect((await readAppointmentsFile(file(`${line}\n${line}\n`))).good).toHaveLength(2);
  });

  test("names the line, the field and what it takes, never the value; the good entries stay", async () => {
    const lines = [
      JSON.stringify(GOOD),
      JSON.stringify({ ...GOOD, appointmentTime: SECRET }),
      `{"patientId": "${SECRET}"`,
      "",
      JSON.stringify([SECRET]),
      JSON.stringify({ patientId: 7, appointmentTime: SECRET }),
    ];
    const { good, problems } = await readAppointmentsFile(file(lines.join("\n")));
    expect(good).toEqual([GOOD]);
    expect(problems).toEqual([
      expect.stringMatching(/^line 2: appointmentTime must be an ISO 8601 date/),
      "line 3: must be JSON",
      "line 5: must be a JSON object",
      expect.stringMatching(/^line 6: patientId must be a string.*; appointmentTime must be/),
    ]);
    expect(problems.join()).not.toContain(SECRET);
  });

  test("names the index in an array", async () => {
    const { problems } = await readAppointmentsFile(file(JSON.stringify([GOOD, {}, null])));
    expect(problems).toEqual([
      "index 1: patientId is required; appointmentTime is required",
      "index 2: must be a JSON object",
    ]);
  });

  test.each([
    ["that is no JSON", `appointments of ${SECRET}\nand others`, "is neither a JSON array nor JSON lines."],
    ["whose array is cut short", `[${JSON.stringify({ ...GOOD, doctorName: SECRET })},\n`, "is neither a JSON array"],
    ["that is empty", "", "has no appointments."],
    ["of blank lines", "\n \n", "has no appointments."],
    ["of an empty list", "[]", "has no appointments."],
    ["that is no UTF-8", new Uint8Array([0xff, 0xfe, 0x5b, 0x00]), "is not UTF-8 text."],
  ])("%s is refused in one sentence", async (_, content, message) => {
    const path = file(content);
    const refused = await refusal(path);
    expect(refused).toContain(`${path} ${message}`);
    expect(refused).not.toContain(SECRET);
  });

  test.each([
    ["CSV", "patientId,appointmentTime\np,2027-03-01T14:30\n"],
    ["a workbook", Buffer.from("504b030414000600ff", "hex")],
  ])("of %s is refused with the commands that take CSV", async (_, content) => {
    const refused = await refusal(file(content));
    for (const command of ["npm run ops -- validate FILE", "npm run ops -- import FILE"])
      expect(refused).toContain(command);
  });

  test("that is missing, or a folder, is refused in one sentence", async () => {
    expect(await refusal(join(folder, "missing"))).toBe(`${join(folder, "missing")} does not exist.`);
    expect(await refusal(folder)).toBe(`${folder} is a folder, not a file.`);
  });
});

test("an entry of an unknown clinic is a problem with its location, once the clinics are known", async () => {
  const lines = [GOOD, { ...GOOD, clinicId: "north" }, GOOD].map((one) => JSON.stringify(one));
  const read = await readAppointmentsFile(file(`${lines.join("\n")}\n{}\n`));
  expect(read.problems).toHaveLength(1);
  const { good, problems } = checkedForClinics(read, CLINICS);
  expect(good).toEqual([GOOD, GOOD]);
  expect(problems).toEqual([read.problems[0], expect.stringMatching(/^line 2: clinicId must be the id of a clinic/)]);
});
