/** The topic of outcomes, which are published after they are recorded: see `shared-dependencies.ts`. */
import { sns } from "../adapters/carriers/sns-clients";
import { snsOutcomeTopic } from "../adapters/sns-outcome-topic";
import type { OutcomeTopic } from "../domain/ports";

export function lazyTopic(arn: string): OutcomeTopic {
  return snsOutcomeTopic(sns(), arn);
}
