/** Consumers with an endless backlog, as seen by the rate limiter. */
import { setTimeout as sleep } from "node:timers/promises";
import type { RateLimiter } from "../../../services/domain/rate-limit/rate-limit";
import { SPREAD } from "../aws/latencies";
import { logNormal } from "../log-normal";
import type { MeteredCarrier } from "./metered-carrier";

export interface Backlog {
  readonly consumers: readonly RateLimiter[];
  readonly carrier: MeteredCarrier;
  readonly batchSize: number;
  /** ms since 1970: no batch starts later. */
  readonly until: number;
  /** At least 0, below 1. */
  readonly random: () => number;
}

export interface Worked {
  /** Number of started batches. */
  readonly batches: number;
  readonly texts: number;
  /** ms that each text waited for the rate. */
  readonly waits: readonly number[];
}

/** Simulated median latencies within a region, ms: claim, opt-out check, text, the rest. */
export const LATENCIES = { claim: 6, optOut: 25, network: 10, answer: 90, recordAndTell: 40 } as const;
/** Percent of the texts with each number of parts. */
export const TEXTS = [
  { parts: 1, percent: 40 },
  { parts: 2, percent: 45 },
  { parts: 3, percent: 12 },
  { parts: 6, percent: 3 },
] as const;

/** Percent of the messages without a text: duplicates, numbers that have opted out. */
export const NOT_SENT = 5;

/** Each consumer processes one batch after the other. */
export async function workBacklog({ consumers, carrier, batchSize, until, random }: Backlog): Promise<Worked> {
  const waits: number[] = [];
  let batches = 0;
  const latency = (median: number) => sleep(logNormal(median, SPREAD, random));

  const text = async (rateLimiter: RateLimiter, parts: number) => {
    const turn = rateLimiter.reserve(parts, Date.now() + 50_000);
    await Promise.all([latency(LATENCIES.claim), latency(LATENCIES.optOut)]);
    if (random() * 100 < NOT_SENT) return turn.cancel();
    for (let taken = false; !taken; ) {
      const asked = performance.now();
      await turn.wait();
      waits.push(performance.now() - asked);
      await latency(LATENCIES.network);
      taken = carrier.take(parts);
    }
    await latency(LATENCIES.answer);
    turn.sent();
  };

  const consume = async (rateLimiter: RateLimiter) => {
    // Lambda does not start all of them in the same millisecond.
    await sleep(random() * 500);
    while (Date.now() < until) {
      batches += 1;
      await Promise.all(Array.from({ length: batchSize }, () => text(rateLimiter, partsOfText(random))));
      await latency(LATENCIES.recordAndTell);
    }
  };
  await Promise.all(consumers.map(consume));
  return { batches, texts: batches * batchSize, waits };
}

function partsOfText(random: () => number): number {
  let drawn = random() * 100;
  for (const { parts, percent } of TEXTS) {
    drawn -= percent;
    if (drawn < 0) return parts;
  }
  return 1;
}
