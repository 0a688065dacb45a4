import { Readable } from "node:stream";
import { ops } from "../../../support/ops";
import { TestFolder } from "../../../support/test-folder";

let folder: TestFolder;
beforeEach(() => {
  folder = new TestFolder();
});
afterEach(() => folder.remove());

const HEADER = "patientId,appointmentTime,email";
const GOOD = "patient-1,2999-03-01T14:30,pat@example.com";
const good = { patientId: "patient-1", appointmentTime: "2999-03-01T14:30", email: "pat@example.com" };
const ONE_GOOD = "1 appointment: 1 keeps the contract.\n";

const validate = (name: string, content: string | Buffer, ...options: string[]) =>
  ops(["validate", folder.write(name, content), ...options]);
const piped = (input: string | Buffer, ...options: string[]) => ops(["validate", "-", ...options], { input });

test.each([
  ["a.csv", `${HEADER}\n${GOOD}\n`],
  ["crlf.csv", `${HEADER}\r\n${GOOD}\r\n`],
  ["A.CSV", `\ufeff"patientId",appointmentTime,email\n${GOOD}\n\n,,\n`],
  ["a.json", JSON.stringify([good])],
  ["bom.json", `\ufeff\n [ ${JSON.stringify(good, undefined, 2)} ]\r\n`],
  ["one.json", JSON.stringify(good, undefined, 2)],
  ["a.jsonl", JSON.stringify(good)],
  ["a.ndjson", `\r\n${JSON.stringify(good)}\r\n\r\n`],
])("%s keeps the contract: status 0", async (name, content) => {
  expect(await validate(name, content)).toEqual({ status: 0, out: ONE_GOOD, err: "" });
});

test.each([
  ["csv", `${HEADER}\n${GOOD}\n`],
  ["json", JSON.stringify([good])],
  ["json", JSON.stringify(good, undefined, 2)],
  ["jsonl", `${JSON.stringify(good)}\n`],
])("standard input and odd names are told by how they begin, or by --format: %s", async (format, content) => {
  const expected = { status: 0, out: ONE_GOOD, err: "" };
  expect(await piped(content)).toEqual(expected);
  expect(await piped(content, "--format", format)).toEqual(expected);
  expect(await validate("export.txt", content)).toEqual(expected);
});

test("if the format cannot be detected, --format is required", async () => {
  expect(await piped("something else")).toEqual({
    status: 2,
    out: "",
    err: "ops: The format of standard input cannot be detected.\n     Use --format with one of csv, json, jsonl.\n",
  });
});

test("every error of CSV is reported with the line in which its row begins, never with the value", async () => {
  const rows = [GOOD, 'patient-2,"Tue\r\nsday",x', "", ",2999-02-30T14:30,", GOOD.replace("-1", "-3")];
  const { status, out } = await validate("a.csv", `${HEADER}\r\n${rows.join("\r\n")}`);
  expect(out.split("\n")).toEqual([
    "line 3, appointmentTime: must be an ISO 8601 date and time that exists, such as 2026-12-01T14:30:00-05:00",
    "line 6, patientId: is required",
    "line 6, appointmentTime: must be an ISO 8601 date and time that exists, such as 2026-12-01T14:30:00-05:00",
    "4 appointments: 2 keep the contract, 2 break it (3 errors).",
    "",
  ]);
  expect(status).toBe(1);
});

test("errors of JSON lines are reported by line, those of an array by index", async () => {
  const entries = [JSON.stringify(good), '{"patientId": "patient-2"}', "[]"];
  const lines = await validate("a.jsonl", `${entries.join("\n\n")}\n{"patientId": "cut`);
  expect(lines).toMatchObject({ status: 1, err: "" });
  expect(lines.out.split("\n").slice(0, 3)).toEqual([
    "line 3, appointmentTime: is required",
    "line 5: must be a JSON object",
    "line 6: must be JSON",
  ]);
  const array = await validate("a.json", `[${entries.join(",\n")}]`);
  expect(array).toMatchObject({ status: 1, err: "" });
  expect(array.out).toContain("index 1, appointmentTime: is required\nindex 2: must be a JSON object\n");
});

test("the version in CSV is a number, as the contract has it", async () => {
  const file = (version: string) => `${HEADER},schemaVersion\n${GOOD},${version}\n`;
  expect(await validate("a.csv", file("1"))).toMatchObject({ status: 0 });
  expect((await validate("a.csv", file("2"))).out).toContain("line 2, schemaVersion: must be 1 or absent\n");
  expect(await validate("a.csv", file("one"))).toMatchObject({ status: 1 });
});

test("other columns are named once, as a terminal may show them", async () => {
  const { err } = await validate("a.csv", `${HEADER},name,\u001b[31m\n${GOOD},Pat,x\n${GOOD},Sam,y\n`);
  expect(err).toBe("Ignored: the columns name, [31m.\n");
});

test("appointments without a reminder are warnings, not errors", async () => {
  const rows = ["patient-1,2999-03-01T14:30,nowhere", "patient-2,2020-03-01T14:30,pat@example.com"];
  expect(await validate("a.csv", `${HEADER}\n${rows.join("\n")}`)).toEqual({
    status: 0,
    out: [
      "line 2, email: warning: is not an email address",
      "line 2: warning: neither a usable phone number nor a usable email: it would end as NO_CONTACT",
      "line 3: warning: the appointment is over: it would end as EXPIRED",
      "2 appointments: 2 keep the contract, 1 would end as NO_CONTACT, 1 would end as EXPIRED, 3 warnings.",
      "",
    ].join("\n"),
    err: "",
  });
});

test("a number without a country code belongs to the default country", async () => {
  const file = "patientId,appointmentTime,phoneNumber\npatient-1,2999-03-01T14:30,020 7946 0018\n";
  expect((await validate("a.csv", file)).out).toContain("NO_CONTACT");
  expect((await validate("a.csv", file, "--default-country", "GB")).out).toBe(ONE_GOOD);
  expect(await validate("a.csv", file, "--default-country", "XX")).toMatchObject({ status: 2 });
});

test("--json prints one document", async () => {
  const bad = { ...good, patientId: "patient-2", email: "x" };
  const { status, out } = await validate("a.json", JSON.stringify([good, { ...bad, x: 1 }, {}]), "--json");
  expect(status).toBe(1);
  expect(JSON.parse(out)).toEqual({
    findings: [
      { index: 1, severity: "warning", code: "UNUSABLE_EMAIL", field: "email", problem: expect.any(String) },
      { index: 1, severity: "warning", code: "NO_CONTACT", field: "", problem: expect.stringContaining("NO_CONTACT") },
      { index: 2, severity: "error", code: "CONTRACT_VIOLATION", field: "patientId", problem: "is required" },
      { index: 2, severity: "error", code: "CONTRACT_VIOLATION", field: "appointmentTime", problem: "is required" },
    ],
    entries: 3,
    good: 2,
    broken: 1,
    errors: 2,
    warnings: 2,
    noContact: 1,
    declined: 0,
    expired: 0,
    cancelled: 0,
    ignored: ["x"],
  });
  expect(JSON.parse((await validate("b.json", "[]", "--json")).out)).toMatchObject({ findings: [], entries: 0 });
});

describe("The day of a reminder, which import reads,", () => {
  const withDay = (reminderDate: unknown) => JSON.stringify([{ ...good, reminderDate }]);

  test("is a known field, and not reported as ignored", async () => {
    expect(await validate("a.json", withDay("2999-02-28"))).toEqual({ status: 0, out: ONE_GOOD, err: "" });
    const csv = `${HEADER},Reminder Date\n${GOOD},2999-02-28\n${GOOD.replace("-1", "-2")},\n`;
    expect(await validate("a.csv", csv)).toMatchObject({ status: 0, err: "" });
  });

  test.each([
    ["2/28/2999", "must be a day that exists, such as 2026-11-30"],
    ["2999-02-29", "must be a day that exists, such as 2026-11-30"],
    [20990228, "must be a day that exists, such as 2026-11-30"],
    ["2999-03-02", "must not be after the day of the appointment"],
  ])("%s is an error where an import rejects it, and no value is told", async (day, problem) => {
    const { status, out } = await validate("a.json", withDay(day));
    expect([status, out.split("\n")[0]]).toEqual([1, `index 0, reminderDate: ${problem}`]);
    const { findings } = JSON.parse((await validate("a.json", withDay(day), "--json")).out);
    expect(findings).toMatchObject([{ severity: "error", code: "REMINDER_DATE", field: "reminderDate" }]);
    expect(out).not.toContain(String(day));
  });

  test("is checked although the entry breaks the contract, once", async () => {
    const { out } = await validate("a.csv", "patientId,appointmentTime,reminderDate\np,soon,tomorrow\n");
    expect(out.match(/reminderDate/g)).toHaveLength(1);
    expect(out).toContain("line 2, appointmentTime: ");
  });
});

describe("A file without appointments ends with status 2, as an empty one", () => {
  test.each([
    ["a.csv", `${HEADER}\n`],
    ["a.csv", `${HEADER}\n,,\n\n`],
    ["a.json", "[]"],
    ["a.jsonl", "\n\n"],
  ])("%s: %j", async (name, content) => {
    const { status, out, err } = await validate(name, content);
    expect([status, out]).toEqual([2, "0 appointments: 0 keep the contract.\n"]);
    expect(err).toMatch(/^ops: \S+ has no appointments\.\n {5}.+\n$/);
  });
});

describe("A file that is not text is recognised, with a hint", () => {
  test.each([
    [
      "bookings.xlsx",
      Buffer.from("PK\u0003\u0004\u0014\0\u0006\0rest", "latin1"),
      "is not text but a spreadsheet workbook",
      "CSV UTF-8",
    ],
    [
      "bookings.csv",
      Buffer.from("PK\u0003\u0004\u0014\0\u0006\0rest", "latin1"),
      "is not text but a spreadsheet workbook",
      "CSV UTF-8",
    ],
    [
      "bookings.xls",
      Buffer.from("d0cf11e0a1b11ae10000", "hex"),
      "is not text but an old spreadsheet workbook",
      "CSV UTF-8",
    ],
    ["bookings.csv.gz", Buffer.from("1f8b0800000000000003", "hex"), "is compressed with gzip", "gunzip"],
    ["bookings.pdf", Buffer.from("%PDF-1.7\n"), "is not text but a PDF", "as CSV"],
  ])("%s", async (name, content, problem, hint) => {
    const { status, out, err } = await validate(name, content);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain(problem);
    expect(err).toContain(hint);
    expect((await piped(content)).err).toContain(`standard input ${problem}`);
    expect((await ops(["send", "--file", folder.at(name)])).err).toContain(problem);
  });

  test("also if it arrives in small pieces", async () => {
    const pieces = [..."PK\u0003\u0004rest of it"].map((piece) => Buffer.from(piece, "latin1"));
    expect((await ops(["validate", "-"], { input: Readable.from(pieces) })).err).toContain("spreadsheet workbook");
  });
});

test("a text that is shorter than any signature is read", async () => {
  expect((await piped("[]", "--format", "json")).err).toContain("has no appointments");
});

describe("A file that cannot be used ends with status 2, and an error that names the position", () => {
  const rest = `${GOOD}\n`.repeat(3);
  test.each<[title: string, name: string, content: string | Buffer, told: string]>([
    ["an empty file", "a.csv", "", "is empty"],
    ["an empty file", "a.json", " \n", "is empty"],
    ["no header", "a.csv", rest, "line 1: the header has no column patientId and no column appointmentTime"],
    ["a quote amid the header", "a.csv", `x"y,${HEADER}\n`, "line 1: the header has a quote where none is allowed"],
    [
      "another system's header",
      "a.csv",
      "MRN,Start,Phone\n",
      "Is MRN meant as patientId? Is Start meant as appointmentTime?",
    ],
    ["a column twice", "a.csv", `${HEADER},email\n`, "line 1: the header has the column email twice"],
    [
      "an open quote",
      "a.csv",
      `${HEADER}\n${GOOD}\n"x,${rest}`,
      "line 3: a quote in the row that begins here is not closed",
    ],
    ["a cut array", "a.json", `[${JSON.stringify(good)},{"patientId": "x`, "the JSON ends unexpectedly at index 1"],
    ["a cut array", "a.json", `[${JSON.stringify(good)}`, "the JSON ends unexpectedly at index 1"],
    ["a broken array", "a.json", `[${JSON.stringify(good)} {}]`, "invalid JSON at index 1"],
    ["text after an array", "a.json", `[${JSON.stringify(good)}] x`, "invalid JSON at index 1"],
    ["a cut object", "a.json", '{"patientId": "x', "is not valid JSON.\n     Check that the file is complete."],
    ["JSON lines", "a.json", `${JSON.stringify(good)}\n${JSON.stringify(good)}`, "use --format jsonl."],
    ["Latin-1", "a.csv", Buffer.from(`${HEADER}\n${GOOD}\n\xe9${GOOD}`, "latin1"), "is not UTF-8 text: line 3"],
    ["a cut character", "a.csv", Buffer.from(`${HEADER}\n${GOOD}é`).subarray(0, -1), "is not UTF-8 text: line 2"],
    ["an odd first byte", "a.csv", Buffer.from(`\x80${HEADER}\n${GOOD}\n`, "latin1"), "is not UTF-8 text: line 1"],
    ["a line without end", "a.jsonl", "x".repeat(1_000_001), "line 1: the line is longer than 1,000,000 characters"],
    ["an entry without end", "a.json", `["${"x".repeat(1_000_001)}`, "index 0 is longer than 1,000,000 characters"],
    [
      "a row without end",
      "a.csv",
      `${HEADER}\n${GOOD}\n"${rest.repeat(9_000)}`,
      "line 3: the row that begins here is longer",
    ],
  ])("%s: %s", async (_, name, content, told) => {
    const { status, out, err } = await validate(name, content);
    expect(err).toContain(told);
    expect(err).not.toMatch(/patient-1|^ {4}at /m);
    expect(out).toMatch(/^(?:Up to that point: .*\n)?$/);
    expect(status).toBe(2);
  });

  test("no file, or a folder", async () => {
    expect(await ops(["validate", folder.at("none.csv")])).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^ops: \S+none\.csv does not exist\.\n$/),
    });
    expect(await ops(["validate", folder.path, "--format", "csv"])).toMatchObject({
      status: 2,
      err: expect.stringMatching(/ is a folder, not a file\.\n$/),
    });
  });

  test("findings before an error in the file are printed, also as JSON", async () => {
    const content = `${HEADER}\n,,\nx,y,z\n"`;
    expect((await validate("a.csv", content)).out).toMatch(
      /^line 3, appointmentTime: .*\nUp to that point: 1 appointment: /,
    );
    const { status, out } = await validate("a.csv", content, "--json");
    expect(JSON.parse(out)).toMatchObject({ entries: 1, brokenOff: expect.stringContaining("line 4") });
    expect(status).toBe(2);
  });
});

test.each(["csv", "json", "jsonl"])("Ctrl-C ends it with status 130 and its findings so far: %s", async (format) => {
  const interrupted = new AbortController();
  const input = new Readable({
    read() {
      if (this.readableDidRead) setImmediate(() => interrupted.abort());
      else this.push(format === "csv" ? `${HEADER}\n,,\n${GOOD}\n` : `${format === "json" ? "[" : ""}{}\n`);
    },
  });
  const options = { input, interrupted: interrupted.signal };
  const { status, out, err } = await ops(["validate", "-", "--format", format, "--json"], options);
  expect([status, err]).toEqual([130, `{"error":"Interrupted","status":130}\n`]);
  expect(JSON.parse(out)).toMatchObject({ brokenOff: "Interrupted" });
});

test("invalid options are reported, with status 2", async () => {
  expect(await ops(["validate"])).toMatchObject({ status: 2, err: expect.stringContaining("file") });
  expect(await ops(["validate", "-", "--format", "xml"])).toMatchObject({ status: 2 });
  expect(await ops(["validate", "-", "--environment", "dev"])).toMatchObject({ status: 2 });
});
