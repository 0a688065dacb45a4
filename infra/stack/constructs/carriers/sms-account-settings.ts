import { Grant, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { AwsCustomResource, type AwsSdkCall, PhysicalResourceId } from "aws-cdk-lib/custom-resources";
import { Construct } from "constructs";
import type { DataKey } from "../encryption/data-key";
import { EncryptedLogs } from "../encryption/encrypted-logs";
import { logGroupOf } from "../encryption/log-groups";
import { deliveryStatusLogGroups, grantViaSns } from "./sms-carrier";

export interface SmsAccountSettingsProps {
  /** Of the function that sets them. */
  readonly functionName: string;
  /** What SNS logs the delivery status with. */
  readonly deliveryStatusRole: Role;
  /** US dollars a month. */
  readonly monthlySpendLimit: number;
  /** Percent of the delivered texts whose status is logged; failed ones are always. */
  readonly successSampling: number;
  readonly key: DataKey;
}

/**
 * The SMS settings of the whole account in its region, and the logs that they lead to.
 *
 * They belong to no stack: on deletion nothing is undone, and what they go on to use is kept. The log groups have names
 * that SNS gives, so a second environment that wants to manage the settings fails to deploy before it touches them.
 */
export class SmsAccountSettings extends Construct {
  constructor(scope: Construct, id: string, props: SmsAccountSettingsProps) {
    super(scope, id);
    const { functionName, deliveryStatusRole, monthlySpendLimit, successSampling, key } = props;
    // 1. Left to SNS, these would keep phone numbers for ever.
    const [delivered, failed] = deliveryStatusLogGroups(this);
    const logs = [
      new EncryptedLogs(this, "Delivered", { logGroupName: delivered, key, retain: true }),
      new EncryptedLogs(this, "Failed", { logGroupName: failed, key, retain: true }),
    ];
    // 2. What the setting function may do, written out: CDK's own role for it would be AWS's managed one.
    const logGroup = new EncryptedLogs(this, "Logs", { logGroupName: logGroupOf(functionName), key, retain: false });
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: "Sets the SMS settings of the account",
    });
    logGroup.grantWrite(role);
    // It takes no resource: Service Authorization Reference, "Actions, resources, and condition keys for Amazon SNS".
    Grant.addToPrincipal({ grantee: role, actions: ["sns:SetSMSAttributes"], resourceArns: ["*"] });
    // SNS keeps the spend limit in End User Messaging.
    grantViaSns(role, ["sms-voice:DescribeSpendLimits", "sms-voice:SetTextMessageSpendLimitOverride"]);
    Grant.addToPrincipal({
      grantee: role,
      actions: ["iam:PassRole"],
      resourceArns: [deliveryStatusRole.roleArn],
      // Where SNS tells it: not every service does. The passed role itself admits SNS alone.
      conditions: { StringEqualsIfExists: { "iam:PassedToService": "sns.amazonaws.com" } },
    });
    // 3. The settings.
    const set: AwsSdkCall = {
      service: "SNS",
      action: "SetSMSAttributes",
      parameters: {
        attributes: {
          DefaultSMSType: "Transactional",
          DeliveryStatusIAMRole: deliveryStatusRole.roleArn,
          DeliveryStatusSuccessSamplingRate: String(successSampling),
          MonthlySpendLimit: String(monthlySpendLimit),
        },
      },
      physicalResourceId: PhysicalResourceId.of("sms-account-settings"),
    };
    const settings = new AwsCustomResource(this, "Settings", {
      resourceType: "Custom::SmsAccountSettings",
      functionName,
      onCreate: set,
      onUpdate: set,
      role,
      logGroup,
      installLatestAwsSdk: false,
    });
    settings.node.addDependency(...logs);
  }
}
