import { Stack, Token, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** The rule packs whose findings may be acknowledged. Guard rules are our own: they are changed instead. */
type Pack = "AwsSolutions" | "HIPAA.Security";

/** A finding that is accepted, with the reason. */
export interface Acknowledgement {
  /** As in the report: the pack, the rule, and the finding in brackets if a rule can have several. */
  readonly rule: `${Pack}-${string}`;
  /** Paths of constructs within the pipeline. With some settings, some of them do not exist. */
  readonly resources: readonly string[];
  /** Why the rule does not apply, or what replaces it. */
  readonly reason: string;
}

/**
 * Accepts findings, each for the named resources only.
 * @param pipeline the construct to which the paths are relative, or its stack: CDK adds a function of its own there
 */
export function acknowledge(pipeline: IConstruct, acknowledgements: readonly Acknowledgement[]): void {
  for (const { rule, resources, reason } of acknowledgements) {
    const pack = rule.slice(0, rule.indexOf("-"));
    for (const resource of resources) {
      const construct = find(pipeline, resource) ?? find(Stack.of(pipeline), resource);
      const checked = construct?.node.defaultChild ?? construct;
      // With the pack as a prefix, the finding stays in the report with its reason; without, the pack drops it.
      if (checked) Validations.of(checked).acknowledge({ id: `${pack}::${asReported(rule, pipeline)}`, reason });
    }
  }
}

/** Where a stack knows its account or region, the packs report ARNs with them. */
function asReported(rule: string, pipeline: IConstruct): string {
  const { account, region, partition } = Stack.of(pipeline);
  const known = { "<AWS::AccountId>": account, "<AWS::Region>": region, "<AWS::Partition>": partition };
  const given = Object.entries(known).filter(([, value]) => !Token.isUnresolved(value));
  return given.reduce((text, [placeholder, value]) => text.replaceAll(placeholder, value), rule);
}

function find(within: IConstruct, path: string): IConstruct | undefined {
  return path.split("/").reduce<IConstruct | undefined>((scope, id) => scope?.node.tryFindChild(id), within);
}
