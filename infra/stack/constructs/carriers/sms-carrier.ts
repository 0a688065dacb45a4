import { ArnFormat, Stack } from "aws-cdk-lib";
import { Grant, type IGrantable, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { logGroupArn } from "../encryption/log-groups";
import { removalPolicy } from "../encryption/removal-policy";

/**
 * The log groups of the delivery status of texts: delivered, and failed. Their lines hold phone numbers.
 * Named by SNS: AWS Knowledge Center (https://repost.aws/knowledge-center/monitor-sns-texts-cloudwatch).
 */
export function deliveryStatusLogGroups(scope: Construct): readonly [delivered: string, failed: string] {
  const { region, account } = Stack.of(scope);
  const delivered = `sns/${region}/${account}/DirectPublishToPhoneNumber`;
  return [delivered, `${delivered}/Failure`];
}

/** Texts to phones by SNS. Only a role is deployed: all other settings belong to the account. */
export class SmsCarrier extends Construct {
  /**
   * The role with which SNS logs the delivery status of texts to CloudWatch Logs. It takes effect once the account's SMS
   * settings name it as `DeliveryStatusIAMRole`.
   */
  readonly deliveryStatusRole: Role;

  /** @param props `retain`: whether the role outlives the stack, since the account's settings may still name it */
  constructor(scope: Construct, id: string, { retain }: { readonly retain: boolean }) {
    super(scope, id);
    const resources = deliveryStatusLogGroups(this).flatMap((name) => {
      const arn = logGroupArn(this, name);
      return [arn, `${arn}:*`];
    });
    // As in "Prerequisites for delivery status logging", Amazon SNS Developer Guide. SNS creates missing groups.
    const actions = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
    this.deliveryStatusRole = new Role(this, "DeliveryStatusRole", {
      assumedBy: new ServicePrincipal("sns.amazonaws.com"),
      description: "Lets SNS log the delivery status of texts",
      // Inline, so that it is retained with the role.
      inlinePolicies: { Logs: new PolicyDocument({ statements: [new PolicyStatement({ actions, resources })] }) },
    });
    this.deliveryStatusRole.applyRemovalPolicy(removalPolicy(retain));
  }

  /** Allows the grantee to send texts to phones. */
  grantSend(grantee: IGrantable): void {
    // When publishing to a phone, the resource is the number itself, as the errors of SNS show ("not authorized to
    // perform: SNS:Publish on resource: +1..."), so no ARN covers it. AWS's example for phones grants `*` (Step Functions
    // Developer Guide, "IAM policies for Amazon SNS"), which also allows every topic and endpoint. Excluding every SNS ARN
    // leaves only phones.
    const phonesOnly = Stack.of(this).formatArn({
      service: "sns",
      region: "*",
      account: "*",
      resource: "*",
      arnFormat: ArnFormat.NO_RESOURCE_NAME,
    });
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ["sns:Publish"], notResources: [phonesOnly] }),
    );
    grantViaSns(grantee, ["sms-voice:SendTextMessage"]);
  }

  /** Allows the grantee to check whether a phone has opted out. */
  grantCheckOptOuts(grantee: IGrantable): void {
    // This action has no resource: Service Authorization Reference, "Actions, resources, and condition keys for Amazon SNS".
    Grant.addToPrincipal({ grantee, actions: ["sns:CheckIfPhoneNumberIsOptedOut"], resourceArns: ["*"] });
    grantViaSns(grantee, ["sms-voice:DescribeOptedOutNumbers"]);
  }
}

/**
 * Allows the calls that SNS makes to AWS End User Messaging on behalf of the caller. SNS has sent its texts through it
 * since September 2024, and requires these permissions of roles without administrator permissions ("Getting started with
 * Amazon SNS SMS access management", SNS Developer Guide; condition and resource as in the managed policy
 * AmazonSNSFullAccess). The caller itself gets no access to End User Messaging.
 * @param actions of `sms-voice`
 */
export function grantViaSns(grantee: IGrantable, actions: string[]): void {
  Grant.addToPrincipal({
    grantee,
    actions,
    // SNS chooses the number, pool or sender id.
    resourceArns: ["*"],
    conditions: { StringEquals: { "aws:CalledViaLast": "sns.amazonaws.com" } },
  });
}
