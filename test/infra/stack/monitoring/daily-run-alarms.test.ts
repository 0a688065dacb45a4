/** The alarms that go off when nothing happens. */
import { resourceNames } from "../../../../contracts/resource-names";
import { OTHERS } from "../other-settings";
import { type Properties, SynthesizedStack } from "../synthesized-stack";
import { evaluate, expressionOf } from "./watched-metrics";

const NAMES = resourceNames("dev");
/** By the setting `emptyRunDays`. */
const STACKS = { 1: new SynthesizedStack(), [OTHERS.emptyRunDays]: new SynthesizedStack(OTHERS) };
const alarm = (name: string, emptyRunDays: keyof typeof STACKS = 1) =>
  STACKS[emptyRunDays].named("AWS::CloudWatch::Alarm", name);

test.each([NAMES.dailyRunMissingAlarm, NAMES.dailyRunEmptyAlarm])(
  "%s treats an hour without data as 0: otherwise CloudWatch would evaluate an older hour",
  (name) => {
    expect(evaluate(expressionOf(alarm(name)) ?? "", {})).toBe(0);
  },
);

describe.each([
  ["FILL makes zeros of a metric without any data", true],
  ["FILL leaves a metric without any data empty", false],
])("If %s,", (_reading, fillsTheEmpty) => {
  /**
   * Whether an alarm is on, given what was counted in each of the last hours, the latest first; `undefined` where there
   * is no data. As in "Alarm evaluation" of the CloudWatch guide, for N of N periods.
   */
  function isOn(of: Properties, hours: readonly (number | undefined)[]): boolean {
    const window = Array.from({ length: of.EvaluationPeriods }, (_, hour) => hours[hour]);
    const fills = fillsTheEmpty || window.some((value) => value !== undefined);
    return window.every((counted) => {
      const value = evaluate(expressionOf(of) ?? "", counted === undefined ? {} : { counted }, fills);
      return value === undefined ? of.TreatMissingData === "breaching" : value < of.Threshold;
    });
  }
  /** Hours without data, except the counts of some hours ago. */
  const hoursAgo = (counts: Record<number, number>) => Array.from({ length: 200 }, (_, hour) => counts[hour]);

  test.each([
    ["a run an hour ago", { 1: 1 }, false],
    ["a run 25 hours ago, when daylight saving time ended", { 25: 1 }, false],
    ["no run for 26 hours", { 26: 1 }, true],
    ["no run ever", {}, true],
    ["a run today after one was missed", { 0: 1, 48: 1 }, false],
  ])("the missing run: %s", (_case, counts, expected) => {
    expect(isOn(alarm(NAMES.dailyRunMissingAlarm), hoursAgo(counts))).toBe(expected);
  });

  test.each([
    ["reminders queued today", 1, { 2: 100 }, false],
    ["nothing queued today", 1, { 2: 0, 26: 100 }, true],
    ["nothing left to be queued by a second run", 1, { 2: 0, 3: 100 }, false],
    ["nothing queued for one day of two", 2, { 2: 0, 26: 100 }, false],
    ["nothing queued for two days", 2, { 2: 0, 26: 0, 50: 100 }, true],
    ["no run at all", 1, {}, true],
  ] as const)("the run that queued nothing: %s", (_case, emptyRunDays, counts, expected) => {
    expect(isOn(alarm(NAMES.dailyRunEmptyAlarm, emptyRunDays), hoursAgo(counts))).toBe(expected);
  });
});
