/** The ports that the whole domain shares. Adapters implement them with the SDK, tests with fakes that store. */

import type { OutcomeEvent } from "../../contracts/events/event-types";
import type { MetricSeries, MetricsByClinic, MetricValues } from "../../contracts/metrics";

export interface Clock {
  /** ms since 1970. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** Random values. */
export interface Random {
  /** From 0 (inclusive) to 1 (exclusive). */
  fraction(): number;
  /** A unique id. */
  uuid(): string;
}

/** A message as a consumer receives it. */
export interface QueueMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** How often consumers have received it, including this time: SQS's approximate count. */
  readonly receives?: number;
  /** When it was sent to its queue, in ms since 1970. A message that SQS itself moves to a DLQ keeps that time. */
  readonly sentAt?: number;
}

/** Seconds: the longest delay that SQS accepts. */
export const MAX_DELAY_SECONDS = 900;

export interface OutgoingMessage {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Up to {@link MAX_DELAY_SECONDS}. */
  readonly delaySeconds?: number;
}

export interface Queue {
  send(message: OutgoingMessage): Promise<void>;
}

export interface BatchQueue {
  /**
   * Sends up to ten messages in one call.
   * @returns those that the queue did not accept
   */
  sendBatch(messages: readonly OutgoingMessage[]): Promise<readonly RefusedEntry[]>;
}

/** A message of a batch that the queue did not accept. */
export interface RefusedEntry {
  /** Its index in the batch. */
  readonly index: number;
  /** The queue's error code. */
  readonly code: string;
}

export interface OutcomeTopic {
  /** Publishes any number of events, ten a call. */
  publish(events: readonly OutcomeEvent[]): Promise<void>;
}

export interface Metrics {
  /**
   * Sends all values in one call.
   * @param byClinic the share of each clinic, in addition
   * @param series metrics with several values each
   */
  emit(values: MetricValues, byClinic?: MetricsByClinic, series?: MetricSeries): Promise<void>;
}

/** Ids, codes and counts only: operators read it. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Logger {
  info(event: string, fields: LogFields): void;
  error(event: string, fields: LogFields): void;
}
