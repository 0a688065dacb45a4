import { readFileSync } from "node:fs";
import { languageOf } from "../../../../contracts/clinics/languages";
import { checkClinics, clinicsOf } from "../../../../contracts/clinics/profiles";
import { runInput } from "../../../../infra/local/day/run-input";
import { generateSampleDay, leftToDailyRun } from "../../../../infra/local/day/sample-day";
import { TEST_PHONES } from "../../../../infra/local/emulators/carriers/test-contacts";
import { checkForClinic, clinicOf, clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import { usableContact } from "../../../../services/domain/contact/contact";
import { US_RULES } from "../../../support/data/contacts";

const check = checkClinics(readFileSync("examples/clinics.json", "utf8"));
if (!check.ok) throw new Error(check.problems.join("\n"));
const DEFAULTS = { timeZone: "America/New_York", ...US_RULES, smsWording: "keys", sendWindow: "always" } as const;
const profiles = clinicsOf(check.file, DEFAULTS);
const clinics = clinicsInMemory(profiles);
const options = { seed: 1, now: Date.parse("2026-11-22T23:30:00Z"), clinicTimeZone: "America/New_York" };
const day = generateSampleDay({ ...options, clinics: profiles });
const appointments = [...leftToDailyRun(day), ...day.direct, ...day.bookings.due];
const located = appointments.map((appointment) => {
  const found = clinicOf(appointment, clinics);
  if (!found.ok) throw new Error(found.violation.problem);
  return { appointment, clinic: found.clinic };
});
const of = (id: string) => located.filter(({ clinic }) => clinic.id === id).map(({ appointment }) => appointment);
const IDS = profiles.map(({ id }) => id);

describe("The sample day of a network", () => {
  test("has as many appointments as that of a single clinic", () => {
    const single = generateSampleDay(options);
    expect([day.scheduled.length, day.direct.length]).toEqual([single.scheduled.length, single.direct.length]);
    expect(day.broken).toHaveLength(single.broken.length + 2);
  });

  test("is the same for the same seed", () => {
    expect(generateSampleDay({ ...options, clinics: profiles })).toEqual(day);
  });

  test("keeps the contract and the rules of each clinic in every appointment", () => {
    const broken = appointments.filter((appointment) => !checkForClinic(appointment, clinics).ok);
    expect(broken).toEqual([]);
  });

  test.each(IDS)("has many patients of %s", (id) => {
    expect(of(id).length).toBeGreaterThan(500);
  });

  test("names the default clinic in some appointments, and means it in others", () => {
    const named = of("harbor-eye-seattle").map(({ clinicId }) => clinicId);
    expect(new Set(named)).toEqual(new Set(["harbor-eye-seattle", undefined]));
  });

  test.each([
    ["harbor-eye-seattle", ["en", "es", "vi"]],
    ["saguaro-eye-phoenix", ["en", "es"]],
    ["thames-eye-london", ["en"]],
  ])("has patients of %s who read %j, and others whose language nobody knows", (id, languages) => {
    const given = of(id).map(({ language }) => language);
    const known = given.flatMap((tag) => (tag ? (languageOf(tag) ?? []) : []));
    expect([...new Set(known)].sort()).toEqual(languages);
    expect(given).toContain(undefined);
  });

  test.each(IDS)("has local times of %s that its zone alone explains", (id) => {
    const zone = clinics.find(id)?.timeZone;
    const local = of(id).filter(({ appointmentTime }) => /T\d\d:\d\d(:\d\d)?$/.test(appointmentTime));
    expect(local.some(({ timeZone }) => timeZone === undefined)).toBe(true);
    expect(local.every(({ timeZone }) => (timeZone ?? zone) === zone)).toBe(true);
  });

  test.each(IDS)("reaches patients of %s by phone", (id) => {
    const clinic = clinics.find(id);
    const phones = of(id).filter((appointment) => clinic && usableContact(appointment, clinic).phoneNumber);
    expect(phones.length).toBeGreaterThan(300);
  });

  test("has visits by video, with links to the clinic's own domains, and visits by phone", () => {
    const links = located.filter(({ appointment }) => appointment.visit === "video");
    expect(links.length).toBeGreaterThan(50);
    for (const { appointment, clinic } of links) {
      expect(clinic.linkDomains).toContain(new URL(appointment.link ?? "").hostname);
    }
    expect(appointments.some(({ visit }) => visit === "phone")).toBe(true);
  });

  test("has patients with every preference, and instructions, and practitioners with their titles", () => {
    const preferences = new Set(appointments.map(({ contactPreference }) => contactPreference));
    expect(preferences).toEqual(new Set(["sms", "email", "none", undefined]));
    expect(appointments.some(({ instructions }) => instructions)).toBe(true);
    expect(appointments.some(({ practitioner }) => practitioner)).toBe(true);
  });

  test("has every test phone at a clinic that texts it", () => {
    for (const phone of Object.values(TEST_PHONES)) {
      const own = located.filter(({ appointment }) => appointment.phoneNumber === phone);
      expect(own.length).toBeGreaterThan(0);
      expect(own.every(({ appointment, clinic }) => usableContact(appointment, clinic).phoneNumber)).toBe(true);
    }
  });

  test.each([
    ["an unknown clinic", "clinicId"],
    ["a link to an unknown host", "link"],
  ])("has a message with %s among the broken ones", (fault, field) => {
    const [{ body = "" } = {}, second] = day.broken.filter((broken) => broken.fault === fault);
    expect(second).toBeUndefined();
    expect(checkForClinic(JSON.parse(body), clinics)).toMatchObject({ ok: false, violations: [{ field }] });
  });

  test("is identified by clinic: the same appointment at two clinics is two notifications", () => {
    const [first, second] = [of("saguaro-eye-phoenix")[0], of("thames-eye-london")[0]];
    const same = { patientId: "p", appointmentId: "a", appointmentTime: "2026-11-23T10:00:00Z" };
    const input = runInput(
      [first, second].map((one) => ({ ...same, clinicId: one?.clinicId })),
      [],
      clinics,
    );
    expect([...input.notifications.values()].map(({ clinicId }) => clinicId)).toEqual([
      "saguaro-eye-phoenix",
      "thames-eye-london",
    ]);
  });

  test("copies appointments in other formats that are the same notification", () => {
    const input = runInput(appointments, [], clinics);
    expect(input.appointments - input.notifications.size).toBe(40);
  });
});

test("a network with more patients than numbers reserved for fiction shares phones", () => {
  const london = profiles
    .filter(({ id }) => id === "thames-eye-london")
    .map((clinic) => ({ ...clinic, isDefault: true }));
  const { scheduled } = generateSampleDay({ ...options, clinics: london });
  expect(scheduled.length).toBeGreaterThan(2_000);
});
