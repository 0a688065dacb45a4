/** Files as spreadsheets save them: separators, encodings, dates, and rows that do not fit. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { duePartOf } from "../../../../contracts/tables/appointments-table";
import { readEntries } from "../../../../services/ops/files/read-entries";
import { clinicIn, ops } from "../../../support/ops";
import { importWorld } from "../../../support/worlds/import-world";

const world = importWorld();

const run = (path: string, ...options: string[]) =>
  ops(["import", path, "--environment", "test", ...clinicIn("America/New_York"), ...options]);
const imported = (content: string | Buffer, ...options: string[]) =>
  run(world.folder.write("a.csv", content), ...options);

const HEADER = "appointmentId,patientId,appointmentTime,email,location";
const ROW = '1,p-1,2999-03-01T14:30,pat@example.com,"Room 3; ""North"", 2nd"';
const STORED = {
  appointmentId: "1",
  patientId: "p-1",
  appointmentTime: "2999-03-01T14:30",
  email: "pat@example.com",
  location: 'Room 3; "North", 2nd',
  reminderDate: duePartOf("2999-02-28", "1", "p-1"),
};
const separated = (by: string) => [HEADER, ROW].map((line) => line.replace(/,(?! )/g, by)).join("\r\n");

describe("Separators and encodings are detected", () => {
  test.each<[string, string | Buffer]>([
    ["semicolons", separated(";")],
    ["tabs", separated("\t")],
    ["pipes", separated("|")],
    ["sep=;", `sep=;\r\n${separated(";")}`],
    ["sep=,", `sep=,\r\n${separated(",")}`],
    ["sep= with a tab, after a byte order mark", `\ufeffsep=\t\r\n${separated("\t")}`],
    ["UTF-16 with tabs, as Excel's Unicode text", Buffer.from(`\ufeff${separated("\t")}`, "utf16le")],
    ["UTF-16 in the other byte order", Buffer.from(`\ufeff${separated(";")}`, "utf16le").swap16()],
    ["UTF-16 without a byte order mark", Buffer.from(separated(","), "utf16le")],
  ])("%s", async (_, content) => {
    expect(await imported(content)).toMatchObject({ status: 0, err: "" });
    expect(await world.dynamo.appointment("1")).toEqual(STORED);
    expect(await ops(["validate", world.folder.at("a.csv")])).toMatchObject({ status: 0, err: "" });
    // Without a name that says it.
    expect(await ops(["validate", "-"], { input: content })).toMatchObject({ status: 0, err: "" });
  });

  test("other systems' names are found by semicolons as well", async () => {
    const { err } = await imported("MRN;Start;Phone\np;x;y\n");
    expect(err).toContain('Is MRN meant as patientId? Is Start meant as appointmentTime? Use --map patientId="MRN".');
    expect(
      await imported(
        "MRN;Ref;Start\np;7;2999-03-01T14:30\n",
        "--map",
        "patientId=MRN",
        "--map",
        "appointmentId=Ref",
        "--map",
        "appointmentTime=Start",
      ),
    ).toMatchObject({ status: 0 });
  });

  test("the file of rejected rows has the file's own separator", async () => {
    await imported("appointmentId;patientId;appointmentTime;location\n1;p;soon;Room 1, North\n");
    expect(world.folder.read("a.rejected.csv")).toMatch(
      /^appointmentId;patientId;appointmentTime;location;rejectedLine;rejectedBecause\n1;p;soon;Room 1, North;2;/,
    );
  });

  test("invalid UTF-16 is reported with its line, and the entries before it are read", async () => {
    const text = Buffer.from(`\ufeffpatientId,appointmentTime\r\np,2999-03-01T14:30\r\np,\ud800x\r\n`, "utf16le");
    const { status, out, err } = await ops(["validate", world.folder.write("u.csv", text)]);
    expect([status, err]).toEqual([2, expect.stringContaining("is not text in UTF-16: line 3")]);
    expect(out).toContain("1 appointment: ");
  });
});

describe("A row that does not fit is one rejected row, and not the end of the file", () => {
  const good = (id: string) => `${id},p-${id},2999-03-01T14:30,a@b.example,Room`;
  const content = [
    HEADER,
    good("1"),
    "2,p-2,2999-03-01T14:30",
    good("3"),
    `${good("4")},surplus`,
    `${good("5")},, `,
    `6,p-6,2999-03-01T14:30,x"y,Room`,
    `7,"p"-7,2999-03-01T14:30,,Room`,
    good("8"),
  ].join("\n");

  test("each is reported with its line and written to the file of rejected rows; the others are imported", async () => {
    const { status, out, err } = await imported(content);
    expect(err.trimEnd().split("\n")).toEqual([
      "line 3: has 3 columns, the header has 5",
      "line 5: has 6 columns, the header has 5",
      "lines 7, 8: has a quote where none is allowed",
    ]);
    expect([status, out]).toEqual([1, expect.stringContaining("new or changed: 4 (4 new)")]);
    expect(world.folder.read("a.rejected.csv").split("\n").slice(1)).toEqual([
      '2,p-2,2999-03-01T14:30,,,3,"has 3 columns, the header has 5"',
      '4,p-4,2999-03-01T14:30,a@b.example,Room,5,"has 6 columns, the header has 5",surplus',
      '6,p-6,2999-03-01T14:30,"x""y",Room,7,has a quote where none is allowed',
      expect.stringMatching(/^7,.*,8,has a quote where none is allowed$/),
      "",
    ]);
    expect(await world.dynamo.countAppointments()).toBe(4);
  });

  test("validate reports all faults of the file in one run", async () => {
    const { status, out } = await ops(["validate", world.folder.write("v.csv", content.replace("8,p-8", "8,"))]);
    expect(out.split("\n").slice(0, 5)).toEqual([
      "line 3: has 3 columns, the header has 5",
      "line 5: has 6 columns, the header has 5",
      "line 7: has a quote where none is allowed",
      "line 8: has a quote where none is allowed",
      "line 9, patientId: is required",
    ]);
    expect([status, out]).toEqual([
      1,
      expect.stringContaining("8 appointments: 3 keep the contract, 5 break it (5 errors)"),
    ]);
    const json = JSON.parse((await ops(["validate", world.folder.at("v.csv"), "--json"])).out) as {
      findings: object[];
    };
    expect(json.findings[0]).toMatchObject({ line: 3, severity: "error", code: "UNREADABLE_ROW", field: "" });
  });

  test("all faults of a row are reported together", async () => {
    const { err } = await imported("appointmentId,patientId,appointmentTime,reminderDate\n,,soon,tomorrow\n");
    expect(err).toMatch(
      /^line 2: patientId is required; appointmentTime must be [^;]*; appointmentId is required in the appointments table; reminderDate must be a day that exists, such as 2026-11-30\n/,
    );
  });
});

describe("--date-format", () => {
  test.each([
    ["DD/MM/YYYY HH:mm", "01/03/2999 14:30", "28/02/2999"],
    ["D.M.YYYY H:mm", "1.3.2999 14:30", "28.2.2999"],
    ["M/D/YYYY h:mm A", "3/1/2999 2:30 PM", "2/28/2999"],
    ["dd/MM/yyyy hh:mm a", "01/03/2999 02:30 p.m.", "28/02/2999"],
    ["DD-MMM-YYYY HH:mm:ss", "01-Mar-2999 14:30:00", "28-feb-2999"],
    ["YYYY/MM/DD HH.mm", "2999/03/01  14.30", "2999/02/28"],
  ])("%s reads %s, and its date %s", async (format, time, day) => {
    const content = `appointmentId;patientId;appointmentTime;reminderDate\n1;p-1; ${time} ;${day}\n`;
    expect(await imported(content, "--date-format", format)).toMatchObject({ status: 0, err: "" });
    const appointmentTime = format.includes("ss") ? "2999-03-01T14:30:00" : "2999-03-01T14:30";
    expect(await world.dynamo.appointment("1")).toMatchObject({ appointmentTime, reminderDate: STORED.reminderDate });
  });

  test.each([
    ["M/D/YYYY h:mm A", "12/1/2999 12:05 AM", "2999-12-01T00:05"],
    ["M/D/YYYY h:mm A", "12/1/2999 12:05 PM", "2999-12-01T12:05"],
    ["D/M/YY H:mm", "1/3/99 9:05", "2099-03-01T09:05"],
  ])("%s: %s is %s", async (format, time, appointmentTime) => {
    await imported(`appointmentId,patientId,appointmentTime\n1,p-1,${time}\n`, "--date-format", format);
    expect(await world.dynamo.appointment("1")).toMatchObject({ appointmentTime });
  });

  test("a time in another format, or one that does not exist, is rejected", async () => {
    const times = ["2999-03-01T14:30", "3/13/2999 14:30", "29/02/2999 14:30", "01/03/2999 24:00", "01/03/2999", ""];
    const rows = times.map((time, id) => `${id},p,${time}`).join("\n");
    const { err } = await imported(
      `appointmentId,patientId,appointmentTime\n${rows}\n`,
      "--date-format",
      "DD/MM/YYYY HH:mm",
    );
    const problem = "appointmentTime is not an existing date and time in the format DD/MM/YYYY HH:mm";
    expect(err.trimEnd().split("\n")).toEqual([
      `lines 2, 3, 4, 5, 6: ${problem}`,
      "line 7: appointmentTime is required",
    ]);
  });

  test("JSON and validate take it as well", async () => {
    const entry = { patientId: "p", appointmentTime: "01/03/2999 14:30", email: "a@b.example" };
    const options = ["--date-format", "DD/MM/YYYY HH:mm"];
    const input = JSON.stringify([entry, { ...entry, patientId: "q", appointmentTime: 7 }]);
    const { out } = await ops(["validate", "-", ...options], { input });
    expect(out.split("\n").slice(0, 2)).toEqual([
      "index 1, appointmentTime: is not an existing date and time in the format DD/MM/YYYY HH:mm",
      "2 appointments: 1 keeps the contract, 1 breaks it (1 error).",
    ]);
  });

  test.each([
    "DD/MM HH:mm",
    "DD/MM/YYYY",
    "DD/MM/YYYY hh:mm",
    "DD/MM/YYYY HH:mm A",
    "DD/MM/YYYY HH:mm Uhr",
    "DD/DD/YYYY HH:mm",
    "",
  ])("the form %j is misuse", async (format) => {
    const { status, err } = await imported(`${HEADER}\n`, "--date-format", format);
    expect([status, err]).toEqual([2, expect.stringContaining("such as DD/MM/YYYY HH:mm")]);
  });
});

describe("How much of a file is done", () => {
  const lines = (count: number) => Array.from({ length: count }, (_, id) => `${1_000 + id},p,2999-03-01T14:30,,`);
  test.each<[string, string | Buffer]>([
    ["a.csv", [HEADER, ...lines(1_000)].join("\r\n")],
    ["utf16.csv", Buffer.from(`\ufeff${[HEADER, ...lines(1_000)].join("\n")}`, "utf16le")],
    [
      "a.jsonl",
      lines(1_000)
        .map((line) => JSON.stringify({ line, name: "Müller" }))
        .join("\n"),
    ],
    [
      "a.json",
      JSON.stringify(
        lines(1_000).map((line) => ({ line })),
        undefined,
        1,
      ),
    ],
  ])("is the part up to the entry, not what was read ahead: %s", async (name, content) => {
    const choice = {
      input: process.stdin,
      stop: new AbortController().signal,
      fields: HEADER.split(","),
      required: [],
    };
    const file = await readEntries({ path: world.folder.write(name, content), ...choice });
    const parts: number[] = [];
    for await (const entry of file.entries) parts.push(file.fractionAt(entry.end) ?? 0);
    file.close();
    expect(parts).toHaveLength(1_000);
    // A total that is estimated from each of them is the same, but for the header.
    const totals = parts.map((part, index) => (index + 1) / part);
    expect(Math.min(...totals.slice(10))).toBeGreaterThan(800);
    expect(Math.max(...totals.slice(10))).toBeLessThan(1_020);
    expect(parts.at(-1)).toBeGreaterThan(0.99);
  });
});

describe("Rejected rows stay out of the repository", () => {
  const bad = `${HEADER}\n1,p,soon,,\n`;
  const inRepository = (...path: string[]) => world.folder.at(["clinic", ...path].join("/"));
  beforeEach(() => {
    mkdirSync(inRepository("files"), { recursive: true });
    execFileSync("git", ["init", "-q", inRepository()]);
  });
  const status = () => execFileSync("git", ["-C", inRepository(), "status", "--porcelain", "-uall"]).toString();

  test("of a file in a repository they go to its folder reports, which git ignores, and get numbers there", async () => {
    const file = world.folder.write("clinic/files/a.csv", bad);
    const before = status();
    const { out } = await run(file);
    expect(out).toContain(`The rejected entries are in ${inRepository("reports", "a.rejected.csv")}.`);
    await run(file);
    expect(readdirSync(inRepository("reports")).sort()).toEqual([".gitignore", "a.rejected-2.csv", "a.rejected.csv"]);
    expect(readdirSync(inRepository("files"))).toEqual(["a.csv"]);
    expect(status()).toBe(before);
  });

  test("of standard input as well, if the command runs in a repository", async () => {
    const cwd = jest.spyOn(process, "cwd").mockReturnValue(inRepository("files"));
    const args = ["import", "-", "--environment", "test", ...clinicIn("UTC")];
    const { out } = await ops(args, { input: bad });
    cwd.mockRestore();
    expect(out).toContain(inRepository("reports", "appointments.rejected.csv"));
    expect(status()).toBe("");
  });

  test("outside of one they go beside the file, and --rejected has the last word", async () => {
    await imported(bad);
    expect(existsSync(world.folder.at("a.rejected.csv"))).toBe(true);
    await run(world.folder.write("clinic/a.csv", bad), "--rejected", inRepository("files", "no.csv"));
    expect(readdirSync(inRepository("files"))).toEqual(["no.csv"]);
    expect(existsSync(inRepository("reports"))).toBe(false);
  });

  test("a run that rejects nothing, and a dry run, make no folder", async () => {
    await run(world.folder.write("clinic/a.csv", bad), "--dry-run");
    await run(world.folder.write("clinic/a.csv", `${HEADER}\n${ROW}\n`));
    expect(existsSync(inRepository("reports"))).toBe(false);
  });

  test("this repository ignores the folder itself", () => {
    expect(readFileSync(".gitignore", "utf8")).toMatch(/^reports\/$/m);
  });
});
