import { emailTimings, receiptsTimings, repliesTimings, smsTimings } from "../../infra/stack/settings/consumer-timings";
import { SETTINGS } from "../../infra/stack/settings/settings";
import { MAX_EMAIL_ATTEMPTS } from "../../services/domain/delivery/remind-by-email";
import { drawnSeed } from "../support/data/random-tests";
import { NOW } from "../support/data/records";
import { REPLY_TIMINGS } from "./answers/simulated-answers";
import { RECEIPT_TIMINGS } from "./receipts/simulated-receipts";
import { failingRuns } from "./runs/failing-runs";
import { shrink } from "./runs/shrink";
import { SCENARIOS } from "./scenarios";
import { MAX_RECEIVES, TIMINGS } from "./services/world";
import { simulate } from "./simulation";
import { storyText } from "./story";
import type { Variant } from "./variants/variant";
import { BROKEN } from "./variants/variants";

/** Another seed at each run of the suite; a failure names it. */
const FIRST_SEED = drawnSeed();

test("the same seed gives the same run, step by step", async () => {
  const options = { seed: FIRST_SEED, scenario: SCENARIOS.storm, story: true };
  const [first, second] = [await simulate(options), await simulate(options)];
  expect(first.story.length).toBeGreaterThan(50);
  expect(second).toEqual(first);
});

test("another seed gives another run", async () => {
  const [first, second] = [1, 2].map((seed) => simulate({ seed, scenario: SCENARIOS.standard, story: true }));
  expect((await first)?.story).not.toEqual((await second)?.story);
});

test("failing runs are reduced to a few of their faults, and fail again with them", async () => {
  const variant = BROKEN["an error after the effect treated as success"] as Variant;
  const scenario = SCENARIOS["lost-answers"];
  const faults = { all: 0, needed: 0 };
  for (const { seed } of await failingRuns({ scenario, variant }, 200, 22, 1)) {
    const options = { seed, scenario, variant };
    const whole = await simulate(options);
    const { only, result } = await shrink(options, whole);
    faults.all += whole.faults.length;
    faults.needed += only.length;
    expect(result.problems).not.toEqual([]);
    expect((await simulate({ ...options, only: new Set(only) })).problems).toEqual(result.problems);
  }
  expect(faults.all).toBeGreaterThan(30);
  expect(faults.needed).toBeLessThan(faults.all / 3);
});

test("the story of a failure has the patients that it names, and no others", async () => {
  const options = { seed: 6, scenario: SCENARIOS.standard, variant: BROKEN["no claim"] as Variant, story: true };
  const { story, problems } = await simulate(options);
  const [named, ...others] = new Set(problems.flatMap((problem) => problem.match(/\bp\d\b/g)));
  expect([named, others]).toEqual([expect.any(String), []]);
  const text = storyText(story, NOW, problems);
  expect(text).toMatch(new RegExp(`receives .*${named}.*\\n(.*\\n)*.*send SMS ${named}`));
  expect(storyText(story, NOW)).toContain("p0");
  for (const line of text.split("\n").filter((line) => /\bp\d/.test(line))) expect(line).toContain(named);
});

test("a run that fails without faults is reduced to none", async () => {
  const variant = BROKEN["the claim after the send"] as Variant;
  const options = { seed: 1, scenario: SCENARIOS.storm, variant };
  const { only } = await shrink(options, await simulate(options));
  expect(only.length).toBeLessThanOrEqual(2);
});

test("the consumers' timings are those of the deployment", () => {
  const deployed = (timings: ReturnType<typeof emailTimings>) => ({
    timeoutMs: timings.timeout.toMilliseconds(),
    leaseMs: timings.lease.toMilliseconds(),
    visibilityMs: timings.visibility.toMilliseconds(),
  });
  const sms = smsTimings({
    smsPartsPerSecond: SETTINGS.smsPartsPerSecond.default,
    smsTextsPerSecond: SETTINGS.smsTextsPerSecond.default,
    smsConcurrency: "auto",
  });
  expect(TIMINGS.sms).toMatchObject(deployed(sms));
  expect(TIMINGS.email).toMatchObject(deployed(emailTimings()));
  // Receipts and answers claim nothing.
  expect(RECEIPT_TIMINGS).toMatchObject({ ...deployed(receiptsTimings()), leaseMs: 0 });
  expect(REPLY_TIMINGS).toMatchObject({ ...deployed(repliesTimings()), leaseMs: 0 });
});

test("an email has all its attempts before SQS moves it, even if the receives for the SMS count", () => {
  expect(MAX_RECEIVES.email - MAX_RECEIVES.sms).toBeGreaterThanOrEqual(MAX_EMAIL_ATTEMPTS);
});
