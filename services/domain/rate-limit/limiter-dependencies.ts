import type { TextVolume } from "../../../contracts/tables/sms-rate-limit";
import type { FeedGuard } from "../floods/feed-guard";
import type { Clock, Logger } from "../ports";
import type { RateBudget } from "./rate-limit";

export interface LimiterDependencies {
  readonly budget: RateBudget;
  /** Absent, texts are neither counted nor held. */
  readonly feedGuard?: FeedGuard | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What a consumer keeps from one batch to the next. */
export interface ConsumerState {
  /** The budget by which it keeps to its share, if the shared one cannot be reached. */
  readonly own: RateBudget;
  /** Consumers that run at the same time at most. */
  readonly consumers: number;
  /** As it was seen last. */
  volume: TextVolume | undefined;
}
