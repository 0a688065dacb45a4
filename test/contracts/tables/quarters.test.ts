import { duePartsOf } from "../../../contracts/tables/due-parts";
import { quarterFrom, quarterOf, quarterStart, quartersBetween } from "../../../contracts/tables/quarters";

const at = (text: string) => Date.parse(text);

test("a moment lies in the quarter of an hour that began before it, in UTC", () => {
  expect(quarterOf(at("2027-03-01T14:29:59.999Z"))).toBe("2027-03-01T14:15");
  expect(quarterOf(at("2027-03-01T14:30:00Z"))).toBe("2027-03-01T14:30");
});

test("what is due at a moment is due in the quarter that begins with it, or else in the next", () => {
  expect(quarterFrom(at("2027-03-01T14:30:00Z"))).toBe("2027-03-01T14:30");
  expect(quarterFrom(at("2027-03-01T14:30:00.001Z"))).toBe("2027-03-01T14:45");
  expect(quarterFrom(at("2027-12-31T23:46Z"))).toBe("2028-01-01T00:00");
});

test("quarters between two moments include those of both, and there are none backwards", () => {
  expect(quartersBetween(at("2027-03-01T23:44Z"), at("2027-03-02T00:01Z"))).toEqual([
    "2027-03-01T23:30",
    "2027-03-01T23:45",
    "2027-03-02T00:00",
  ]);
  expect(quartersBetween(at("2027-03-01T23:44Z"), at("2027-03-01T23:44Z"))).toEqual(["2027-03-01T23:30"]);
  expect(quartersBetween(at("2027-03-02T00:01Z"), at("2027-03-01T23:44Z"))).toEqual([]);
});

test("a quarter has sixteen parts besides itself", () => {
  const parts = duePartsOf("2027-03-01T14:15");
  expect(parts).toHaveLength(17);
  expect(parts.slice(0, 3)).toEqual(["2027-03-01T14:15", "2027-03-01T14:15#0", "2027-03-01T14:15#1"]);
});

test.each([
  "2027-03-01",
  "2027-03-01T14:10",
  "2027-03-01T14:15Z",
  "2027-03-01T14:15:00",
  "2027-02-30T14:15",
  "2027-03-01T24:00",
  "2027-03-01T25:00",
  "2027-13-01T14:15",
  "2027-03-01T14:15#a",
])("%s is not a quarter", (text) => {
  expect(quarterStart(text)).toBeUndefined();
});

test("a quarter says when it begins", () => {
  expect(quarterStart("2027-03-01T14:15")).toBe(at("2027-03-01T14:15Z"));
});
