import type { Properties, SynthesizedStack } from "../synthesized-stack";

/** All permissions of a function's role, one line each: action, resource and condition. */
export function permissionsOfFunction(stack: SynthesizedStack, functionName: string): string[] {
  return permissionsOfRole(stack, stack.named("AWS::Lambda::Function", functionName).Role["Fn::GetAtt"][0]);
}

/** All permissions of a role, from its own policies and AWS's. */
export function permissionsOfRole(stack: SynthesizedStack, logicalId: string): string[] {
  const { Policies = [], ManagedPolicyArns = [] } = stack.resources[logicalId]?.Properties ?? {};
  const attached = stack
    .ofType("AWS::IAM::Policy")
    .filter(({ Properties }) => Properties.Roles.some((role: Properties) => role.Ref === logicalId))
    .map(({ Properties }) => Properties);
  const statements = [...Policies, ...attached].flatMap(({ PolicyDocument }: Properties) => PolicyDocument.Statement);
  const managed = ManagedPolicyArns.map((arn: unknown) => `managed policy ${stack.read(arn)}`);
  return [...managed, ...statements.flatMap((statement) => linesOf(stack, statement))].sort();
}

function linesOf(stack: SynthesizedStack, statement: Properties): string[] {
  const { Effect, Action, Resource = [], NotResource = [], Condition } = statement;
  const places = [
    ...[Resource].flat().map((resource) => stack.read(resource)),
    ...[NotResource].flat().map((resource) => `anything but ${stack.read(resource)}`),
  ];
  const condition = Condition ? ` if ${stack.read(Condition)}` : "";
  return [Action].flat().flatMap((action) => places.map((place) => `${Effect} ${action} on ${place}${condition}`));
}
