import { ArnFormat, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";

/** The log group of a function. */
export function logGroupOf(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}

/** The ARN of a log group of this account, as policies name the group itself; its streams are `<arn>:*`. */
export function logGroupArn(scope: Construct, resourceName: string): string {
  const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
  return Stack.of(scope).formatArn({ service: "logs", resource: "log-group", resourceName, arnFormat });
}
