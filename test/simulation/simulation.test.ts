import { emailTimings, receiptsTimings, repliesTimings, smsTimings } from "../../infra/stack/settings/consumer-timings";
import { SETTINGS } from "../../infra/stack/settings/settings";
import { MAX_EMAIL_ATTEMPTS } from "../../services/domain/delivery/remind-by-email";
import { NOW } from "../support/data/records";
import { REPLY_TIMINGS } from "./answers/simulated-answers";
import { RECEIPT_TIMINGS } from "./receipts/simulated-receipts";
import type { RunOptions } from "./run";
import { shrink } from "./runs/shrink";
import { SCENARIOS, type ScenarioName } from "./scenarios";
import { MAX_RECEIVES, TIMINGS } from "./services/world";
import { simulate } from "./simulation";
import { storyText } from "./story";
import type { Variant } from "./variants/variant";
import { BROKEN } from "./variants/variants";

/** Another seed at each run of the suite; a failure names it. */
const FIRST_SEED = Date.now() % 1_000_000_000;

/** A few runs of each scenario: `npm run proofs` makes hundreds, and CI thousands. */
const RUNS: Readonly<Record<ScenarioName, number>> = {
  standard: 100,
  calm: 30,
  storm: 10,
  quota: 8,
  crashes: 20,
  "lost-answers": 20,
  nights: 12,
  duplicates: 20,
  receipts: 40,
  "calm-receipts": 20,
  plans: 6,
  "calm-plans": 3,
  life: 20,
  "calm-life": 20,
  answers: 20,
  "calm-answers": 20,
  erasures: 20,
  "calm-erasures": 10,
  floods: 20,
  "calm-floods": 20,
};

/** The problems of the first failing runs. */
async function failures(
  options: Omit<RunOptions, "seed">,
  runs: number,
  firstSeed: number,
  max = 3,
): Promise<{ seed: number; problems: readonly string[] }[]> {
  const failed = [];
  const { stackTraceLimit } = Error;
  // Many faults are thrown, and nobody reads their stacks.
  Error.stackTraceLimit = 0;
  for (let seed = firstSeed; seed < firstSeed + runs && failed.length < max; seed += 1) {
    const { problems } = await simulate({ ...options, seed });
    if (problems.length > 0) failed.push({ seed, problems });
  }
  Error.stackTraceLimit = stackTraceLimit;
  return failed;
}

test.each(Object.entries(RUNS) as [ScenarioName, number][])("every rule holds in %s, %d runs", async (name, runs) => {
  expect(await failures({ scenario: SCENARIOS[name] }, runs, FIRST_SEED)).toEqual([]);
});

/** A scenario in which the checks notice the mistake, within how many runs, and from which seed, if it is not the first. */
const CAUGHT: Readonly<Record<keyof typeof BROKEN, readonly [ScenarioName, number, firstSeed?: number]>> = {
  "a stop that is read only once": ["quota", 20],
  "a stop that is not read just before the send": ["quota", 200],
  "a stop that emails ignore": ["calm", 40],
  "a stop of one clinic that nobody obeys": ["quota", 10, 30],
  "a stop of another clinic that all obey": ["quota", 10],
  "a stop that makes messages fail": ["calm", 20],
  "a stop that loses waiting messages": ["calm", 20],
  "a stopped text that waits until its appointment": ["quota", 60],
  "a text at any hour": ["nights", 20],
  "a text at the clinic's hour instead of the patient's": ["nights", 40],
  "a text that is lost while it waits for its window": ["nights", 20],
  "a patient who wants no reminders, and is texted": ["calm", 20],
  "a patient who declined, and is texted by a copy of the message": ["calm", 40],
  "a patient who declined, and is emailed by a message that was handed over before": ["calm", 40],
  "a patient who wants emails, and is texted": ["calm", 20],
  "a patient who wants emails, and whose wish a failed reminder does not keep": ["duplicates", 5, 200],
  "a patient who wants emails, and is texted by an earlier message": ["calm", 100],
  "an appointment that is not looked up": ["standard", 20],
  "an appointment that is not looked up again while its text waits": ["quota", 40],
  "an appointment that is looked up as it was before": ["quota", 60],
  "a corrected contact that is not used": ["quota", 150],
  "a cancellation that does not count": ["calm", 60],
  "a deletion that does not count": ["quota", 200],
  "a table that cannot be read, taken for an empty one": ["storm", 150],
  "a cancelled reminder that is only acknowledged": ["calm", 40],
  "a plan of which only the first step is queued": ["calm-plans", 5],
  "a step of a plan that is queued again under another name": ["calm-plans", 10],
  "a step of a plan that is planned an hour early": ["calm-plans", 10],
  "a move of which the patient is not told": ["calm-life", 20],
  "a cancellation of which the patient is not told": ["calm-life", 20],
  "an appointment that stands again, and whose patient was told that it is cancelled": ["calm-life", 20],
  "a message about a change that is lost with the response of its write": ["calm-life", 40],
  "a reminder besides the message about a move that says the same": ["calm-life", 60],
  "an appointment that moves back under the same revision": ["calm-life", 20],
  "an appointment that is not planned anew when it moves": ["calm-life", 20],
  "a corrected contact that does not bring back what failed": ["calm-life", 10, 240],
  "a move that the look-up does not see": ["calm-life", 20],
  "an email beside each accepted text": ["calm-receipts", 20],
  "a delivered text that a later failure makes undelivered": ["receipts", 20, 80],
  "a delivered email that a mailbox which is full makes undelivered": ["calm-receipts", 20],
  "a delivered email that the bounce of another makes undelivered": ["receipts", 10],
  "an undelivered text that no email follows": ["calm-receipts", 20],
  "an undelivered text that ends although an email could follow": ["calm-receipts", 40],
  "an email that is lost if its receipt is delivered again": ["receipts", 5, 79],
  "a failure of an earlier text that counts": ["receipts", 5, 259],
  "a receipt of another's text that counts": ["receipts", 10, 85],
  "an undelivered text that goes to the DLQ": ["calm-receipts", 40],
  "an undelivered reminder that is sent again by the same contact": ["calm-receipts", 40],
  "an undelivered reminder that another contact does not reopen": ["calm-receipts", 40],
  "a corrected contact that is lost when the email of the message before is refused": ["standard", 1, 83496],
  "a delivery that is not recorded": ["calm-receipts", 30],
  "an outcome by a receipt that is not published": ["calm-receipts", 10],
  "an event by a receipt with the number of the transition before": ["calm-receipts", 10],
  "what an email is made of that is kept after the delivery": ["calm-receipts", 10],
  "a receipt that is acknowledged before it was processed": ["receipts", 20],
  "a word of cancelling, taken for a wish": ["calm-answers", 20],
  "an answer about a start that was moved, which counts for the new one": ["calm-answers", 40],
  "a booking that keeps the answer about another start": ["calm-answers", 20],
  "a booking that removes the answer about the same start": ["calm-answers", 20, 15],
  "an answer of one of several patients, which counts for the first": ["calm-answers", 20],
  "an answer of any kind, taken for a wish to cancel": ["calm-answers", 20],
  "an answer that always waits for staff": ["calm-answers", 20],
  "an answer that is acknowledged before it was processed": ["answers", 20],
  "an answer that is not published": ["calm-answers", 10],
  "an event that is lost with the consumer of its answer": ["answers", 20],
  "an unclear answer that nobody sees": ["calm-answers", 10],
  "an answer that is stored under the id of its message": ["calm-answers", 10],
  "an acknowledgement at each delivery of an answer": ["answers", 20],
  "an acknowledgement of a stranger's answer": ["calm-answers", 20],
  "an earlier answer that overwrites a later one": ["answers", 10, 65],
  "a copy of an answer that counts as a later one": ["answers", 30, 45],
  "an answer that is not written to the table": ["calm-answers", 10],
  "a wish to cancel, after which the patient is reminded": ["calm-answers", 20],
  "a patient who confirmed, and is asked again": ["calm-answers", 20],
  "a STOP that does not reach the opt-out list": ["calm-answers", 10],
  "a STOP or a START that undoes a later one": ["calm-answers", 20],
  "a STOP after which no email follows": ["calm-answers", 10, 50],
  "a patient's words in the log": ["calm-answers", 20],
  "a phone number in the event of an answer": ["calm-answers", 10],
  "an erasure that deletes the appointment, which a later message brings back": ["calm-erasures", 10],
  "an erasure that keeps the answers": ["calm-erasures", 10],
  "an erasure after which older messages of other systems are sent": ["erasures", 5, 30],
  "an erasure that looks only once": ["calm-erasures", 30],
  "an erased appointment that a booking brings back": ["calm-erasures", 20],
  "an answer from before the erasure, which is stored after it": ["erasures", 5, 23],
  "a flood to a phone that nobody holds": ["calm-floods", 10],
  "a flood to a phone in which each attempt counts": ["calm-floods", 10],
  "a released phone whose texts go on waiting": ["calm-floods", 10, 5],
  "a flood to a phone that makes messages fail": ["calm-floods", 10, 5],
  "a flood of texts that nobody holds": ["calm-floods", 10, 30],
  "released texts that go on waiting": ["calm-floods", 10, 30],
  "a text that counts although it was not sent": ["calm-floods", 10],
  "a text that was sent and does not count": ["calm-floods", 10],
  "a held daily run that queues all the same": ["calm-floods", 10],
  "a due list that is counted twice": ["calm-floods", 10],
  "a held daily run that nobody can release": ["calm-floods", 10, 10],
  "a released daily run that is held again": ["calm-floods", 10, 10],
  "no claim": ["standard", 20],
  "the claim after the send": ["standard", 20],
  "both routes to the fallback": ["calm", 20],
  "a lease shorter than the send": ["duplicates", 20],
  "a message acknowledged before its outcome is recorded": ["standard", 60],
  "an error after the effect treated as success": ["lost-answers", 20],
  "a claim that is never taken over": ["crashes", 20],
  "a take-over that is not recorded": ["lost-answers", 80],
  "a text after the appointment has begun": ["standard", 20],
  "a notification in progress treated as ended": ["storm", 300],
  "a redrive that deletes before it sends": ["crashes", 40],
  "a text that waits until its appointment": ["quota", 20],
  "an email that waits until its appointment": ["quota", 60],
  "a fixed line whose phone is not tried after its email": ["calm", 60],
  "invalid messages deleted": ["standard", 60],
  "a phone number in the log": ["standard", 10],
  "the patient left out of the identity": ["calm", 20],
  "the revision left out of the identity": ["calm", 20],
  "an event that is lost with its publisher": ["crashes", 60],
  "a duplicate that is not counted": ["calm", 20],
  "a history shortened as it was before the claim": ["storm", 20],
  "a drop that copies of the message ignore": ["duplicates", 20],
  "a second send that no digest finds": ["lost-answers", 40],
  "outcomes that are not published": ["standard", 10],
  "a duplicate counted as a failure": ["duplicates", 10],
};

test("every mistake has a scenario and a number of runs within which it is noticed", () => {
  expect(Object.keys(CAUGHT)).toEqual(Object.keys(BROKEN));
});

test.each(Object.entries(BROKEN))("a pipeline with this mistake is caught: %s", async (name, variant: Variant) => {
  const [scenario, runs, firstSeed = 1] = CAUGHT[name] ?? (["standard", 0] as const);
  expect(await failures({ scenario: SCENARIOS[scenario], variant }, runs, firstSeed, 1)).not.toEqual([]);
});

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
  for (const { seed } of await failures({ scenario, variant }, 200, 22, 3)) {
    const options = { seed, scenario, variant };
    const whole = await simulate(options);
    const { only, result } = await shrink(options, whole);
    faults.all += whole.faults.length;
    faults.needed += only.length;
    expect(result.problems).not.toEqual([]);
    expect((await simulate({ ...options, only: new Set(only) })).problems).toEqual(result.problems);
  }
  expect(faults.all).toBeGreaterThan(100);
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
