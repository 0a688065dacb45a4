import type { AppointmentMessage } from "../../../../contracts/appointment-message";
import type { Clinic } from "../../../../contracts/clinics/clinic";
import { SMS_WORDINGS, type SmsWording } from "../../../../contracts/sms-wording";
import { startOf } from "../../../../services/domain/appointment/appointment-time";
import { smsParts } from "../../../../services/domain/content/sms-parts";
import { smsText } from "../../../../services/domain/content/sms-text";
import type { Texts } from "../../../../services/domain/content/texts";
import { CLINIC, CLINIC_TIME_ZONE, NORTH } from "../../../support/data/clinics";
import { appointment, NOW } from "../../../support/data/records";
import { compiled, ORIGINAL_TEXTS, TEXTS } from "../../../support/data/texts";

const START = Date.parse("2026-12-02T19:30:00Z");
const text = (changes: Partial<AppointmentMessage> = {}, wording: SmsWording = "keys") =>
  smsText(appointment(changes), START, { ...CLINIC, smsWording: wording }, ORIGINAL_TEXTS, NOW);

const textAt = (appointmentTime: string, changes: Partial<AppointmentMessage> = {}, now = NOW) => {
  const start = startOf(appointmentTime, changes.timeZone ?? CLINIC_TIME_ZONE);
  return smsText(appointment({ appointmentTime, ...changes }), start, CLINIC, ORIGINAL_TEXTS, now);
};

describe("The SMS", () => {
  test.each(SMS_WORDINGS)("of a deployment without profiles is as expected: %s", (smsWording) => {
    const clinic = { ...CLINIC, smsWording };
    const given = [
      {},
      { doctorName: undefined, location: undefined },
      { practitioner: "Sarah Johnson RN", location: "https://x.example/a" },
      { location: "Room 3.", timeZone: "America/Chicago" },
    ].map((changes) => appointment(changes));
    const made = (texts: Texts) => given.map((one) => smsText(one, START, clinic, texts, NOW));
    expect(made(TEXTS)).toEqual(made(ORIGINAL_TEXTS));
  });

  test.each([
    ["keys", "Reply C to confirm or X to cancel."],
    ["reply", "Reply CONFIRM to confirm or CANCEL to cancel."],
    ["no-reply", "To change or cancel, please contact the clinic."],
  ] as const)("names doctor, time and place, and ends as the wording %s says", (wording, ending) => {
    expect(text({}, wording)).toBe(
      "Reminder: Your appointment with Dr. Sarah Johnson is scheduled for Wed, Dec 2 at 2:30 PM. " +
        `Location: Room 3, North Clinic. ${ending}`,
    );
  });

  test.each(SMS_WORDINGS)("of an appointment that the patient has confirmed asks for no answer: %s", (wording) => {
    expect(text({ reminder: { confirmed: true } }, wording)).toBe(text({}, "no-reply"));
    expect(text({ reminder: { step: "1d" } }, wording)).toBe(text({}, wording));
  });

  test("without a doctor or a place leaves them out", () => {
    expect(text({ doctorName: undefined, location: undefined })).toBe(
      "Reminder: Your appointment is scheduled for Wed, Dec 2 at 2:30 PM. Reply C to confirm or X to cancel.",
    );
  });

  test("shows the time in the appointment's zone and names it", () => {
    expect(text({ timeZone: "America/Chicago" })).toContain("is scheduled for Wed, Dec 2 at 1:30 PM CST.");
  });

  test("names the clinic's zone where the time was given with another place's offset", () => {
    expect(text({ appointmentTime: "2026-12-02T11:30:00-08:00" })).toContain("Wed, Dec 2 at 2:30 PM EST.");
  });

  test("leaves out the appointment's zone where it is the clinic's", () => {
    expect(text({ timeZone: CLINIC_TIME_ZONE })).toContain("Wed, Dec 2 at 2:30 PM.");
  });

  test.each(["2026-12-02T14:30:00-05:00", "2026-12-02T19:30:00Z", "2026-12-02T19:30:00+00:00", "2026-12-02T14:30"])(
    "leaves out the clinic's zone where the time was given as %s",
    (appointmentTime) => expect(text({ appointmentTime })).toContain("Wed, Dec 2 at 2:30 PM."),
  );

  test.each([
    "Sarah Johnson",
    "Dr. Sarah Johnson",
    "Dr Sarah Johnson",
    "dr.  Sarah Johnson",
    "DR. Sarah Johnson",
    "Dr.Sarah Johnson",
    "Doctor Sarah Johnson",
    "Dr. Dr. Sarah Johnson",
    " Dr. Sarah\tJohnson ",
  ])("says Dr. once for a doctor written %j", (doctorName) => {
    expect(text({ doctorName })).toContain("appointment with Dr. Sarah Johnson is");
  });

  test.each(["Drake", "Dru", "Doctorow", "Alexandr Popov"])("leaves the name %s whole", (doctorName) => {
    expect(text({ doctorName })).toContain(`with Dr. ${doctorName} is`);
  });

  test.each(["Dr.", "dr", "Doctor ", "\u0007"])("has no doctor for a title or nothing, such as %j", (doctorName) => {
    expect(text({ doctorName })).toContain("Your appointment is scheduled");
  });

  test.each(["Room 3.", "Room 3!", "Room 3?", "Room 3 (left.)", 'Room "North."', "3号室。", "الغرفة ٣؟"])(
    "adds no second full stop after the place %j",
    (location) => {
      expect(text({ location })).toContain(`Location: ${location} Reply`);
    },
  );

  test.each([
    "https://x.example/a",
    "Room 3, https://x.example/a?b=c",
    "www.x.example",
    "maps.x.example/a",
    "clinic.example",
    "<https://x.example/a>",
    "(https://x.example/a)",
    "front@clinic.example",
    "Video visit: https://x.example/j/123#pwd=Zm9v",
  ])("glues no stop to the link of the place %j", (location) => {
    expect(text({ location })).toContain(`Location: ${location} Reply`);
  });

  test("keeps every character of a link, even where others would be cheaper", () => {
    const location = "https://x.example/O’Brien–3";
    expect(text({ location })).toContain(`Location: ${location} Reply`);
  });

  test.each(["Room 3,", "Room 3;", "Room 3:"])("ends the place %j with a stop alone", (location) => {
    expect(text({ location })).toContain("Location: Room 3. Reply");
  });

  test("shows no year in the current year and the next half year", () => {
    expect(textAt("2026-12-31T14:30:00-05:00")).toContain("for Thu, Dec 31 at 2:30 PM.");
    expect(textAt("2027-06-01T14:30:00-04:00")).toContain("for Tue, Jun 1 at 2:30 PM.");
  });

  test("shows the year of an appointment further ahead, and of one in a year that is over", () => {
    expect(textAt("2027-12-01T14:30:00-05:00")).toContain("for Wed, Dec 1, 2027 at 2:30 PM.");
    expect(textAt("2027-06-03T14:30:00-04:00")).toContain("for Thu, Jun 3, 2027 at 2:30 PM.");
    expect(textAt("2025-12-01T14:30:00-05:00")).toContain("for Mon, Dec 1, 2025 at 2:30 PM.");
  });

  test("counts a year by the clock that the appointment is shown in", () => {
    const now = Date.parse("2026-01-01T03:00:00Z");
    const newYearsEve = "2026-12-31T23:00:00-05:00";
    // In New York it is still 2025.
    expect(textAt(newYearsEve, {}, now)).toContain("Dec 31, 2026 at 11:00 PM");
    expect(textAt(newYearsEve, { timeZone: "Europe/London" }, now)).toContain("Jan 1, 2027 at 4:00 AM GMT");
    expect(textAt("2026-12-31T12:00:00Z", { timeZone: "Europe/London" }, now)).toContain("Thu, Dec 31 at 12:00 PM GMT");
  });

  test.each([
    ["US/Eastern", "2026-12-02T14:30", "Wed, Dec 2 at 2:30 PM."],
    ["america/new_york", "2026-12-02T14:30", "Wed, Dec 2 at 2:30 PM."],
    ["America/Toronto", "2026-12-02T14:30", "Wed, Dec 2 at 2:30 PM."],
    // In winter Panama's clocks show New York's time, in summer an hour less.
    ["America/Panama", "2026-12-02T14:30", "Wed, Dec 2 at 2:30 PM."],
    ["America/Panama", "2027-04-02T14:30", "Fri, Apr 2 at 2:30 PM EST."],
    ["America/Chicago", "2026-12-02T14:30", "Wed, Dec 2 at 2:30 PM CST."],
    // Europe changes its clocks later than the US.
    ["Europe/Berlin", "2027-03-20T14:30", "Sat, Mar 20 at 2:30 PM GMT+1."],
    ["UTC", "2026-12-02T14:30", "Wed, Dec 2 at 2:30 PM UTC."],
  ])("names the zone %s at %s only where its clocks differ from the clinic's", (timeZone, local, shown) => {
    expect(textAt(local, { timeZone })).toContain(`for ${shown}`);
  });

  test.each([
    ["2027-11-07T01:30:00-04:00", undefined, "Sun, Nov 7, 2027 at 1:30 AM EDT."],
    ["2027-11-07T01:30:00-05:00", undefined, "Sun, Nov 7, 2027 at 1:30 AM EST."],
    ["2027-11-07T06:30:00Z", undefined, "Sun, Nov 7, 2027 at 1:30 AM EST."],
    ["2027-11-07T01:30", undefined, "Sun, Nov 7, 2027 at 1:30 AM EDT."],
    ["2027-11-07T01:30:00-05:00", "US/Eastern", "Sun, Nov 7, 2027 at 1:30 AM EST."],
    ["2027-11-07T00:59", undefined, "Sun, Nov 7, 2027 at 12:59 AM."],
    ["2027-11-07T02:00", undefined, "Sun, Nov 7, 2027 at 2:00 AM."],
  ])("names the zone in the hour that comes twice: %s in %s", (time, timeZone, shown) => {
    expect(textAt(time, { timeZone })).toContain(`for ${shown}`);
  });

  test("ends a place with a stop that has one inside only", () => {
    expect(text({ location: "St. Mary's" })).toContain("Location: St. Mary's. Reply");
  });

  test("is one line without control characters or marks that turn its direction", () => {
    const marks = "\u0000\u0007\u001b\u007f\u0085\u2028\u2029\u202a\u202e\u2066\u2069\r\n\t";
    const made = text({ doctorName: `Sarah${marks}Johnson`, location: `${marks}Room${marks}3${marks}` });
    expect(made).toContain("Dr. Sarah Johnson is");
    expect(made).toContain("Location: Room, 3. Reply");
    expect(made).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
  });

  test.each(["\u200b", "\u200d", "\ufeff", "\u2060\u00ad", "\u202a\u202c"])(
    "has no place where it shows nothing, such as %j",
    (location) => {
      expect(text({ location })).toBe(text({ location: undefined }));
      expect(text({ doctorName: location })).toBe(text({ doctorName: undefined }));
    },
  );

  test("costs no more for what was copied along with a place and shows nothing", () => {
    const made = text({ location: "\u200eRoom\u200b 3, North\u00ad Clinic\ufeff" });
    expect(made).toBe(text({ location: "Room 3, North Clinic" }));
    expect(smsParts(made)).toBe(1);
  });

  test.each([
    "می\u200cخواهم",
    "क्\u200dष",
    "👩\u200d⚕️",
    "🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
    "א\u200f(1)",
  ])("keeps what %s is written with", (location) => expect(text({ location })).toContain(`Location: ${location}.`));

  test("with too long a place ends it after the last word that fits in six parts, and says so", () => {
    const location = `Праксис ${"вход со двора, ".repeat(30)}`;
    const made = text({ location });
    expect(made).toMatch(/Location: Праксис .*(?:вход|со|двора,) \.\.\. Reply C to/);
    expect(smsParts(made)).toBe(6);
    expect(text({ location: "山".repeat(500) })).toBe(text({ location: undefined }));
  });

  test("leaves out what shows nothing from a place of any script", () => {
    expect(text({ location: "\ufeffКабинет\u200b 3" })).toBe(text({ location: "Кабинет 3" }));
  });

  test("names a doctor wherever the text without a place has room for the name", () => {
    const longest = "山".repeat(500);
    const names = Array.from({ length: 16 }, (_, index) => "👍".repeat(139 + index));
    const named = names.filter((doctorName) =>
      text({ doctorName, location: longest }).includes(`with ${doctorName} is`),
    );
    const fitting = names.filter((doctorName) => text({ doctorName, location: undefined }).includes(doctorName));
    expect(named).toEqual(fitting);
    expect(named.length).toBeGreaterThan(0);
    expect(named.length).toBeLessThan(names.length);
  });

  test("with too long a doctor leaves the name out, and keeps the place", () => {
    expect(text({ doctorName: "👍".repeat(200) })).toBe(text({ doctorName: undefined }));
  });

  test("keeps a doctor and a place of the contract's length in plain letters whole", () => {
    const [doctorName, location] = ["a".repeat(200), "b".repeat(500)];
    const made = text({ doctorName, location, timeZone: "America/Chicago" }, "no-reply");
    expect(made).toContain(`Dr. ${doctorName} is`);
    expect(made).toContain(`Location: ${location}.`);
  });

  test("costs no more for typographic characters, where these alone are outside the alphabet of SMS", () => {
    const made = text({ doctorName: "Dr. O’Brien", location: "Room 3 – “North” Clinic…" });
    expect(made).toContain("with Dr. O'Brien is");
    expect(made).toContain('Location: Room 3 - "North" Clinic... Reply');
    expect(smsParts(made)).toBe(1);
  });

  test("keeps typography as it was written beside a letter outside the alphabet of SMS", () => {
    const made = text({ doctorName: "Núñez", location: "Room 3 – “North” Clinic…" });
    expect(made).toContain("with Dr. Núñez is");
    expect(made).toContain("Location: Room 3 – “North” Clinic… Reply");
  });

  test("keeps names and places of any script", () => {
    const made = text({ doctorName: "Łukasz 山田 د. ليلى", location: "Praxis am Grünen Weg <1>" });
    expect(made).toContain("Dr. Łukasz 山田 د. ليلى is");
    expect(made).toContain("Location: Praxis am Grünen Weg <1>.");
  });

  test("with plain letters is as short as the alphabet of SMS allows", () => {
    expect(smsParts(text())).toBe(1);
    expect(smsParts(text({}, "reply"))).toBe(2);
    expect(text({}, "reply").length).toBeLessThanOrEqual(306);
    expect(smsParts(text({ doctorName: undefined, location: undefined }, "reply"))).toBe(1);
  });
});

describe("The SMS of a clinic with a profile", () => {
  const made = (changes: Partial<AppointmentMessage>, clinic: Partial<Clinic> = {}, start = START) =>
    smsText(appointment(changes), start, { ...NORTH, ...clinic }, TEXTS, NOW);
  const own = (source: string) => ({ reminder: compiled("reminder", source) });

  test("has the clinic's own message in the languages that it words, and the catalogue's in others", () => {
    const texts = { es: own("Cita: {date}, {time}"), en: own("On {date} at {time}") };
    expect(made({ language: "es" }, { texts })).toMatch(/^Cita: mié/);
    expect(made({}, { texts })).toBe("On Wed, Dec 2 at 2:30 PM");
    expect(made({ language: "fr" }, { texts })).toBe(made({ language: "fr" }));
  });

  test("loses the accent of a day where it alone would take the text out of the alphabet of SMS", () => {
    const saturday = START + 3 * 86_400_000;
    const texts = { es: own("{place, select, none {} other {{place}. }}{date}, {time}") };
    const place = "Sala 3, edificio norte, puerta principal, planta baja";
    expect(made({ language: "es", location: place }, { texts }, saturday)).toContain("sab, 5");
    // Its letters are outside the alphabet in any case.
    expect(made({ language: "es", location: `${place}, Łódź` }, { texts }, saturday)).toContain("sáb, 5");
    // It has one part in any alphabet.
    expect(made({ language: "es", location: undefined }, { texts }, saturday)).toContain("sáb, 5");
  });

  test("gives up the place, then the practitioner, and only then the link", () => {
    const [short, long] = [20, 474].map((length) => `https://video.example.com/${"x".repeat(length)}`);
    const shownIf = (name: string) => `{${name}, select, none {} other { {${name}}}}`;
    const parts = `{date} {time}${["practitioner", "place", "link"].map(shownIf).join("")}`;
    const texts = { en: own(`${parts}${" x".repeat(80)}`), ru: own(`${parts}${" ж".repeat(80)}`) };
    const full = { link: short, practitioner: "山".repeat(60), location: "川".repeat(200) };
    const shown = (changes: Partial<AppointmentMessage>) => {
      const text = made({ ...full, ...changes }, { texts });
      return ["川", "山", "xxx"].filter((part) => text.includes(part)).join();
    };
    expect(shown({ location: "川" })).toBe("川,山,xxx");
    expect(shown({})).toBe("山,xxx");
    expect(shown({ practitioner: "山".repeat(200) })).toBe("xxx");
    expect(shown({ link: long, language: "ru" })).toBe("山");
  });
});

describe("The SMS of a clinic that shows the first name", () => {
  const clinicOf = (words: number, patient = "{firstName, select, none {} other {{firstName}: }}"): Clinic => ({
    ...NORTH,
    privacy: "named",
    texts: {
      en: {
        reminder: compiled(
          "reminder",
          `${patient}{date} {time}{place, select, none {} other { {place}}}${" word".repeat(words)}`,
        ),
      },
    },
  });
  const made = (clinic: Clinic, changes: Partial<AppointmentMessage>) =>
    smsText(appointment(changes), START, clinic, TEXTS, NOW);

  test.each(["Nguyễn", "山", "Nguyễn ".repeat(8), "👍".repeat(30), "a".repeat(60)])(
    "always fits in six parts, with a first name such as %j",
    (patientFirstName) => {
      for (const words of [10, 50, 75, 130, 145, 160, 176, 390]) {
        const text = made(clinicOf(words), { patientFirstName });
        expect(smsParts(text)).toBeLessThanOrEqual(6);
        expect(text).toContain("Dec 2");
      }
    },
  );

  test("shows the name without its accents before anything is left out for them", () => {
    const location = "Room 3, North Clinic";
    expect(made(clinicOf(20), { patientFirstName: "Nguyễn", location })).toMatch(/^Nguyễn: .*Room 3, North Clinic/);
    expect(made(clinicOf(140), { patientFirstName: "Nguyễn", location })).toMatch(/^Nguyen: .*Room 3, North Clinic/);
  });

  test("leaves out the name where the text has no room for its letters, and keeps the place", () => {
    const text = made(clinicOf(140), { patientFirstName: "山", location: "Room 3" });
    expect(text).toMatch(/^Wed, Dec 2 at|^Wed, Dec 2 2:30 PM Room 3 word/);
    expect(text).not.toContain("山");
  });

  test("is the catalogue's if its own message is too long in any case", () => {
    const catalogue = made({ ...NORTH, privacy: "named" }, { patientFirstName: "山" });
    expect(made(clinicOf(390), { patientFirstName: "山" })).toBe(catalogue);
    const longer = `{firstName, select, none {${" missing".repeat(200)}} other {{firstName}}} `;
    expect(made(clinicOf(100, longer), { patientFirstName: "山" })).toBe(catalogue);
  });
});

describe("The parts of an SMS", () => {
  test.each([
    ["a", 160, 1],
    ["a", 161, 2],
    ["a", 306, 2],
    ["a", 307, 3],
    ["é", 160, 1],
    ["€", 80, 1],
    ["€", 81, 2],
    ["ж", 70, 1],
    ["ж", 71, 2],
    ["ж", 134, 2],
    ["ж", 135, 3],
    ["😀", 35, 1],
    ["😀", 36, 2],
  ])("of %s times %i are %i", (letter, times, parts) => {
    expect(smsParts(letter.repeat(times))).toBe(parts);
  });

  test("double where one letter is outside the alphabet of SMS", () => {
    expect(smsParts("a".repeat(140))).toBe(1);
    expect(smsParts(`${"a".repeat(140)}ż`)).toBe(3);
  });
});
