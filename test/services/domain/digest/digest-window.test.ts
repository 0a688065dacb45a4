import { digestWindow } from "../../../../services/domain/digest/digest-window";
import { NOW } from "../../../support/data/records";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (ms: number) => new Date(ms).toISOString();

test("a digest begins ten minutes before the last one, so that nothing falls between the two", () => {
  expect(digestWindow(at(NOW - DAY), NOW)).toMatchObject({ now: NOW, since: NOW - DAY - HOUR / 6 });
});

test("it begins there also if digests were missed or came late", () => {
  expect(digestWindow(at(NOW - 5 * DAY - 7 * HOUR), NOW).since).toBe(NOW - 5 * DAY - 7 * HOUR - HOUR / 6);
  expect(digestWindow(at(NOW), NOW).since).toBe(NOW - HOUR / 6);
});

test("the first one looks back a week, as one does whose predecessor's time is missing, unreadable or in the future", () => {
  for (const last of [undefined, "", "yesterday", at(NOW + 1)]) {
    expect(digestWindow(last, NOW)).toEqual({ now: NOW, since: NOW - 7 * DAY, openSince: NOW - 7 * DAY });
  }
});

test("it looks for appointments that are still ahead for a week, or longer if the last digest is older", () => {
  expect(digestWindow(at(NOW - DAY), NOW).openSince).toBe(NOW - 7 * DAY);
  const { since, openSince } = digestWindow(at(NOW - 20 * DAY), NOW);
  expect(openSince).toBe(since);
});

test("after more than a month it says what it leaves out", () => {
  expect(digestWindow(at(NOW - 31 * DAY), NOW).leftOutFrom).toBeUndefined();
  expect(digestWindow(at(NOW - 31 * DAY - 1), NOW)).toMatchObject({
    since: NOW - 31 * DAY,
    leftOutFrom: NOW - 31 * DAY - 1,
  });
});
