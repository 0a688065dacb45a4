import { isTimeZone } from "../../contracts/time-zone";

/** Every name without a region: https://data.iana.org/time-zones/tzdb/backward, and `northamerica` and `europe` before 2024b. */
const WITHOUT_REGION =
  "CET CST6CDT Cuba EET EST EST5EDT Egypt Eire Factory GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran " +
  "Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore " +
  "Turkey UCT Universal W-SU WET Zulu";

test.each(WITHOUT_REGION.split(" "))("%s names no region, and is not accepted as a time zone", (zone) => {
  expect(isTimeZone(zone)).toBe(false);
  expect(isTimeZone(zone.toLowerCase())).toBe(false);
});

test.each(["PST", "EDT", "BST", "IST", "CST", "-05:00", "+01:00", "Z", "UTC+1", "UTC-5", "GMT+1", "UTC0", "+UTC", ""])(
  "%j is an abbreviation or an offset, and is not accepted as a time zone",
  (zone) => expect(isTimeZone(zone)).toBe(false),
);

test.each(["Etc/GMT+5", "Etc/GMT-5", "Etc/GMT", "Etc/GMT0", "Etc/Greenwich", "Etc/UCT", "Etc/Zulu", "Etc/Unknown"])(
  "%s is on UTC or the other way round, names no region, and is not accepted as a time zone",
  (zone) => expect(isTimeZone(zone)).toBe(false),
);

test.each([
  "SystemV/EST5EDT",
  "SystemV/PST8",
  "America/",
  "America/Gotham",
  "America",
  "US/",
  "/New_York",
  "posix/UTC",
])("%s is known to some systems or to none, and is not accepted as a time zone", (zone) =>
  expect(isTimeZone(zone)).toBe(false),
);

test.each([
  "UTC",
  "utc",
  "Etc/UTC",
  "US/Eastern",
  "Canada/Atlantic",
  "Mexico/General",
  "Brazil/East",
  "Chile/Continental",
])("%s is a time zone", (zone) => expect(isTimeZone(zone)).toBe(true));

test("every zone with a region that the platform knows is a time zone", () => {
  const zones = Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/") && !zone.startsWith("Etc/"));
  expect(zones.length).toBeGreaterThan(400);
  expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
});
