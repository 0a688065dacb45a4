/** Columns by the names that spreadsheets give them: what an import takes, and what it never takes away. */
import { duePartOf } from "../../../../contracts/tables/appointments-table";
import { clinicIn, ops } from "../../../support/ops";
import { importWorld } from "../../../support/worlds/import-world";

const world = importWorld();

const run = (name: string, content: string, ...options: string[]) =>
  ops([
    "import",
    world.folder.write(name, content),
    "--environment",
    "test",
    ...clinicIn("America/New_York"),
    ...options,
  ]);
const imported = (content: string, ...options: string[]) => run("a.csv", content, ...options);
const validated = (content: string, ...options: string[]) =>
  ops(["validate", world.folder.write("v.csv", content), ...options]);

const STORED = {
  appointmentId: "1",
  patientId: "p-1",
  appointmentTime: "2999-03-01T14:30",
  phoneNumber: "(206) 555-0100",
  email: "pat@example.com",
  doctorName: "Rivera",
  location: "Room 1",
  reminderDate: duePartOf("2999-02-28", "1", "p-1"),
};

describe("A missing column never clears a field", () => {
  test("a file with the ids and the time alone leaves every other field as it is", async () => {
    await world.dynamo.putAppointments({ ...STORED, timeZone: "America/Chicago", schemaVersion: 1, revision: 2 });
    const content = "appointmentId,patientId,appointmentTime\n1,p-1,2999-03-01T14:30\n";
    expect(await imported(content)).toMatchObject({ status: 0, err: "" });
    expect(await world.dynamo.appointment("1")).toEqual({
      ...STORED,
      timeZone: "America/Chicago",
      schemaVersion: 1,
      revision: 2,
    });
  });

  test("an empty cell of a column that is there clears its field", async () => {
    await world.dynamo.putAppointments(STORED);
    const content = "appointmentId,patientId,appointmentTime,phoneNumber,doctorName\n1,p-1,2999-03-01T14:30,, \n";
    expect(await imported(content)).toMatchObject({ status: 0 });
    const { phoneNumber, doctorName, ...rest } = STORED;
    expect([phoneNumber, doctorName, await world.dynamo.appointment("1")]).toEqual([phoneNumber, doctorName, rest]);
  });

  test("in JSON a field that an entry does not have stays, and null or a blank clears it", async () => {
    await world.dynamo.putAppointments(STORED);
    const { appointmentId, patientId, appointmentTime } = STORED;
    const ids = { appointmentId, patientId, appointmentTime };
    await run("a.json", JSON.stringify([ids]));
    expect(await world.dynamo.appointment("1")).toEqual(STORED);
    await run("a.json", JSON.stringify([{ ...ids, email: null, location: "" }]));
    const { email, location, ...rest } = STORED;
    expect([email, location, await world.dynamo.appointment("1")]).toEqual([email, location, rest]);
  });

  test("an appointment that was reminded keeps them as well", async () => {
    const { reminderDate, ...rest } = STORED;
    const reminded = { ...rest, reminderQueuedAt: reminderDate };
    await world.dynamo.putAppointments(reminded);
    await imported("appointmentId,patientId,appointmentTime\n1,p-1,2999-03-01T14:30\n");
    expect(await world.dynamo.appointment("1")).toEqual(reminded);
  });

  test("without a column timeZone a local time is read in the zone that the appointment has", async () => {
    // 2 AM on the second in Tokyo is noon on the first in New York, whose day counts.
    const inTokyo = { ...STORED, appointmentTime: "2999-03-02T02:00", timeZone: "Asia/Tokyo" };
    await world.dynamo.putAppointments(inTokyo);
    const content = "appointmentId,patientId,appointmentTime\n1,p-1,2999-03-02T02:00\n";
    expect((await imported(content)).out).toContain("unchanged or already reminded: 1 ");
    expect(await world.dynamo.appointment("1")).toEqual(inTokyo);
    expect((await imported(content.replace("02:00", "03:00"))).out).toContain("new or changed: 1 ");
    expect(await world.dynamo.appointment("1")).toEqual({
      ...inTokyo,
      appointmentTime: "2999-03-02T03:00",
      revision: 1,
    });
  });
});

describe("Headers are recognised in any case, with any spaces, hyphens and underscores", () => {
  const row = "1,p-1,2999-03-01T14:30,(206) 555-0100,pat@example.com,Rivera,Room 1,";
  test.each([
    "AppointmentId,PatientID,AppointmentTime,PhoneNumber,Email,DoctorName,LOCATION,ReminderDate",
    "appointment id,Patient Id,Appointment Time,Phone Number,E-mail,Doctor Name,location,reminder date",
    "appointment_id,patient_id,appointment_time,phone_number,e_mail,doctor_name,location,reminder_date",
    "APPOINTMENT-ID,PATIENT-ID,APPOINTMENT-TIME,PHONE-NUMBER,E-MAIL,DOCTOR-NAME,LOCATION,REMINDER-DATE",
    "appointment\u00a0id, patient\u2011id ,Appointment  Time,phone\u2013number,E\u2011Mail,doctor_Name,Location,Reminder_Date",
  ])("%s", async (header) => {
    await world.dynamo.putAppointments(STORED);
    expect(await imported(`${header}\n${row}\n`)).toMatchObject({
      status: 0,
      out: expect.stringContaining("unchanged or already reminded: 1 "),
      err: "",
    });
    expect(await world.dynamo.appointment("1")).toEqual(STORED);
    expect(await validated(`${header}\n${row}\n`)).toEqual({
      status: 0,
      out: "1 appointment: 1 keeps the contract.\n",
      err: "",
    });
  });

  test("standard input and files of any name are detected as CSV by their header", async () => {
    const input = `Patient ID,Appointment Time\np-1,2999-03-01T14:30\n`;
    expect((await ops(["validate", "-"], { input })).out).toContain("1 appointment: 1 keeps the contract");
  });

  test("two columns of one field are refused by their names, until --map or --ignore says which counts", async () => {
    const content =
      "appointmentId,patientId,appointmentTime,Email,e-mail\n1,p-1,2999-03-01T14:30,a@b.example,c@d.example\n";
    const refused = await imported(content);
    expect([refused.status, world.aws.calls]).toEqual([2, []]);
    expect(refused.err).toContain("a.csv, line 1: the columns Email and e-mail are both read as email.\n");
    expect(await imported(content, "--ignore", "Email")).toMatchObject({ status: 0 });
    expect(await world.dynamo.appointment("1")).toMatchObject({ email: "c@d.example" });
    expect(await imported(content, "--map", "email=Email", "--ignore", "e-mail")).toMatchObject({ status: 0 });
    expect(await world.dynamo.appointment("1")).toMatchObject({ email: "a@b.example" });
  });
});

describe("--map and --ignore", () => {
  const HEADER = "Booking Ref,MRN,Start,Mobile,Region";
  const content = `${HEADER}\n1,p-1,2999-03-01T14:30,(206) 555-0199,North\n`;
  const map = ["appointmentId=Booking Ref", "patientId=MRN", "appointmentTime=Start", "phoneNumber=Mobile"].flatMap(
    (value) => ["--map", value],
  );

  test("--map says which column a field is in, to import and to validate", async () => {
    await world.dynamo.putAppointments(STORED);
    expect(await imported(content, ...map)).toMatchObject({ status: 0, err: "Ignored: the column Region.\n" });
    expect(await world.dynamo.appointment("1")).toEqual({ ...STORED, phoneNumber: "(206) 555-0199" });
    expect(await validated(content, ...map)).toMatchObject({ status: 0, err: "Ignored: the column Region.\n" });
  });

  test("a column of --map is found in another spelling as well, and its field in any", async () => {
    const mapped = map.map((value) => value.replace("=Booking Ref", "=booking_ref").replace("patientId", "Patient ID"));
    expect(await imported(content, ...mapped)).toMatchObject({ status: 0 });
  });

  test("a column that looks like a field stops the import before anything is written, with every such column", async () => {
    await world.dynamo.putAppointments(STORED);
    const doubtful = "appointmentId,patientId,appointmentTime,phoneNumber,Mobile,Home Phone,Room,Region,emial\n";
    const rows = "1,p-1,2999-03-01T14:30,,(206) 555-0199,,3,North,x\n";
    const { status, out, err } = await imported(doubtful + rows);
    expect([status, out, world.aws.calls]).toEqual([2, "", []]);
    expect(err).toContain(
      "a.csv, line 1: columns that look like fields would be ignored: Mobile (phoneNumber?), " +
        "Home Phone (phoneNumber?), Room (location?), emial (email?).\n",
    );
    expect(err).toContain('--map phoneNumber="Mobile"');
    expect(err).toContain('--ignore "Mobile"');
    expect(await world.dynamo.appointment("1")).toEqual(STORED);
  });

  test("once each is mapped or named in --ignore, it goes on", async () => {
    const doubtful =
      "appointmentId,patientId,appointmentTime,Mobile,Home Phone,Room\n1,p-1,2999-03-01T14:30,206,207,3\n";
    const one = await imported(doubtful, "--map", "phoneNumber=Mobile", "--ignore", "room");
    expect([one.status, one.err]).toEqual([2, expect.stringContaining("ignored: Home Phone (phoneNumber?).\n")]);
    const both = await imported(doubtful, "--map", "phoneNumber=Mobile", "--ignore", "room,home phone");
    expect([both.status, both.err]).toEqual([0, expect.stringMatching(/^Ignored: the columns Home Phone, Room\.\n/)]);
    expect(await world.dynamo.appointment("1")).toMatchObject({ phoneNumber: "206" });
    expect(await world.dynamo.appointment("1")).not.toHaveProperty("location");
  });

  test("validate reports such a column as an error, besides the findings in the rows", async () => {
    const doubtful = "patientId,appointmentTime,Mobile\np-1,2999-03-01T14:30,206\np-2,soon,\n";
    const { status, out, err } = await validated(doubtful);
    expect(err).toBe("Ignored: the column Mobile.\n");
    expect(out.split("\n").slice(0, 3)).toEqual([
      'line 1, Mobile: looks like phoneNumber and would be ignored: use --map phoneNumber="Mobile" or --ignore "Mobile"',
      expect.stringMatching(/^line 2: warning: neither a usable/),
      expect.stringMatching(/^line 3, appointmentTime: must be/),
    ]);
    expect(status).toBe(1);
    const json = JSON.parse((await validated(doubtful, "--json")).out) as { findings: unknown[] };
    expect(json.findings[0]).toMatchObject({ line: 1, severity: "error", code: "UNKNOWN_COLUMN", field: "Mobile" });
    const { out: ignored } = await validated(doubtful.replace("soon", "2999-03-01T15:30"), "--ignore", "Mobile");
    expect(ignored).toContain("2 appointments: 2 keep the contract, 2 would end as NO_CONTACT, 2 warnings.\n");
  });

  test.each([
    [["--map", "phone=Mobile"], 'Unknown field "phone"'],
    [["--map", "phoneNumber"], "Must be FIELD=COLUMN"],
    [["--map", "phoneNumber="], "Must be FIELD=COLUMN"],
    [["--map", "email=A", "--map", "email=B"], "email is mapped twice"],
    [["--map", "email=Nowhere"], 'line 1: the header has no column "Nowhere", which --map names for email'],
  ])("%j is misuse", async (options, told) => {
    const { status, err } = await imported(
      "appointmentId,patientId,appointmentTime\n1,p,2999-03-01T14:30\n",
      ...options,
    );
    expect([status, world.aws.calls]).toEqual([2, []]);
    expect(err).toContain(told);
  });

  test("without the columns that it needs, an import asks for them with the likely ones", async () => {
    const { status, err } = await imported("MRN,Start,Phone\np,x,y\n");
    expect(err).toContain(
      "the header has no column appointmentId and no column patientId and no column appointmentTime",
    );
    expect(err).toContain('Is MRN meant as patientId? Is Start meant as appointmentTime? Use --map patientId="MRN".');
    expect(status).toBe(2);
  });

  test("a JSON entry with a field that looks like another is rejected, the others are taken", async () => {
    const entry = { patientId: "p", appointmentTime: "2999-03-01T14:30" };
    const entries = [
      { ...entry, appointmentId: "1", Mobile: "(206) 555-0100" },
      { ...entry, appointmentId: "2", phoneNumber: "206", mobile: "207" },
    ];
    const refused = await run("a.json", JSON.stringify(entries));
    expect([refused.status, refused.out]).toEqual([1, expect.stringContaining("new or changed: 1 (1 new)")]);
    expect(refused.err).toContain(
      'index 0: Mobile looks like phoneNumber and would be ignored: use --map phoneNumber="Mobile" or --ignore "Mobile"\n',
    );
    expect(JSON.parse(world.folder.read("a.rejected.jsonl"))).toMatchObject({
      Mobile: "(206) 555-0100",
      rejectedIndex: 0,
    });
    expect(await run("a.json", JSON.stringify(entries), "--map", "phoneNumber=Mobile")).toMatchObject({ status: 0 });
    expect(await world.dynamo.appointment("1")).toMatchObject({ phoneNumber: "(206) 555-0100" });
    expect(await run("a.json", JSON.stringify(entries), "--ignore", "Mobile")).toMatchObject({ status: 0 });
  });
});

describe("An appointment that the file moved into the past", () => {
  const content = (time: string) => `appointmentId,patientId,appointmentTime\n1,p-1,${time}\n`;

  test("is not reminded at its old time: it is no longer due, and keeps its other fields", async () => {
    await world.dynamo.putAppointments(STORED);
    const { status, out } = await imported(content("2020-03-01T14:30"));
    expect([status, out]).toEqual([0, expect.stringContaining("\nover: 1 (1 of them no longer due)\n")]);
    const { reminderDate: _, ...rest } = STORED;
    const item = await world.dynamo.appointment("1");
    expect(item).toEqual({
      ...rest,
      appointmentTime: "2020-03-01T14:30",
      revision: 1,
      reminderMissedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    await imported(content("2020-03-01T14:30"));
    expect(await world.dynamo.appointment("1")).toEqual(item);
    await imported(content("2999-03-01T14:30"));
    expect(await world.dynamo.appointment("1")).toEqual({ ...STORED, revision: 2 });
  });

  test("rows that are long past cost a read each and no write, in a dry run not even that", async () => {
    const { reminderDate: _, ...rest } = STORED;
    await world.dynamo.putAppointments({ ...rest, reminderQueuedAt: "2999-02-28T09:00:00.000Z" });
    await world.dynamo.putAppointments({ ...STORED, appointmentId: "2", appointmentTime: "2020-03-01T14:30" });
    world.aws.calls.length = 0;
    const rows = `${content("2020-03-01T14:30")}2,p-1,2020-03-01T14:30\n3,p-1,2020-03-01T14:30\n`;
    expect((await imported(rows, "--dry-run")).out).toContain("over: 3\n");
    expect(world.aws.calls).toEqual([]);
    expect((await imported(rows)).out).toContain("over: 3\n");
    expect([world.aws.of("GetItem").length, world.aws.of("UpdateItem").length]).toEqual([3, 0]);
    expect(await world.dynamo.appointment("3")).toBeUndefined();
  });

  test("of its rows in one file the last counts, night after night", async () => {
    const file = `${content("2999-03-01T14:30")}1,p-1,2020-03-01T14:30\n`;
    await imported(file);
    const item = await world.dynamo.appointment("1");
    expect(item).not.toHaveProperty("reminderDate");
    await imported(file);
    expect(await world.dynamo.appointment("1")).toEqual({ ...item, reminderMissedAt: expect.any(String) });
    await imported(`${content("2020-03-01T14:30")}1,p-1,2999-03-01T14:30\n`);
    expect(await world.dynamo.appointment("1")).toHaveProperty("reminderDate");
  });

  test("in the zone that it has, without a column timeZone, it may be over or not", async () => {
    const now = Date.now();
    const local = (hours: number) =>
      new Date(now + hours * 3_600_000).toLocaleString("sv", { timeZone: "America/New_York" }).replace(" ", "T");
    await world.dynamo.putAppointments({ ...STORED, timeZone: "Asia/Tokyo" });
    await imported(content(local(5)));
    expect(await world.dynamo.appointment("1")).toHaveProperty("reminderMissedAt");
    await world.dynamo.putAppointments({ ...STORED, timeZone: "Pacific/Honolulu" });
    await imported(content(local(-2)));
    expect(await world.dynamo.appointment("1")).toMatchObject({
      appointmentTime: local(-2),
      reminderDate: expect.any(String),
    });
  });
});
