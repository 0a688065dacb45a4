/** The scenarios of a run: the number of patients, the probabilities of faults, and how long they last. */
import { type FaultRates, NO_FAULTS } from "./services/faults";

export interface Scenario {
  readonly description: string;
  readonly patients: number;
  /** The maximum number of messages that other systems send for one notification. */
  readonly maxCopies: number;
  readonly faults: FaultRates;
  /** ms after which there are no faults any more. */
  readonly faultsLastMs: number;
  /** Runs of the redrive command during the faults. */
  readonly redrives: number;
  /** The run goes on for two nights, at a clinic with a send window. */
  readonly nights?: true;
  /** Whether patients are reminded by plans over two weeks with a change of clocks, instead of a day. */
  readonly plans?: true;
  /** In every how many runs carriers report what became of texts and emails, and ms within which the latest receipts come. */
  readonly receipts?: { readonly every: number; readonly latestMs: number };
  /** Whether appointments arrive by the bookings queue, and change over two days. */
  readonly life?: true;
  /** Whether operators erase patients in the course of a life. */
  readonly erasures?: true;
  /** Whether patients share a phone and a daily run has more than usual, and operators release what is held. */
  readonly floods?: true;
  /** How many runs share a daily run, if not one. */
  readonly producerRuns?: 4 | 16;
  /** In every how many runs of a life patients answer their texts. */
  readonly answers?: { readonly every: number };
}

const HOUR = 3_600_000;

const some = (rate: number): FaultRates => ({
  errorBefore: rate,
  responseLost: rate,
  throttled: rate,
  quotaUsed: 0,
  delayed: rate / 2,
  crash: rate / 2,
  duplicateDelivery: rate,
  deleteLost: rate,
});

/** The receipts of a run that is about something else. */
const SOME_RECEIPTS = { every: 4, latestMs: 3 * HOUR } as const;

/** The answers of a run that is about something else. */
const SOME_ANSWERS = { every: 4 } as const;

export const SCENARIOS = {
  standard: {
    description: "everything goes wrong now and then",
    patients: 4,
    maxCopies: 2,
    faults: some(0.02),
    faultsLastMs: HOUR,
    redrives: 1,
    receipts: SOME_RECEIPTS,
  },
  calm: {
    description: "nothing goes wrong",
    patients: 6,
    maxCopies: 3,
    faults: NO_FAULTS,
    faultsLastMs: 0,
    redrives: 1,
    receipts: SOME_RECEIPTS,
  },
  storm: {
    description: "every fifth call goes wrong, for six hours",
    patients: 5,
    maxCopies: 3,
    faults: some(0.2),
    faultsLastMs: 6 * HOUR,
    redrives: 3,
  },
  quota: {
    description: "the carriers' quotas are used up for twelve hours",
    patients: 5,
    maxCopies: 2,
    faults: { ...NO_FAULTS, quotaUsed: 0.99 },
    faultsLastMs: 12 * HOUR,
    redrives: 1,
    receipts: SOME_RECEIPTS,
  },
  crashes: {
    description: "processes end at every tenth step",
    patients: 5,
    maxCopies: 2,
    faults: { ...NO_FAULTS, crash: 0.1, deleteLost: 0.05 },
    faultsLastMs: 3 * HOUR,
    redrives: 2,
    receipts: SOME_RECEIPTS,
  },
  "lost-answers": {
    description: "calls take effect, and their responses are errors or late",
    patients: 5,
    maxCopies: 2,
    faults: { ...NO_FAULTS, responseLost: 0.2, delayed: 0.1 },
    faultsLastMs: 3 * HOUR,
    redrives: 2,
    receipts: SOME_RECEIPTS,
  },
  nights: {
    description: "texts wait for their send window, over two nights, and everything goes wrong now and then",
    patients: 4,
    maxCopies: 3,
    faults: some(0.02),
    faultsLastMs: 24 * HOUR,
    redrives: 2,
    nights: true,
    receipts: SOME_RECEIPTS,
  },
  duplicates: {
    description: "every message is delivered several times",
    patients: 3,
    maxCopies: 8,
    faults: { ...NO_FAULTS, duplicateDelivery: 0.4, deleteLost: 0.3 },
    faultsLastMs: 3 * HOUR,
    redrives: 2,
    receipts: SOME_RECEIPTS,
  },
  receipts: {
    description: "carriers report late, twice, in no order, wrongly or never, and calls fail now and then",
    patients: 5,
    maxCopies: 3,
    faults: { ...some(0.02), responseLost: 0.1, crash: 0.03 },
    faultsLastMs: 12 * HOUR,
    redrives: 2,
    receipts: { every: 1, latestMs: 30 * HOUR },
  },
  "calm-receipts": {
    description: "carriers report what became of texts and emails, in no order, and nothing goes wrong",
    patients: 5,
    maxCopies: 3,
    faults: NO_FAULTS,
    faultsLastMs: 0,
    redrives: 1,
    receipts: { every: 1, latestMs: 30 * HOUR },
  },
  plans: {
    description: "several reminders by plans over a change of clocks, and calls fail now and then",
    patients: 4,
    maxCopies: 1,
    faults: some(0.02),
    faultsLastMs: 14 * 24 * HOUR,
    redrives: 0,
    plans: true,
  },
  "calm-plans": {
    description: "several reminders by plans over a change of clocks, and nothing goes wrong",
    patients: 4,
    maxCopies: 1,
    faults: NO_FAULTS,
    faultsLastMs: 0,
    redrives: 0,
    plans: true,
  },
  life: {
    description: "appointments are booked, moved, cancelled and booked again by queue, and calls fail now and then",
    patients: 4,
    maxCopies: 1,
    faults: some(0.02),
    faultsLastMs: 30 * HOUR,
    redrives: 0,
    life: true,
    answers: SOME_ANSWERS,
  },
  "calm-life": {
    description: "appointments are booked, moved, cancelled and booked again by queue, and nothing goes wrong",
    patients: 4,
    maxCopies: 1,
    faults: NO_FAULTS,
    faultsLastMs: 0,
    redrives: 0,
    life: true,
    answers: SOME_ANSWERS,
  },
  answers: {
    description: "patients answer their texts early, late, twice and in no order, and calls fail now and then",
    patients: 4,
    maxCopies: 1,
    faults: some(0.02),
    faultsLastMs: 30 * HOUR,
    redrives: 0,
    life: true,
    answers: { every: 1 },
  },
  "calm-answers": {
    description: "patients answer their texts early, late, twice and in no order, and nothing goes wrong",
    patients: 4,
    maxCopies: 1,
    faults: NO_FAULTS,
    faultsLastMs: 0,
    redrives: 0,
    life: true,
    answers: { every: 1 },
  },
  erasures: {
    description: "operators erase patients whose appointments are booked, reminded of and answered, and calls fail",
    patients: 4,
    maxCopies: 1,
    faults: some(0.03),
    faultsLastMs: 50 * HOUR,
    redrives: 0,
    erasures: true,
  },
  "calm-erasures": {
    description: "operators erase patients whose appointments are booked, reminded of and answered; nothing goes wrong",
    patients: 4,
    maxCopies: 1,
    faults: NO_FAULTS,
    faultsLastMs: 0,
    redrives: 0,
    erasures: true,
  },
  floods: {
    description: "far more texts than usual, to one phone and by the daily run, and calls fail now and then",
    patients: 5,
    maxCopies: 2,
    faults: some(0.03),
    faultsLastMs: 3 * HOUR,
    redrives: 1,
    floods: true,
  },
  "calm-floods": {
    description: "far more texts than usual, to one phone and by the daily run, and nothing goes wrong",
    patients: 5,
    maxCopies: 2,
    faults: NO_FAULTS,
    faultsLastMs: 0,
    redrives: 1,
    floods: true,
  },
  "shared-runs": {
    description: "four runs share the daily run, which may be held, and everything goes wrong now and then",
    patients: 8,
    maxCopies: 1,
    faults: some(0.03),
    faultsLastMs: 3 * HOUR,
    redrives: 1,
    floods: true,
    producerRuns: 4,
  },
  "calm-shared-runs": {
    description: "four runs share the daily run, which may be held, and nothing goes wrong",
    patients: 8,
    maxCopies: 1,
    faults: NO_FAULTS,
    faultsLastMs: 0,
    redrives: 1,
    floods: true,
    producerRuns: 4,
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;
