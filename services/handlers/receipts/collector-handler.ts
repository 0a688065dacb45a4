import type { Context } from "aws-lambda";
import { type CollectDependencies, collectReceipts } from "../../domain/receipts/collect-receipts";
import { accountOf } from "./account-of";

/** The Lambda handler of the receipt collector. It accepts the logs of the account that it runs in. */
export function collectorHandler(deps: CollectDependencies) {
  return (event: unknown, { awsRequestId, invokedFunctionArn }: Context): Promise<void> =>
    collectReceipts(event, { id: awsRequestId, account: accountOf(invokedFunctionArn) }, deps);
}
