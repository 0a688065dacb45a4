import { dueDayOf } from "../../../../contracts/tables/appointments-table";
import { duePartsOf } from "../../../../contracts/tables/due-parts";
import { clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import {
  decideImport,
  decideUpdate,
  type ImportSettings,
  outcomeOf,
} from "../../../../services/domain/import/import-appointment";
import { nextRevision } from "../../../../services/domain/stored-appointment/stored-appointment";
import { CLINIC, CLINICS } from "../../../support/data/clinics";

const settings: ImportSettings = {
  now: Date.parse("2026-12-01T02:00:00Z"),
  clinicTimeZone: "America/New_York",
  clinics: CLINICS,
  daysBefore: 2,
};
const given = { appointmentId: "7", patientId: "p", appointmentTime: "2026-12-10T09:00", email: "pat@example.com" };

const decide = (fields: object, changed: Partial<ImportSettings> = {}) =>
  decideImport({ ...given, ...fields }, { ...settings, ...changed });
const dayOf = (fields: object, changed?: Partial<ImportSettings>) => {
  const decision = decide(fields, changed);
  return decision.kind === "write" ? dueDayOf(decision.row.reminderDate) : decision;
};

test("a row holds the fields that were given, and the names of those that were given empty", () => {
  expect(decide({ location: " ", doctorName: null, other: 1 })).toEqual({
    kind: "write",
    row: {
      appointmentId: "7",
      patientId: "p",
      start: Date.parse("2026-12-10T14:00:00Z"),
      revision: undefined,
      fields: { appointmentTime: "2026-12-10T09:00", email: "pat@example.com" },
      cleared: ["doctorName", "location"],
      reminderDate: "2026-12-08#4",
      statedDay: undefined,
      localTime: true,
      over: false,
      clinicId: undefined,
      end: undefined,
    },
  });
});

test.each([
  ["2026-12-10T09:00", true],
  ["2026-12-10T09:00:00.5", true],
  ["2026-12-10T09:00Z", false],
  ["2026-12-10T09:00:00-05:00", false],
])("%s is a local time: %s", (appointmentTime, localTime) => {
  expect(decide({ appointmentTime })).toMatchObject({ row: { localTime } });
});

test("the reminder's day is counted from the appointment's in the clinic's zone", () => {
  expect(dayOf({ appointmentTime: "2026-12-10T03:00Z" })).toBe("2026-12-07");
  expect(dayOf({ appointmentTime: "2026-12-10T03:00Z" }, { clinicTimeZone: "Asia/Tokyo" })).toBe("2026-12-08");
  expect(dayOf({}, { daysBefore: 0 })).toBe("2026-12-10");
});

test("the reminders of a file are spread over all sixteen parts of their day, each always over the same", () => {
  const dates = Array.from({ length: 200 }, (_, index) => {
    const decision = decide({ appointmentId: `appointment-${index}` });
    return decision.kind === "write" ? decision.row.reminderDate : "";
  });
  expect([...new Set(dates)].sort()).toEqual(duePartsOf("2026-12-08").slice(1));
  expect(decide({ appointmentId: "appointment-3" })).toMatchObject({ row: { reminderDate: dates[3] } });
});

test("a day that is past is today in the clinic's zone", () => {
  expect(dayOf({ appointmentTime: "2026-12-01T12:00" })).toBe("2026-11-30");
  expect(dayOf({ reminderDate: "2026-11-29" })).toBe("2026-11-30");
  expect(dayOf({ reminderDate: "2026-11-30" })).toBe("2026-11-30");
  expect(dayOf({ reminderDate: "2026-12-01" })).toBe("2026-12-01");
});

test.each([null, "", undefined])("a reminderDate %j is none", (reminderDate) => {
  expect(dayOf({ reminderDate })).toBe("2026-12-08");
});

test.each(["2026-02-29", "2026-12-1", "20261201", "2026-12-01T00:00", " 2026-12-01", 20261201, {}, "2026-12-11"])(
  "a reminderDate %j is refused",
  (reminderDate) => {
    expect(decide({ reminderDate })).toMatchObject({ kind: "reject", violations: [{ field: "reminderDate" }] });
  },
);

test("an entry that breaks the contract or has no id is rejected, and one that is over is decided as such", () => {
  expect(decideImport([], settings)).toMatchObject({ kind: "reject", violations: [{ field: "" }] });
  expect(decide({ patientId: "" })).toMatchObject({ kind: "reject", violations: [{ field: "patientId" }] });
  for (const appointmentId of [" ", "#hold:7", " #sweep"]) {
    expect(decide({ appointmentId })).toMatchObject({ kind: "reject", violations: [{ field: "appointmentId" }] });
  }
  expect(decide({ appointmentTime: "2026-11-30T21:00" })).toMatchObject({ kind: "over", row: { over: true } });
  expect(decide({ appointmentTime: "2026-11-30T21:01" })).toMatchObject({ kind: "write" });
  expect(decide({ email: "nowhere" })).toMatchObject({ kind: "write", row: { end: "NO_CONTACT" } });
});

test("a row changed the item where a field, the day or one field too many was different", () => {
  const decision = decide({ location: null });
  if (decision.kind !== "write") throw new Error(decision.kind);
  const item = { ...given, reminderDate: "2026-12-08", source: "legacy" };
  expect(outcomeOf(undefined, decision.row)).toBe("new");
  expect(outcomeOf(item, decision.row)).toBe("unchanged");
  for (const other of [{ email: "x" }, { reminderDate: "2026-12-07" }, { location: "Room 1" }]) {
    expect(outcomeOf({ ...item, ...other }, decision.row)).toBe("changed");
  }
  expect(outcomeOf({ ...item, reminderDate: "2026-12-08#0" }, decision.row)).toBe("unchanged");
});

test("a local time without a zone is read in the stored one: its start, its day, and whether it is over", () => {
  const decision = decide({ appointmentTime: "2026-12-10T02:00" }, { daysBefore: 1 });
  if (decision.kind !== "write") throw new Error(decision.kind);
  const read = (timeZone: unknown, row = decision.row) => {
    const update = decideUpdate({ timeZone }, row, { ...settings, daysBefore: 1 });
    if (update.kind === "reject") throw new Error(update.kind);
    return update.row;
  };
  const inTokyo = read("Asia/Tokyo");
  expect(inTokyo.start).toBe(Date.parse("2026-12-09T17:00Z"));
  expect([decision.row, inTokyo].map(({ reminderDate }) => dueDayOf(reminderDate))).toEqual([
    "2026-12-09",
    "2026-12-08",
  ]);
  expect(dueDayOf(read("Asia/Tokyo", { ...decision.row, statedDay: "2026-12-02" }).reminderDate)).toBe("2026-12-02");
  const soon = { ...decision.row, fields: { ...decision.row.fields, appointmentTime: "2026-12-01T02:00" } };
  expect([read("Asia/Tokyo", soon).over, read("America/Chicago", soon).over]).toEqual([true, false]);
  const offset = { ...decision.row, localTime: false };
  const given = { ...decision.row, fields: { ...decision.row.fields, timeZone: "UTC" } };
  const cleared = { ...decision.row, cleared: ["timeZone"] };
  for (const row of [offset, given, cleared]) expect(read("Asia/Tokyo", row)).toEqual(row);
  for (const zone of [undefined, "EST", 7]) expect(read(zone)).toEqual(decision.row);
});

test("a reminder's day that is after the appointment's in the stored zone is rejected", () => {
  const decision = decide({ appointmentTime: "2026-12-10T02:00", reminderDate: "2026-12-10" });
  if (decision.kind !== "write") throw new Error(decision.kind);
  expect(decideUpdate({ timeZone: "America/Chicago" }, decision.row, settings).kind).toBe("write");
  expect(decideUpdate({ timeZone: "Asia/Tokyo" }, decision.row, settings)).toEqual({
    kind: "reject",
    violations: [{ field: "reminderDate", problem: "must not be after the day of the appointment" }],
  });
});

test("a revision is raised to the contract's limit at most", () => {
  const old = { patientId: "p", appointmentId: "a", appointmentTime: "2026-12-10T14:30:00-05:00" };
  const row = { start: Date.parse("2026-12-11T14:30:00-05:00"), revision: undefined, cleared: [], fields: {} };
  const next = (revision: number) =>
    nextRevision({ ...old, revision }, { ...row, fields: old }, clinicsInMemory([CLINIC]));
  expect([next(2_147_483_646), next(2_147_483_647)]).toEqual([2_147_483_647, 2_147_483_647]);
});

test.each(["north ", "\u200bnorth", "", " ", undefined])(
  "a stored clinicId of %j is read as the contract reads it: the same file raises no revision",
  (clinicId) => {
    const north = { ...CLINIC, id: "north" };
    const appointmentTime = "2026-12-10T14:30:00-05:00";
    const old = { patientId: "p", appointmentId: "a", appointmentTime, clinicId };
    const row = { start: Date.parse(appointmentTime), revision: undefined, cleared: [] };
    const fields = { appointmentTime, clinicId: "north" };
    expect(nextRevision(old, { ...row, fields }, clinicsInMemory([north]))).toBe(0);
    const south = { ...CLINIC, id: "south", isDefault: false };
    expect(
      nextRevision(old, { ...row, fields: { ...fields, clinicId: "south" } }, clinicsInMemory([north, south])),
    ).toBe(1);
  },
);

describe("Without a reminderDate, the first step of the plan counts", () => {
  const of = (fields: object, changed?: Partial<ImportSettings>) => {
    const decision = decide(fields, changed);
    if (decision.kind !== "write") throw new Error("it is not written");
    const { reminderDate, reminderStep } = decision.row;
    return [dueDayOf(reminderDate), reminderStep];
  };

  test("of the row or of the clinic", () => {
    expect(of({ reminderPlan: "7d@10:00, 3h" })).toEqual(["2026-12-03T15:00", "7d@10:00"]);
    const clinics = clinicsInMemory([{ ...CLINIC, reminderPlan: "4d" }]);
    expect(of({}, { clinics })).toEqual(["2026-12-06", "4d"]);
    expect(of({ reminderPlan: "3h" }, { clinics })).toEqual(["2026-12-10T11:00", "3h"]);
  });

  test("unless the days before the appointment were given", () => {
    expect(of({ reminderPlan: "7d@10:00" }, { ignoresPlans: true })).toEqual(["2026-12-08", undefined]);
  });

  test("and a stated day goes before it", () => {
    expect(of({ reminderPlan: "7d@10:00", reminderDate: "2026-12-05" })).toEqual(["2026-12-05", undefined]);
  });

  test("and the row is due today if no step is left", () => {
    // In 45 minutes.
    const soon = { appointmentTime: "2026-12-01T02:45:00Z", reminderPlan: "60m" };
    expect(of(soon)).toEqual(["2026-11-30", undefined]);
  });

  test("of the stored plan, if the row has none and does not clear it", () => {
    const decision = decide({});
    if (decision.kind !== "write") throw new Error("it is not written");
    const old = { reminderPlan: "7d@10:00" };
    expect(decideUpdate(old, decision.row, settings)).toMatchObject({ row: { reminderStep: "7d@10:00" } });
    const cleared = { ...decision.row, cleared: ["reminderPlan"] };
    expect(decideUpdate(old, cleared, settings)).toEqual({ kind: "write", row: cleared });
    expect(decideUpdate({ reminderPlan: "soon" }, decision.row, settings)).toEqual(decision);
  });
});

test("a row of a patient whose data were erased is rejected, since its file may be older", () => {
  const erased = new Map([["p", { erased: { "*": 1 } }]]);
  const decision = decide({}, { erased });
  expect(decision).toMatchObject({ kind: "reject", violations: [{ field: "patientId" }] });
  expect(decide({ patientId: "patient-2" }, { erased })).toMatchObject({ kind: "write" });
});
