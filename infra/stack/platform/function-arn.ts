import { ArnFormat, Stack } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** The ARN of a function of the stack, by its name: a function depends on its policy, which therefore cannot refer to it. */
export function functionArn(scope: IConstruct, functionName: string): string {
  return Stack.of(scope).formatArn({
    service: "lambda",
    resource: "function",
    resourceName: functionName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
