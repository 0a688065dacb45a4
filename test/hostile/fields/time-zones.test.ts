import { checkAppointment } from "../../../contracts/appointment-check";
import { isTimeZone } from "../../../contracts/time-zone";
import { writtenTime } from "../../../services/domain/content/dates/written-time";
import { smsText } from "../../../services/domain/content/sms-text";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { hostileText, PROTOTYPE_KEYS } from "../../support/data/arbitraries";
import { CLINIC } from "../../support/data/clinics";
import { emailOf } from "../../support/data/emails";
import { fc, runs } from "../../support/data/properties";
import { appointment, NOW } from "../../support/data/records";
import { ORIGINAL_TEXTS } from "../../support/data/texts";
import { anyZone, oneOf } from "./written-times";

const part = fc.oneof(
  anyZone,
  oneOf("Z|UTC+1|GMT+1|+01:00|-00|T00|T00Z|[UTC]|[u-ca=hebrew]|/|..|_|-|Etc|America|SystemV/PST8|localtime|Factory"),
  fc.constantFrom(...PROTOTYPE_KEYS, "\0", "\n", " ", "\u00a0", "\u200b", "İstanbul", "Europe/İstanbul", "Åsia/Tokyo"),
  hostileText,
);
/** Names of zones, pieced together and in any case. */
const zoneName = fc
  .tuple(fc.array(part, { minLength: 1, maxLength: 3 }), oneOf("as it is|upper|lower"))
  .map(([parts, letters]) => {
    const name = parts.join("");
    if (letters === "as it is") return name;
    return letters === "upper" ? name.toUpperCase() : name.toLowerCase();
  });
const timed = (timeZone: string) => appointment({ appointmentTime: "2026-12-02T14:30", timeZone });

test("a zone that is taken names a place or UTC, and every text can be made in it", () => {
  fc.assert(
    fc.property(zoneName, (timeZone) => {
      const check = checkAppointment(timed(timeZone));
      fc.pre(check.ok && check.appointment.timeZone !== undefined);
      expect(timeZone).toMatch(/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/);
      const { timestamp } = identifyNotification(check.appointment, CLINIC);
      expect(smsText(check.appointment, timestamp, CLINIC, ORIGINAL_TEXTS, NOW)).toContain("Wed, Dec 2 at 2:30 PM");
      expect(emailOf(check.appointment).text).toContain("December 2, 2026 at 2:30 PM");
    }),
    runs(250),
  );
});

test("a zone is the same however its letters are written, and so is the reminder", () => {
  const { notificationId } = identifyNotification(timed("America/New_York"), { timeZone: "Asia/Tokyo" });
  for (const timeZone of ["america/new_york", "AMERICA/NEW_YORK", "US/Eastern", "us/EASTERN"]) {
    expect(isTimeZone(timeZone)).toBe(true);
    expect(identifyNotification(timed(timeZone), { timeZone: "Asia/Tokyo" }).notificationId).toBe(notificationId);
  }
});

/**
 * Intl takes the letters of a zone's name in any case, and a formatter takes some 30 KB. What is kept for each spelling
 * lets a sender fill a function's memory: this name has 2^29 of them.
 */
const ZONE = "America/Argentina/ComodRivadavia";
const SPELLINGS = 1_000;

function spelling(number: number): string {
  let letter = 0;
  return ZONE.replace(/[a-z]/gi, (one) => {
    const upper = (number >> letter++) & 1;
    return upper ? one.toUpperCase() : one.toLowerCase();
  });
}

test("a zone takes no more memory however often, and however differently, it is written", () => {
  const { DateTimeFormat } = Intl;
  let made = 0;
  Intl.DateTimeFormat = new Proxy(DateTimeFormat, {
    construct(target, given) {
      made += 1;
      return Reflect.construct(target, given) as Intl.DateTimeFormat;
    },
  });
  try {
    const locale = { language: "en", country: "US" } as const;
    for (let number = 0; number < SPELLINGS; number += 1) writtenTime(0, spelling(number), locale, "short", true);
  } finally {
    Intl.DateTimeFormat = DateTimeFormat;
  }
  expect(new Set(Array.from({ length: SPELLINGS }, (_, number) => spelling(number))).size).toBe(SPELLINGS);
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThan(10);
});
