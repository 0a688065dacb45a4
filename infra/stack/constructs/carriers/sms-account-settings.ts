import { Stack } from "aws-cdk-lib";
import { Grant, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import { AwsCustomResource, type AwsSdkCall, PhysicalResourceId } from "aws-cdk-lib/custom-resources";
import { Construct } from "constructs";
import { fitFunction } from "../../platform/fit-function";
import type { Platform } from "../../platform/platform";
import { SettingsError } from "../../settings/check-settings";
import type { DataKey } from "../encryption/data-key";
import { EncryptedLogs } from "../encryption/encrypted-logs";
import { logGroupOf } from "../encryption/log-groups";
import { deliveryStatusLogGroups, grantViaSns } from "./sms-carrier";

export interface SmsAccountSettingsProps {
  /** The function that applies the settings. */
  readonly functionName: string;
  /** The role with which SNS logs the delivery status. */
  readonly deliveryStatusRole: Role;
  /** US dollars a month. */
  readonly monthlySpendLimit: number;
  /** Percent of the delivered texts whose status is logged; failed texts are always logged. */
  readonly successSampling: number;
  readonly key: DataKey;
  readonly platform: Platform;
}

/** Delivery logs have phone numbers: they are kept no longer than the receipts need them. */
const DELIVERY_LOG_DAYS = 30;

/**
 * The SMS settings of the whole account in its region, and the log groups of the delivery status.
 *
 * The settings belong to no stack: deleting the stack does not undo them, and what they use is retained. SNS dictates the
 * names of the log groups, so the deployment of a second environment that manages the settings fails before it changes
 * them.
 */
export class SmsAccountSettings extends Construct {
  /** Of the delivery status of texts: delivered, and failed. */
  readonly deliveryLogs: readonly LogGroup[];

  constructor(scope: Construct, id: string, props: SmsAccountSettingsProps) {
    super(scope, id);
    const { functionName, deliveryStatusRole, monthlySpendLimit, successSampling, key, platform } = props;
    if (findCustomResourceFunction(this))
      throw new SettingsError(
        "smsAccountSettings=managed needs a stack without another AwsCustomResource: CDK has one function for all of them, and " +
          "its role may not set the SMS settings.",
      );
    // 1. If SNS created these groups, they would keep phone numbers forever.
    const [delivered, failed] = deliveryStatusLogGroups(this);
    const ofTexts = { key, retentionDays: DELIVERY_LOG_DAYS, retain: true };
    this.deliveryLogs = [
      new EncryptedLogs(this, "Delivered", { logGroupName: delivered, ...ofTexts }),
      new EncryptedLogs(this, "Failed", { logGroupName: failed, ...ofTexts }),
    ];
    // 2. The permissions of the function, written out: CDK would use a managed policy of AWS.
    const { logRetentionDays: retentionDays } = platform;
    const logs = { logGroupName: logGroupOf(functionName), key, retentionDays, retain: false };
    const logGroup = new EncryptedLogs(this, "Logs", logs);
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: "Applies the SMS settings of the account",
    });
    logGroup.grantWrite(role);
    // This action has no resource: Service Authorization Reference, "Actions, resources, and condition keys for Amazon SNS".
    Grant.addToPrincipal({ grantee: role, actions: ["sns:SetSMSAttributes"], resourceArns: ["*"] });
    // SNS stores the spend limit in End User Messaging.
    grantViaSns(role, ["sms-voice:DescribeSpendLimits", "sms-voice:SetTextMessageSpendLimitOverride"]);
    Grant.addToPrincipal({
      grantee: role,
      actions: ["iam:PassRole"],
      resourceArns: [deliveryStatusRole.roleArn],
      // If the key is present: not every service sets it. The trust policy of the passed role allows only SNS.
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
    settings.node.addDependency(...this.deliveryLogs);
    // CDK would attach AWS's managed policy to the role, and create a security group.
    const lambda = findCustomResourceFunction(this);
    if (lambda) fitFunction(lambda, role, functionName, platform);
  }
}

/** The function of CDK's own for all custom resources of a stack that call AWS; undefined if there is none yet. */
function findCustomResourceFunction(scope: Construct): IFunction | undefined {
  const id = `AWS${AwsCustomResource.PROVIDER_FUNCTION_UUID.replaceAll("-", "")}`;
  return Stack.of(scope).node.tryFindChild(id) as IFunction | undefined;
}
