/** The patient's first name, language and contact preference. */
import { siu } from "../../../../support/ehr/hl7/siu";
import { booking } from "../../../../support/ehr/hl7/translated";

describe("The first name", () => {
  test.each([
    ["Lee^Pat", "Pat"],
    ["Lee^Pat^Q^Jr^Ms", "Pat"],
    ["Lee^Patricia^^^^^L~Lee^Pat^^^^^D", "Pat"],
    ["Lee^Patricia^^^^^L~Lee^Patsy^^^^^N", "Patricia"],
    ["Old^Patrick^^^^^M~Lee^Patricia", "Patricia"],
    ["Lee^Patrick^^^^^B~Lee^Patricia^^^^^L", "Patricia"],
    ["Lee^^^^^^D~Lee^Patricia^^^^^L", "Patricia"],
    ["Lee^Old^^^^^D^^^^^20100101^20200101~Lee^Patricia^^^^^L", "Patricia"],
    ["van&der&Lee^Pat", "Pat"],
    ["Old^Patrick^^^^^PREVIOUS~Lee^Pat^^^^^CURRENT", "Pat"],
  ])("of %s is %s", (names, expected) => {
    expect(booking(siu({ "PID-5": names })).appointment.patientFirstName).toBe(expected);
  });

  test.each(["Old^Pat^^^^^M", "X^Pat^^^^^MSK", "X^Pat^^^^^NOUSE", "X^Pat^^^^^B", "X^Pat^^^^^S", "Lee", '""', '""^""'])(
    "is none in %s",
    (names) => {
      expect(booking(siu({ "PID-5": names })).appointment).not.toHaveProperty("patientFirstName");
    },
  );

  test("that is too long is left out with a note", () => {
    const { appointment, notes } = booking(siu({ "PID-5": `Lee^${"P".repeat(61)}` }));
    expect(appointment).not.toHaveProperty("patientFirstName");
    expect(notes).toEqual([{ path: "PID-5.2", note: expect.stringContaining("too long") }]);
  });
});

describe("The language", () => {
  test.each([
    ["en", "en"],
    ["eng", "en"],
    ["ENG", "en"],
    ["spa^Spanish^ISO639", "es"],
    ["SPA", "es"],
    ["es-US", "es-US"],
    ["es_MX", "es-MX"],
    ["zh-Hans", "zh-Hans"],
    ["chi", "zh"],
    ["vie", "vi"],
    ["hat", "ht"],
    ["Spanish", "es"],
    ["Español", "es"],
    ["English (US)", "en"],
    ["Haitian Creole", "ht"],
    ["132^Spanish^L", "es"],
    ["132^^L^spa^Spanish", "es"],
    ["gez", "gez"],
  ])("%s is %s", (written, tag) => {
    expect(booking(siu({ "PID-15": written })).appointment.language).toBe(tag);
  });

  test.each(["132", "UNK", "und", "Patient declined", "E"])("%s is none, with a note", (written) => {
    const { appointment, notes } = booking(siu({ "PID-15": written }));
    expect(appointment).not.toHaveProperty("language");
    expect(notes).toEqual([{ path: "PID-15.1", note: expect.stringContaining("clinic's language") }]);
  });
});

describe("How the patient wants to be reached", () => {
  const preference = (fields: Record<string, string>) => booking(siu(fields)).appointment.contactPreference;

  test.each([
    [{ "PID-30": "Y" }, "none"],
    [{ "PID-30": "y" }, "none"],
    [{ "PID-29": "20270101" }, "none"],
    [{ "PD1-11": "01" }, "none"],
    [{ "PD1-11": "06" }, "none"],
    [{ "PD1-11": "08^Reminder/recall - to provider^HL70215" }, "none"],
    [{ "PD1-11": "03" }, "email"],
    [{ "PD1-11": "05" }, "email"],
    [{ "PD1-11": "01", "PID-30": "N" }, "none"],
  ])("of %j is %s, with a note", (fields, expected) => {
    expect(preference(fields)).toBe(expected);
    expect(booking(siu(fields)).notes).toHaveLength(1);
  });

  test.each<Record<string, string>>([
    {},
    { "PID-30": "N" },
    { "PID-30": "N", "PID-29": "20270101" },
    { "PID-30": '""', "PID-29": '""' },
    { "PD1-11": "02" },
    { "PD1-11": "04" },
    { "PD1-11": "N" },
    { "PD1-11": "F" },
    { "PD1-12": "Y" },
    { "PID-33": "20270101" },
  ])("is not said by %j", (fields) => {
    expect(preference(fields)).toBeUndefined();
  });

  test("a patient who has died is not reminded, whatever else the message asks for", () => {
    expect(preference({ "PID-30": "Y", "PD1-11": "03" })).toBe("none");
  });
});
