/** How often the local run's services fail, by level. */

/** `outages`: as in a storm, and functions are killed and services stop responding (`outages.ts`). */
export type FaultLevel = "none" | "typical" | "storm" | "outages";

export interface FaultRates {
  /** Share of calls that get a transient error. */
  readonly errors: number;
  /** Share of these errors that are returned after the call took effect. */
  readonly afterEffect: number;
  /** Share of calls that are throttled. */
  readonly throttles: number;
  /** Shortest and longest latency of an answer, ms. */
  readonly latencyMs: readonly [min: number, max: number];
}

/** Shares of the receipts of texts and emails. */
export interface ReceiptFaults {
  /** Never come. */
  readonly lost: number;
  /** Come minutes later than others. */
  readonly late: number;
  readonly twice: number;
  /** Of the messages with several receipts: those whose receipts come in the opposite order. */
  readonly disordered: number;
}

/** Carriers: SMS and email. Infrastructure: DynamoDB, SQS and CloudWatch. */
export type FaultTarget = "carrier" | "infrastructure";

const STORM: Record<FaultTarget, FaultRates> = {
  carrier: { errors: 0.15, afterEffect: 0.5, throttles: 0.1, latencyMs: [10, 400] },
  infrastructure: { errors: 0.05, afterEffect: 1 / 3, throttles: 0, latencyMs: [0, 0] },
};

export const FAULT_LEVELS: Record<FaultLevel, Record<FaultTarget, FaultRates>> = {
  none: {
    carrier: { errors: 0, afterEffect: 0, throttles: 0, latencyMs: [0, 0] },
    infrastructure: { errors: 0, afterEffect: 0, throttles: 0, latencyMs: [0, 0] },
  },
  typical: {
    carrier: { errors: 0.01, afterEffect: 0, throttles: 0.01, latencyMs: [10, 60] },
    infrastructure: { errors: 0.002, afterEffect: 0, throttles: 0, latencyMs: [0, 0] },
  },
  storm: STORM,
  outages: STORM,
};

const RECEIPTS_IN_A_STORM: ReceiptFaults = { lost: 0.05, late: 0.1, twice: 0.1, disordered: 0.5 };

export const RECEIPT_FAULTS: Record<FaultLevel, ReceiptFaults> = {
  none: { lost: 0, late: 0, twice: 0, disordered: 0 },
  typical: { lost: 0.01, late: 0.01, twice: 0.01, disordered: 0.1 },
  storm: RECEIPTS_IN_A_STORM,
  outages: RECEIPTS_IN_A_STORM,
};
