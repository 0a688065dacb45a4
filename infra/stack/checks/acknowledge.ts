import { type Stack, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** The rule packs whose findings may be acknowledged. Guard rules are ours to change. */
type Pack = "AwsSolutions" | "HIPAA.Security";

/** A finding that is accepted, and why. */
export interface Acknowledgement {
  /** As the report calls it: the pack, the rule, and the finding in brackets where a rule can have several. */
  readonly rule: `${Pack}-${string}`;
  /** Where it is found: paths of constructs within the stack. Some settings leave some of them out. */
  readonly resources: readonly string[];
  /** What makes the rule not apply, or what stands in for it. */
  readonly reason: string;
}

/** Accepts findings, each for the named resources alone. */
export function acknowledge(stack: Stack, acknowledgements: readonly Acknowledgement[]): void {
  for (const { rule, resources, reason } of acknowledgements) {
    const pack = rule.slice(0, rule.indexOf("-"));
    for (const resource of resources) {
      const construct = find(stack, resource);
      const checked = construct?.node.defaultChild ?? construct;
      // With the pack before it the finding stays in the report, with its reason; without, the pack drops it.
      if (checked) Validations.of(checked).acknowledge({ id: `${pack}::${rule}`, reason });
    }
  }
}

function find(stack: Stack, path: string): IConstruct | undefined {
  return path.split("/").reduce<IConstruct | undefined>((scope, id) => scope?.node.tryFindChild(id), stack);
}
