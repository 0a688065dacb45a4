/** What `validate` finds of a file that keeps the contract, and that would not be sent as it was meant. */
import { Readable } from "node:stream";
import { ops } from "../../../support/ops";
import { TestFolder } from "../../../support/test-folder";

type Entry = Readonly<Record<string, unknown>>;
interface Told {
  readonly findings: readonly { index: number; line: number; code: string; field: string; problem: string }[];
  readonly ignored: readonly string[];
  readonly warnings: number;
}

const good = { patientId: "p-1", appointmentTime: "2999-03-01T14:30", email: "pat@example.com" };
const validate = (input: string, ...options: string[]) => ops(["validate", "-", ...options], { input });
const inJson = async (entries: readonly Entry[], ...options: string[]): Promise<Told> =>
  JSON.parse((await validate(JSON.stringify(entries), "--json", ...options)).out) as Told;
/** The codes and fields of what is told of one entry. */
const told = async (entry: Entry, ...options: string[]) =>
  (await inJson([{ ...good, ...entry }], ...options)).findings.map(({ code, field }) => `${code} ${field}`.trim());
const csv = (header: string, ...rows: string[]) => `${[header, ...rows].join("\n")}\n`;

describe("Contacts", () => {
  test.each([
    ["1.20656E+10", "UNUSABLE_PHONE phoneNumber"],
    ["12", "UNUSABLE_PHONE phoneNumber"],
    ["see chart", "UNUSABLE_PHONE phoneNumber"],
    ["(206) 555-0100", undefined],
    ["", undefined],
  ])("a phone number that is lost gets a warning, even if the email is good: %j", async (phoneNumber, code) => {
    expect(await told({ phoneNumber })).toEqual(code ? [code] : []);
  });

  test.each(["nowhere", "pat@example", "pat@@example.com"])(
    "an email that is lost gets a warning, even if the phone number is good: %j",
    async (email) => {
      expect(await told({ phoneNumber: "+12065550100", email })).toEqual(["UNUSABLE_EMAIL email"]);
    },
  );

  test("a number of a country that is not texted is lost, where --countries says which are", async () => {
    const phoneNumber = "+44 7400 123456";
    expect(await told({ phoneNumber })).toEqual([]);
    expect(await told({ phoneNumber }, "--countries", "US,GB")).toEqual([]);
    expect(await told({ phoneNumber }, "--countries", "US,CA")).toEqual(["UNUSABLE_PHONE phoneNumber"]);
    const { out } = await validate(JSON.stringify([{ ...good, phoneNumber }]), "--countries", "US");
    expect(out).toContain("phoneNumber: warning: is of a country that is not in the setting countries\n");
  });

  test.each(["", "us", "USA", "US,", "US;CA", "all,US"])("--countries %j is misuse", async (countries) => {
    const { status, err } = await validate("[]", "--countries", countries);
    expect([status, err]).toEqual([2, expect.stringContaining("Must be all, or country codes in capitals")]);
  });

  test("200 rows of numbers that a spreadsheet rounded do not pass in silence, and are readable", async () => {
    const rows = Array.from({ length: 200 }, (_, row) => `p-${row},2999-03-01T14:30,1.20656E+10,pat@example.com`);
    const { status, out } = await validate(csv("patientId,appointmentTime,phoneNumber,email", ...rows));
    expect(status).toBe(0);
    expect(out.split("\n")).toHaveLength(11);
    expect(out).toMatch(
      /\nMore than 5 entries have these problems:\nlines 2, 3, 4, 5, 6 and 195 more, phoneNumber: warning: [^\n]*spreadsheet[^\n]*\n\n/,
    );
    expect(out).toMatch(/\n200 appointments: 200 keep the contract, 200 warnings\.\n$/);
    expect(out).not.toContain("1.20656E+10");
  });
});

describe("Fields that the contract does not know", () => {
  test.each([
    ["PhoneNumber", "phoneNumber"],
    ["phone", "phoneNumber"],
    ["mobile", "phoneNumber"],
    ["Cell Phone", "phoneNumber"],
    ["phoneNumbr", "phoneNumber"],
    ["Email", "email"],
    ["e-mail", "email"],
    ["emial", "email"],
    ["provider", "doctorName"],
    ["address", "location"],
    ["time_zone", "timeZone"],
    ["booking_id", "appointmentId"],
    ["clinic", "clinicId"],
    ["clinic_id", "clinicId"],
    ["lang", "language"],
    ["first name", "patientFirstName"],
    ["practitionerName", "practitioner"],
    ["joinUrl", "link"],
    ["prep", "instructions"],
    ["preferred contact method", "contactPreference"],
    ["visit mode", "visit"],
    ["revision_number", "revision"],
  ])("%s is likely %s in JSON, and in CSV where it is no other spelling of it", async (name, field) => {
    const { phoneNumber, email } = { phoneNumber: "+12065550100", email: "pat@example.com" };
    const contact = field === "email" ? { phoneNumber } : { email };
    const entry = { patientId: "p-1", appointmentTime: "2999-03-01T14:30", ...contact };
    const problem = `is not a field of the contract and is ignored: did you mean ${field}?`;
    const { findings, ignored } = await inJson([{ ...entry, [name]: "Zq9" }]);
    expect([findings, ignored]).toEqual([[expect.objectContaining({ index: 0, field: name, problem })], [name]]);
    const cells = Object.entries({ ...entry, [name]: "Zq9" });
    const rows = [cells.map(([column]) => column), cells.map(([, cell]) => cell)].map((row) => row.join(","));
    const { out } = await validate(csv(rows[0] ?? "", rows[1] ?? ""), "--json");
    const inCsv = (JSON.parse(out) as Told).findings.filter(({ field }) => field === name);
    const spellings = ["PhoneNumber", "Email", "e-mail", "time_zone", "clinic_id"];
    const unknown = { line: 1, severity: "error", code: "UNKNOWN_COLUMN", field: name };
    expect(inCsv).toEqual(spellings.includes(name) ? [] : [expect.objectContaining(unknown)]);
  });

  test("a required field under another name is missing, and the probable name gets a warning", async () => {
    const { findings } = await inJson([{ PatientID: "p", Start: "2999-03-01T14:30", email: "pat@example.com" }]);
    expect(findings.map(({ field, problem }) => `${field} ${problem}`)).toEqual([
      "patientId is required",
      "appointmentTime is required",
      "PatientID is not a field of the contract and is ignored: did you mean patientId?",
      "Start is not a field of the contract and is ignored: did you mean appointmentTime?",
    ]);
  });

  test("a mark for cancelled appointments has no field: the patient would be reminded", async () => {
    const { findings } = await inJson([{ ...good, isCancelled: true }]);
    expect(findings).toEqual([
      expect.objectContaining({ field: "isCancelled", problem: expect.stringContaining("unless status is cancelled") }),
    ]);
    expect(await told({ cancelled: true })).toEqual(["UNKNOWN_FIELD cancelled"]);
    expect(await told({ cancelled: false })).toEqual([]);
  });

  test("an opt-out has no field: the patient would be reminded", async () => {
    const [finding] = (await inJson([{ ...good, opt_out: "Y" }])).findings;
    expect(finding).toMatchObject({ field: "opt_out", problem: expect.stringContaining("contactPreference is none") });
    expect(await told({ optedOut: "no" })).toEqual([]);
  });

  test.each([
    { Email: "other@example.com" },
    { mobile: "" },
    { phone: null },
    { region: "North", notes: "x", division: "x", detail: "x", duration: 30, patientName: "x" },
  ])("nothing is lost, or nothing likely: %j", async (fields) => {
    expect(await told(fields)).toEqual([]);
  });

  test("others are named once, on standard error", async () => {
    const entry = { ...good, region: "North", "\u001b[31mx": 1 };
    const { out, err } = await validate(JSON.stringify([entry, { ...entry, patientId: "p-2" }]));
    expect(out).toBe("2 appointments: 2 keep the contract.\n");
    expect(err).toBe("Ignored: the fields region, [31mx.\n");
  });

  test("as many names as a hostile file has are not kept", async () => {
    const entries = Array.from({ length: 300 }, (_, row) => ({ ...good, patientId: `p-${row}`, [`x${row}`]: 1 }));
    const { err } = await validate(JSON.stringify(entries));
    expect(err).toMatch(/^Ignored: the fields x0, x1, x2, x3, x4, x5, x6, x7, x8, x9 and others\.\n$/);
  });
});

describe("One appointment twice in a file", () => {
  const row = (fields: Entry) => ({ ...good, appointmentId: "a-1", ...fields });
  const codes = async (...entries: Entry[]) => (await inJson(entries)).findings.map(({ code, index }) => [index, code]);

  test("a repeated appointment and patient gets a warning with the location of the first", async () => {
    const { findings } = await inJson([row({}), row({ patientId: "p-2" }), row({})]);
    expect(findings).toEqual([
      expect.objectContaining({ index: 2, problem: "is the same appointment and patient as index 0" }),
    ]);
  });

  test("the same start in another notation is the same start", async () => {
    expect(await codes(row({}), row({ appointmentTime: "2999-03-01T19:30:00Z" }))).toEqual([
      [1, "REPEATED_APPOINTMENT"],
    ]);
  });

  test("two times of one appointment and patient get a warning", async () => {
    const { findings } = await inJson([row({}), row({ appointmentTime: "2999-03-02T14:30" })]);
    const problem =
      "is the same appointment and patient as index 0, at another time: the queue reminds of each, import takes the last";
    expect(findings).toEqual([expect.objectContaining({ index: 1, code: "TWO_TIMES", problem })]);
  });

  test("two revisions of one appointment, patient and time get a warning that both are reminded", async () => {
    const { findings } = await inJson([row({}), row({ revision: 1 }), row({ revision: 1, patientId: "p-2" }), row({})]);
    const problem =
      "is the same appointment, patient and time as index 0, in another revision: the queue reminds of each, import takes the last";
    const repeated = "is the same appointment and patient as index 0";
    expect(findings).toEqual([
      expect.objectContaining({ index: 1, code: "REPEATED_APPOINTMENT", problem }),
      expect.objectContaining({ index: 3, code: "REPEATED_APPOINTMENT", problem: repeated }),
    ]);
  });

  test("two patients of one appointment are fine", async () => {
    expect(await codes(row({}), row({ patientId: "p-2" }), row({ patientId: "p-3" }))).toEqual([]);
  });

  test("one patient and time under two appointments would be two reminders", async () => {
    expect(await codes(row({}), row({ appointmentId: "a-2" }))).toEqual([[1, "TWO_IDS"]]);
  });

  test("without an id, appointments are distinguished by patient and time", async () => {
    const other = { ...good, appointmentTime: "2999-03-02T14:30" };
    expect(await codes(good, other, good)).toEqual([[2, "REPEATED_APPOINTMENT"]]);
  });

  test("entries that break the contract are not compared, and CSV is compared by line", async () => {
    const text = csv("appointmentId,patientId,appointmentTime,email", "1,p,soon,", "1,p,2999-03-01T14:30,a@b.example");
    const { out } = await validate(`${text}1,p,2999-03-01T14:30,a@b.example\n`);
    expect(out).toContain("line 4: warning: is the same appointment and patient as line 3\n");
  });
});

describe("Text that was decoded wrongly", () => {
  test.each([
    "MÃ¼ller",
    "JosÃ©",
    "Dr. Oâ€™Connor",
    "NuÃ±ez",
    "WesoÅ‚owski",
    "Ð˜Ð²Ð°Ð½Ð¾Ð²",
    "ðŸ˜€",
    "Praxis â€“ Mitte",
    "MÃƒÂ¼ller",
    "M\ufffdller",
    "O\u0092Connor",
    "M√ºller",
    "O‚ÄôConnor",
    "M├╝ller",
  ])("%j gets a warning in any field of text", async (text) => {
    expect(await told({ doctorName: text })).toEqual(["WRONG_ENCODING doctorName"]);
    expect(await told({ location: `Room 3, ${text}` })).toEqual(["WRONG_ENCODING location"]);
    expect(await told({ patientId: text })).toEqual(["WRONG_ENCODING patientId"]);
  });

  test("a question mark within a doctor's name is a letter that was lost", async () => {
    expect(await told({ doctorName: "M?ller" })).toEqual(["WRONG_ENCODING doctorName"]);
    expect(await told({ location: "https://maps.example/place?room=3" })).toEqual([]);
  });

  test.each([
    "Müller",
    "Łódź",
    "Nuñez",
    "“CAFÉ”",
    "« CAFÉ »",
    "«CAFÉ»",
    "SÃO JOÃO",
    "IRMÃ – Sul",
    "Ærø",
    "Đặng Thị Ánh",
    "Иванов",
    "山田",
    "20 °C, Âge d’Or",
    "Zoé’s",
    "2 € • 3 £",
    "👩‍⚕️ Rivera",
    "Ñuñoa nº 3",
  ])("%j is right as it is", async (text) => {
    expect(await told({ doctorName: text, location: text })).toEqual([]);
  });
});

describe("A name or a location with markup", () => {
  test.each(["<p>North</p>", "North&lt;br&gt;Clinic", "North\\nClinic", "O\\'Connor", '="North"', "'North", '"North"'])(
    "%j gets a warning, since a patient sees it without",
    async (text) => {
      expect(await told({ doctorName: text })).toEqual(["MARKUP doctorName"]);
      expect(await told({ location: text })).toEqual(["MARKUP location"]);
    },
  );

  test("an email address in a doctor's name is a warning, and one in a location is shown", async () => {
    expect(await told({ doctorName: "Rivera <maria@x.example>" })).toEqual(["MARKUP doctorName"]);
    expect(await told({ location: "North <front@x.example>" })).toEqual([]);
  });

  test.each(["O&#039;Connor", "Room <3>", "a < b", "North\nClinic", "A\\north", "St Mary's", " Rivera ", "\\N", "0"])(
    "%j gets none",
    async (text) => expect(await told({ doctorName: text, location: text })).toEqual([]),
  );
});

describe("An id that is none, or was changed", () => {
  test.each(["null", "NULL", "undefined", "N/A", "-", "\\N", "'p-1", '="p-1"', "123.0"])(
    "%s is suspect",
    async (id) => {
      expect(await told({ patientId: id, appointmentId: id })).toEqual([
        "SUSPECT_ID patientId",
        "SUSPECT_ID appointmentId",
      ]);
    },
  );

  test.each(["p-1", "0", "007", "10", "Nan", "none-7", "1.5", "O'Neil-7"])("%s is an id", async (id) => {
    expect(await told({ patientId: id, appointmentId: id })).toEqual([]);
  });

  test("a spreadsheet error gets one warning", async () => {
    expect(await told({ patientId: "#N/A" })).toEqual(["SPREADSHEET_ERROR patientId"]);
  });
});

describe("Appointments that are nested in another value", () => {
  const problems = async (entry: Entry) =>
    (await inJson([entry])).findings.map(({ field, problem }) => [field, problem]);
  const LIST = "is ignored: it holds a list: the file itself must be the list of appointments";

  test.each(["appointments", "data", "entry"])("get a warning as a list in %s", async (name) => {
    expect(await problems({ [name]: [good], total: 1 })).toContainEqual([name, LIST]);
  });

  test("get a warning as objects", async () => {
    expect(await problems({ patient: { id: "p-1" }, appointmentTime: good.appointmentTime })).toContainEqual([
      "patient",
      "is ignored: it holds an object: the fields of an appointment belong in the entry itself",
    ]);
  });

  test("are not confused with lists of other things beside an appointment", async () => {
    expect(await told({ participants: [{ id: 1 }], tags: ["new"] })).toEqual([]);
  });
});

describe("CSV as programs write it", () => {
  const HEADER = "patientId, appointmentId , appointmentTime,email,revision";
  const row = "p-1,a-1, 2999-03-01T14:30 ,pat@example.com,1.0";

  test.each([
    ["with spaces after the commas", csv(HEADER, row)],
    ["with Excel's line for the separator", `sep=,\r\n${csv(HEADER, row)}`],
    ["with whole numbers written as fractions, and gaps", csv(HEADER, row, "p-2,a-2,2999-03-01T14:30,a@b.example, ")],
  ])("is read %s", async (_, text) => {
    const { status, out } = await validate(text, "--strict");
    expect([status, out]).toEqual([0, expect.stringMatching(/ keeps? the contract\.\n$/)]);
  });

  test("with columns without a name names them once", async () => {
    const { err } = await validate(csv(`${HEADER},,,`, `${row},,,`));
    expect(err).toBe("Ignored: the column (no name).\n");
  });
});

describe("What a spreadsheet does to values", () => {
  test.each(["#N/A", "#REF!", "#NAME?", "########"])("%s is an error, not a location", async (location) => {
    expect(await told({ location })).toEqual(["SPREADSHEET_ERROR location"]);
  });

  test("an id that was rounded is another patient's as well", async () => {
    expect(await told({ patientId: "1.00235E+11", appointmentId: "4,2E+12" })).toEqual([
      "ROUNDED_ID patientId",
      "ROUNDED_ID appointmentId",
    ]);
  });
});

describe("Times", () => {
  const times: [appointmentTime: string, code: string | undefined, timeZone?: string][] = [
    ["2999-03-01T00:00", "MIDNIGHT"],
    ["2999-03-01T00:00:00.000", "MIDNIGHT"],
    ["2999-03-01T00:00:00-05:00", "MIDNIGHT"],
    // A day that was taken for its midnight in UTC, and one for its midnight in New York.
    ["2999-03-01T00:00:00.000Z", "MIDNIGHT"],
    ["2999-03-01T05:00:00.000Z", "MIDNIGHT"],
    // Four in the afternoon in Los Angeles.
    ["2999-03-01T00:00:00Z", undefined, "America/Los_Angeles"],
    ["2999-03-01T00:01", undefined],
    ["2999-03-01T12:00", undefined],
    ["2027-03-14T02:30", "SKIPPED_HOUR"],
    ["2027-03-14T02:30", undefined, "America/Phoenix"],
    ["2027-03-28T02:30", "SKIPPED_HOUR", "Europe/Berlin"],
    ["2027-11-07T01:30", "REPEATED_HOUR"],
    ["2027-11-07T01:30-05:00", undefined],
    ["2027-11-07T03:00", undefined],
  ];
  test.each(times.map(([appointmentTime, code, timeZone]) => ({ appointmentTime, code, timeZone })))(
    "$appointmentTime: $code",
    async ({ appointmentTime, code, timeZone }) => {
      const now = jest.spyOn(Date, "now").mockReturnValue(Date.parse("2026-12-01T15:00Z"));
      expect(await told({ appointmentTime, timeZone })).toEqual(code ? [`${code} appointmentTime`] : []);
      now.mockRestore();
    },
  );

  test("the clinic's zone is that of --time-zone", async () => {
    expect(await told({ appointmentTime: "2999-03-01T00:00Z" }, "--time-zone", "Pacific/Honolulu")).toEqual([]);
    expect(await told({ appointmentTime: "2999-03-01T10:00Z" }, "--time-zone", "Pacific/Honolulu")).toEqual([
      "MIDNIGHT appointmentTime",
    ]);
  });
});

test("a warning does not change the exit status, unless --strict is given", async () => {
  const file = JSON.stringify([{ ...good, phoneNumber: "12" }]);
  expect(await validate(file)).toMatchObject({ status: 0 });
  expect(await validate(file, "--strict")).toMatchObject({ status: 1 });
  expect(await validate(JSON.stringify([good]), "--strict")).toMatchObject({ status: 0 });
});

test("a thousand bad rows are printed on one screen, and --json prints them all", async () => {
  const rows = 1_000;
  function* text() {
    yield Buffer.from("patientId,appointmentTime,phoneNumber,email\n");
    for (let start = 0; start < rows; start += 100) {
      const part = Array.from(
        { length: 100 },
        (_, row) => `p-${start + row},${row % 2 ? "2999-03-01T00:00" : "soon"},12,x\n`,
      );
      yield Buffer.from(part.join(""));
    }
  }
  const { out } = await ops(["validate", "-", "--format", "csv"], { input: Readable.from(text()) });
  expect(out.split("\n").length).toBeLessThan(40);
  expect(out).toContain("lines 3, 5, 7, 9, 11 and 495 more, phoneNumber: warning: ");
  expect(out).toContain("1,000 appointments: 500 keep the contract, 500 break it (500 errors)");
  const json = await ops(["validate", "-", "--format", "csv", "--json"], { input: Readable.from(text()) });
  expect((JSON.parse(json.out) as Told).findings).toHaveLength(500 + 500 * 4);
});

describe("What a patient wants", () => {
  test("a patient who wants no reminders would be sent nothing", async () => {
    expect(await told({ contactPreference: "none", phoneNumber: "n/a" })).toEqual(["DECLINED contactPreference"]);
    const { out } = await validate(JSON.stringify([{ ...good, contactPreference: "none" }]));
    expect(out).toContain("1 would end as DECLINED");
  });

  test("nobody would be reminded of an appointment that is not booked", async () => {
    expect(await told({ status: "noshow", phoneNumber: "n/a" })).toEqual(["CANCELLED status"]);
    expect(await told({ status: "booked" })).toEqual([]);
    const { out } = await validate(JSON.stringify([{ ...good, status: "cancelled" }]));
    expect(out).toContain("1 would end as CANCELLED");
  });

  test("a patient who wants emails only needs a usable one, and no phone", async () => {
    const both = { phoneNumber: "n/a", email: "pat@example.com" };
    expect(await told({ ...both, contactPreference: "email" })).toEqual([]);
    expect(await told({ phoneNumber: "+12065550100", email: "n/a", contactPreference: "email" })).toEqual([
      "UNUSABLE_EMAIL email",
      "NO_CONTACT",
    ]);
  });

  test("a language without texts falls back to the clinic's", async () => {
    expect(await told({ language: "es-MX" })).toEqual([]);
    expect(await told({ language: "tlh" })).toEqual(["UNSUPPORTED_LANGUAGE language"]);
  });
});

describe("What a clinic's profile allows", () => {
  const folder = new TestFolder();
  afterAll(() => folder.remove());
  const profiles = () =>
    folder.write(
      "clinics.json",
      JSON.stringify({
        default: "north",
        clinics: [
          { id: "north", name: "North Clinic", linkDomains: ["video.example.com"] },
          { id: "leeds", name: "Leeds Clinic", timeZone: "Europe/London", defaultCountry: "GB" },
        ],
      }),
    );

  test("is not known without the file of profiles, which is said", async () => {
    expect(await told({ clinicId: "leeds", link: "https://video.example.com/1" })).toEqual([
      "CLINIC_NOT_CHECKED clinicId",
      "CLINIC_NOT_CHECKED link",
    ]);
  });

  test("is checked with it: the clinic, its links, its country and its zone", async () => {
    const entries = [
      { ...good, clinicId: "leeds", phoneNumber: "07400 123456" },
      { ...good, phoneNumber: "07400 123456", email: undefined, patientId: "p-2" },
      { ...good, clinicId: "west", patientId: "p-3" },
      { ...good, link: "https://evil.example/1", patientId: "p-4" },
      { ...good, link: "https://video.example.com/1", patientId: "p-5" },
    ];
    const { out, status } = await validate(JSON.stringify(entries), "--json", "--clinics", profiles());
    const found = (JSON.parse(out) as Told).findings.map(({ index, code, field }) => `${index} ${code} ${field}`);
    expect([status, found]).toEqual([
      1,
      ["1 UNUSABLE_PHONE phoneNumber", "1 NO_CONTACT ", "2 CONTRACT_VIOLATION clinicId", "3 CONTRACT_VIOLATION link"],
    ]);
  });
});
