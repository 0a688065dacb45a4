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

/** Texts to phones by SNS. Nothing of it is deployed but a role; the account holds the rest. */
export class SmsCarrier extends Construct {
  /**
   * What SNS writes the delivery status of texts to CloudWatch Logs with. It works once the account's SMS settings name
   * it as `DeliveryStatusIAMRole`.
   */
  readonly deliveryStatusRole: Role;

  /** @param props `retain`: the account's settings may name the role, and go on to when the stack is deleted */
  constructor(scope: Construct, id: string, { retain }: { readonly retain: boolean }) {
    super(scope, id);
    const resources = deliveryStatusLogGroups(this).flatMap((name) => {
      const arn = logGroupArn(this, name);
      return [arn, `${arn}:*`];
    });
    // As in "Prerequisites for delivery status logging", Amazon SNS Developer Guide. SNS makes the groups where they lack.
    const actions = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
    this.deliveryStatusRole = new Role(this, "DeliveryStatusRole", {
      assumedBy: new ServicePrincipal("sns.amazonaws.com"),
      description: "Lets SNS log the delivery status of texts",
      // A part of the role, so that they are kept together.
      inlinePolicies: { Logs: new PolicyDocument({ statements: [new PolicyStatement({ actions, resources })] }) },
    });
    this.deliveryStatusRole.applyRemovalPolicy(removalPolicy(retain));
  }

  /** Allows to send texts to phones, and to ask whether a phone has opted out. */
  grantSend(grantee: IGrantable): void {
    // The resource of a publication to a phone is the number itself, as SNS's own refusals show ("not authorized to
    // perform: SNS:Publish on resource: +1..."), so a topic's ARN never covers it. AWS's example for phones grants `*`
    // (Step Functions Developer Guide, "IAM policies for Amazon SNS"), which opens every topic and endpoint as well.
    // Everything but what has an SNS ARN leaves phones alone.
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
    // It takes no resource: Service Authorization Reference, "Actions, resources, and condition keys for Amazon SNS".
    Grant.addToPrincipal({ grantee, actions: ["sns:CheckIfPhoneNumberIsOptedOut"], resourceArns: ["*"] });
    grantViaSns(grantee, ["sms-voice:SendTextMessage", "sms-voice:DescribeOptedOutNumbers"]);
  }
}

/**
 * Allows the calls that SNS makes to AWS End User Messaging in the caller's name. SNS has sent its texts through it since
 * September 2024, and requires these permissions of roles without administrator rights ("Getting started with Amazon SNS
 * SMS access management", SNS Developer Guide; the condition and the resource are those of the managed policy
 * AmazonSNSFullAccess). The caller itself gets no access to End User Messaging by this.
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
