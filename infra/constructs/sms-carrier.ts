import { ArnFormat, Stack } from "aws-cdk-lib";
import { Grant, type IGrantable, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";

/** Texts to phones by SNS. Nothing of it is deployed but a role; the account holds the rest. */
export class SmsCarrier extends Construct {
  /**
   * What SNS writes the delivery status of texts to CloudWatch Logs with. It works once the account's SMS settings name
   * it as `DeliveryStatusIAMRole`; they are shared by everything in the account and region, so this stack leaves them be.
   */
  readonly deliveryStatusRole: Role;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.deliveryStatusRole = new Role(this, "DeliveryStatusRole", {
      assumedBy: new ServicePrincipal("sns.amazonaws.com"),
      description: "Lets SNS log the delivery status of texts",
    });
    const { region, account } = Stack.of(this);
    // The log groups `.../DirectPublishToPhoneNumber` and `.../DirectPublishToPhoneNumber/Failure`, made by SNS.
    const logGroups = Stack.of(this).formatArn({
      service: "logs",
      resource: "log-group",
      resourceName: `sns/${region}/${account}/DirectPublishToPhoneNumber*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    // As in "Prerequisites for delivery status logging", Amazon SNS Developer Guide.
    Grant.addToPrincipal({
      grantee: this.deliveryStatusRole,
      actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      resourceArns: [logGroups],
    });
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
  }
}
