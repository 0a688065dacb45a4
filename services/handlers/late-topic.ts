/** Outcomes are told once they are recorded: see {@link later}. */
import { sns } from "../adapters/sns-clients";
import { snsOutcomeTopic } from "../adapters/sns-outcome-topic";
import type { OutcomeTopic } from "../domain/ports";

export function lateTopic(arn: string): OutcomeTopic {
  return snsOutcomeTopic(sns(), arn);
}
