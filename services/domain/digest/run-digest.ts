import { METRICS } from "../../../contracts/metrics";
import type { Clock, Logger, Metrics } from "../ports";
import { emitMetrics } from "../reporting/publish";
import { collectDigest, type Digest, needsPerson } from "./digest";
import type { DigestProgress, DigestSources, DigestTopic } from "./digest-ports";
import { type DigestFacts, digestSubject, digestText } from "./digest-text";
import { digestWindow } from "./digest-window";

export interface DigestDependencies extends DigestSources, DigestFacts {
  readonly clinicTimeZone: string;
  readonly progress: DigestProgress;
  readonly topic: DigestTopic;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly clock: Pick<Clock, "now">;
}

export interface DigestResponse extends Omit<Digest, "clinics" | "window"> {
  /** Whether there was anything to publish. */
  readonly published: boolean;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** How many clinics have anything. */
  readonly clinics: number;
}

/**
 * Makes the digest since the last one, and publishes it if anything needs a person. If it fails after publishing, the next
 * one says the same again: nothing is lost.
 * @param id of the invocation
 * @throws the ports' errors: nothing counts as published then
 */
export async function runDigest(id: string, deps: DigestDependencies): Promise<DigestResponse> {
  // 1. Count what came to need a person since the last digest. What comes while it counts is in the next one.
  const window = digestWindow(await deps.progress.read(), deps.clock.now());
  const digest = await collectDigest(window, deps);
  // 2. Publish it. A quiet day publishes nothing.
  const published = needsPerson(digest);
  if (published) await deps.topic.publish(digestSubject(digest, deps), digestText(digest, deps));
  // 3. Only then does the next one begin here.
  await deps.progress.advance(new Date(window.now).toISOString());
  // 4. Report.
  await emitMetrics(id, { [METRICS.digestRuns]: 1 }, deps);
  const { totals, answers, deadLetters, clinics } = digest;
  const { noContact, failed, undelivered, possiblyTwice } = totals;
  deps.logger.info("digest", {
    batchId: id,
    published,
    noContact: noContact.count,
    failed: failed.count,
    undelivered: undelivered.count,
    possiblyTwice: possiblyTwice.count,
    answers: answers.count,
    deadLetters: deadLetters.reduce((sum, { messages }) => sum + messages, 0),
  });
  const since = new Date(window.since).toISOString();
  return { published, since, totals, answers, deadLetters, clinics: clinics.length };
}
