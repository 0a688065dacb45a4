import { parseSendWindow } from "../../../../contracts/clinics/send-window";
import { isOpen, type LocalWindow, lastClosing, nextOpening } from "../../../../services/domain/send-window/window";
import { fc } from "../../../support/data/properties";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function windowOf(text: string, zone: string): LocalWindow {
  const hours = parseSendWindow(text);
  if (!hours || hours === "always") throw new Error(`${text} has no hours`);
  return { ...hours, zone };
}

const at = (text: string) => Date.parse(text);
const openingAfter = (text: string, zone: string, moment: string, before = "2030-01-01T00:00:00Z") => {
  const opening = nextOpening(windowOf(text, zone), at(moment), at(before));
  return opening === undefined ? undefined : new Date(opening).toISOString().replace(":00.000Z", "Z");
};

test.each([
  ["09:00-20:00", "2027-03-01T13:59:59.999Z", false],
  ["09:00-20:00", "2027-03-01T14:00:00Z", true],
  ["09:00-20:00", "2027-03-02T00:59:59.999Z", true],
  ["09:00-20:00", "2027-03-02T01:00:00Z", false],
  ["20:00-02:00", "2027-03-02T03:00:00Z", true],
  ["20:00-02:00", "2027-03-02T06:59:59.999Z", true],
  ["20:00-02:00", "2027-03-02T07:00:00Z", false],
  ["09:00-00:00", "2027-03-02T04:59:59.999Z", true],
  ["09:00-00:00", "2027-03-02T05:00:00Z", false],
])("in New York, %s at %s is open: %s", (text, moment, expected) => {
  expect(isOpen(windowOf(text, "America/New_York"), at(moment))).toBe(expected);
});

describe("The next opening", () => {
  test("is the moment itself if the window is open", () => {
    expect(openingAfter("09:00-20:00", "America/New_York", "2027-03-01T18:11:00Z")).toBe("2027-03-01T18:11Z");
  });

  test.each([
    ["America/New_York", "2027-03-02T03:00:00Z", "2027-03-02T14:00Z"],
    ["America/Phoenix", "2027-03-02T05:00:00Z", "2027-03-02T16:00Z"],
    ["Asia/Kathmandu", "2027-03-02T16:15:00Z", "2027-03-03T03:15Z"],
    ["UTC", "2027-03-01T22:00:00Z", "2027-03-02T09:00Z"],
  ])("of 09:00-20:00 is at nine in %s", (zone, moment, expected) => {
    expect(openingAfter("09:00-20:00", zone, moment)).toBe(expected);
  });

  test.each([
    // The clocks go from 2:00 to 3:00 on 14 March 2027.
    ["09:00-20:00", "2027-03-14T02:00:00Z", "2027-03-14T13:00Z"],
    ["02:30-05:00", "2027-03-14T06:00:00Z", "2027-03-14T07:00Z"],
    ["02:10-02:50", "2027-03-14T06:00:00Z", "2027-03-15T06:10Z"],
    ["22:00-02:30", "2027-03-14T07:00:00Z", "2027-03-15T02:00Z"],
    // From 2:00 back to 1:00 on 7 November.
    ["09:00-20:00", "2027-11-07T01:00:00Z", "2027-11-07T14:00Z"],
    ["01:30-05:00", "2027-11-07T05:00:00Z", "2027-11-07T05:30Z"],
    ["01:30-05:00", "2027-11-07T06:00:00Z", "2027-11-07T06:30Z"],
    ["00:30-01:45", "2027-11-07T05:45:00Z", "2027-11-07T06:00Z"],
  ])("of %s in New York after %s, near a change of clocks, is %s", (text, moment, expected) => {
    expect(openingAfter(text, "America/New_York", moment)).toBe(expected);
  });

  test("is after the day that Samoa left out", () => {
    expect(openingAfter("09:00-20:00", "Pacific/Apia", "2011-12-30T07:00:00Z")).toBe("2011-12-30T19:00Z");
  });

  test("is none where the appointment begins first", () => {
    const [before, after] = ["2027-03-02T14:00:00Z", "2027-03-02T14:01:00Z"];
    const evening = "2027-03-02T03:00:00Z";
    expect(openingAfter("09:00-20:00", "America/New_York", evening, before)).toBeUndefined();
    expect(openingAfter("09:00-20:00", "America/New_York", evening, after)).toBe("2027-03-02T14:00Z");
  });
});

test("the last closing is where the window was last open", () => {
  const window = windowOf("09:00-20:00", "America/New_York");
  const closing = (moment: string, after: string) => lastClosing(window, at(moment), at(after));
  expect(closing("2027-03-02T10:00:00Z", "2027-03-01T00:00:00Z")).toBe(at("2027-03-02T01:00:00Z"));
  expect(closing("2027-03-02T10:00:00Z", "2027-03-02T01:00:00Z")).toBeUndefined();
});

describe("On any day, in any zone,", () => {
  const zones = fc.constantFrom(
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Europe/London",
    "Africa/Casablanca",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "UTC",
  );
  const minutes = fc.integer({ min: 0, max: 1439 });
  const windows = fc
    .tuple(zones, minutes, minutes)
    .filter(([, opens, closes]) => opens !== closes)
    .map(([zone, opens, closes]): LocalWindow => ({ zone, opens, closes }));
  const moments = fc.oneof(
    fc.integer({ min: at("2016-01-01T00:00:00Z"), max: at("2037-12-31T00:00:00Z") }),
    // Near changes of clocks, in the zones above.
    fc
      .tuple(
        fc.constantFrom("2027-03-14T07:00:00Z", "2027-11-07T06:00:00Z", "2027-04-03T15:00:00Z", "2018-11-04T03:00:00Z"),
        fc.integer({ min: -12 * HOUR, max: 12 * HOUR }),
      )
      .map(([change, distance]) => at(change) + distance),
  );

  /** What a clock in the zone shows, by another implementation: Intl's. */
  const minuteShown = (moment: number, zone: string) => {
    const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
    const [hour, minute] = format.format(moment).split(":").map(Number) as [number, number];
    return hour * 60 + minute;
  };
  const isOpenByIntl = ({ zone, opens, closes }: LocalWindow, moment: number) => {
    const shown = minuteShown(moment, zone);
    return opens < closes ? opens <= shown && shown < closes : opens <= shown || shown < closes;
  };

  test("a window is open by what the clock shows", () => {
    fc.assert(
      fc.property(windows, moments, (window, moment) => {
        expect(isOpen(window, moment)).toBe(isOpenByIntl(window, moment));
      }),
    );
  });

  test("the next opening is open, and everything before it is closed", () => {
    fc.assert(
      fc.property(windows, moments, fc.double({ min: 0, max: 1, noNaN: true }), (window, moment, share) => {
        const opening = nextOpening(window, moment, moment + 72 * HOUR);
        if (opening === undefined) throw new Error("nothing opens within three days");
        expect(isOpenByIntl(window, opening)).toBe(true);
        const before = moment + Math.floor((opening - moment) * share);
        if (before < opening) expect(isOpenByIntl(window, before)).toBe(false);
        if (opening > moment) expect(isOpenByIntl(window, opening - 1)).toBe(false);
      }),
    );
  });

  test("the last closing follows an open moment, and everything after it is closed", () => {
    fc.assert(
      fc.property(windows, moments, fc.double({ min: 0, max: 1, noNaN: true }), (window, moment, share) => {
        const closing = lastClosing(window, moment, moment - 72 * HOUR);
        if (closing === undefined) throw new Error("nothing was open within three days");
        expect(isOpenByIntl(window, closing - 1)).toBe(true);
        const after = closing + Math.floor((moment - 1 - closing) * share);
        if (after >= closing && after < moment) expect(isOpenByIntl(window, after)).toBe(false);
      }),
    );
  });
});
