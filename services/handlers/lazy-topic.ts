/** The topic of outcomes, which are published after they are recorded: see `shared-dependencies.ts`. */
import { sns } from "../adapters/carriers/sns-clients";
import { type EventTopic, snsOutcomeTopic } from "../adapters/sns-outcome-topic";

export function lazyTopic(arn: string): EventTopic {
  return snsOutcomeTopic(sns(), arn);
}
