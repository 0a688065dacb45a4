import type { Context } from "aws-lambda";
import { type CollectDependencies, collectReceipts } from "../../domain/receipts/collect-receipts";

/** The Lambda handler of the receipt collector. It accepts the logs of the account that it runs in. */
export function collectorHandler(deps: CollectDependencies) {
  return (event: unknown, { awsRequestId, invokedFunctionArn }: Context): Promise<void> =>
    collectReceipts(event, { id: awsRequestId, account: accountOf(invokedFunctionArn) }, deps);
}

/** @param arn `arn:<partition>:lambda:<region>:<account>:function:<name>` */
function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}
