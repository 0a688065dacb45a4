import { RemovalPolicy } from "aws-cdk-lib";
import { Grant, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { AwsCustomResource, type AwsSdkCall, PhysicalResourceId } from "aws-cdk-lib/custom-resources";
import { Construct } from "constructs";
import type { DataKey } from "./data-key";
import { logGroupOf } from "./reminder-function";
import { deliveryStatusLogGroups } from "./sms-carrier";

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
      this.keptLogs("Delivered", delivered, key, RemovalPolicy.RETAIN),
      this.keptLogs("Failed", failed, key, RemovalPolicy.RETAIN),
    ];
    // 2. What the setting function may do, written out: CDK's own role for it would be AWS's managed one.
    const logGroup = this.keptLogs("Logs", logGroupOf(functionName), key, RemovalPolicy.DESTROY);
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: "Sets the SMS settings of the account",
    });
    logGroup.grantWrite(role);
    // It takes no resource: Service Authorization Reference, "Actions, resources, and condition keys for Amazon SNS".
    const maySet = Grant.addToPrincipal({ grantee: role, actions: ["sns:SetSMSAttributes"], resourceArns: ["*"] });
    const mayPass = Grant.addToPrincipal({
      grantee: role,
      actions: ["iam:PassRole"],
      resourceArns: [deliveryStatusRole.roleArn],
      conditions: { StringEquals: { "iam:PassedToService": "sns.amazonaws.com" } },
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
    maySet.applyBefore(settings);
    mayPass.applyBefore(settings);
  }

  private keptLogs(id: string, logGroupName: string, key: DataKey, removalPolicy: RemovalPolicy): LogGroup {
    return new LogGroup(this, id, {
      logGroupName,
      retention: RetentionDays.ONE_MONTH,
      encryptionKey: key.key,
      removalPolicy,
    });
  }
}
