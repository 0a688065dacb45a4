import { ArnFormat, Stack } from "aws-cdk-lib";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";

/**
 * Allows the grantee to put phones on an opt-out list of this account, and to take them off it.
 *
 * The list is the resource of both actions: "Actions, resources, and condition keys for AWS End User Messaging SMS and Voice
 * V2", Service Authorization Reference.
 * @param listName such as `Default`, which every account has
 */
export function grantOptOuts(scope: Construct, listName: string, grantee: IGrantable): void {
  const arnFormat = ArnFormat.SLASH_RESOURCE_NAME;
  const list = { service: "sms-voice", resource: "opt-out-list", resourceName: listName, arnFormat };
  Grant.addToPrincipal({
    grantee,
    actions: ["sms-voice:PutOptedOutNumber", "sms-voice:DeleteOptedOutNumber"],
    resourceArns: [Stack.of(scope).formatArn(list)],
  });
}
