import { CfnOutput, type Stack } from "aws-cdk-lib";

/** By the output's name: its value, and what it is for. */
type Outputs = Readonly<Record<string, readonly [value: string, description: string]>>;

/**
 * Tells who deploys what they need to go on.
 * @param outputs `exported`: other stacks can import these; export names are one to an account and region, so they end
 * with the environment, like all names
 */
export function addOutputs(
  stack: Stack,
  environment: string,
  { exported, told }: { readonly exported: Outputs; readonly told: Outputs },
): void {
  for (const [name, [value, description]] of Object.entries(exported)) {
    new CfnOutput(stack, name, { value, description, exportName: `${name}-${environment}` });
  }
  for (const [name, [value, description]] of Object.entries(told)) new CfnOutput(stack, name, { value, description });
}

/** The records that the DNS of the email domain needs. */
export function dkimOutputs(records: readonly string[]): Outputs {
  const description = "To be added to the DNS of the domain that sends emails";
  return Object.fromEntries(records.map((record, index) => [`DkimRecord${index + 1}`, [record, description] as const]));
}
