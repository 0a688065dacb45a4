import { Aws } from "aws-cdk-lib";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import { CfnConfigurationSet } from "aws-cdk-lib/aws-smsvoice";
import { Construct } from "constructs";
import type { EventsTopic } from "../messaging/events-topic";

/**
 * The events that say what became of a text: "EventType", AWS End User Messaging SMS and Voice v2 API Reference. Of the
 * others, `TEXT_QUEUED` and `TEXT_PENDING` precede these, and `TEXT_SENT` is not supported.
 */
export const TEXT_OUTCOMES = [
  "TEXT_SUCCESSFUL",
  "TEXT_DELIVERED",
  "TEXT_INVALID",
  "TEXT_INVALID_MESSAGE",
  "TEXT_UNREACHABLE",
  "TEXT_CARRIER_UNREACHABLE",
  "TEXT_BLOCKED",
  "TEXT_CARRIER_BLOCKED",
  "TEXT_SPAM",
  "TEXT_TTL_EXPIRED",
  "TEXT_PROTECT_BLOCKED",
  "TEXT_UNKNOWN",
];

export interface EndUserMessagingProps {
  readonly configurationSetName: string;
}

/** Texts to phones by AWS End User Messaging SMS: the configuration set of the texts, and the permission to send them. */
export class EndUserMessaging extends Construct {
  /** A reference, so that whatever names it is deployed after the configuration set. */
  readonly configurationSetName: string;
  private readonly configurationSet: CfnConfigurationSet;

  constructor(scope: Construct, id: string, { configurationSetName }: EndUserMessagingProps) {
    super(scope, id);
    this.configurationSet = new CfnConfigurationSet(this, "Texts", { configurationSetName });
    this.configurationSetName = this.configurationSet.ref;
  }

  /** Has End User Messaging publish what became of each text to a topic. Without it the events go nowhere. */
  publishOutcomes({ topic, policy }: EventsTopic): void {
    this.configurationSet.eventDestinations = [
      {
        eventDestinationName: "outcomes",
        enabled: true,
        matchingEventTypes: TEXT_OUTCOMES,
        snsDestination: { topicArn: topic.topicArn },
      },
    ];
    this.configurationSet.node.addDependency(policy);
  }

  /** Allows the grantee to send texts from the numbers, pools and sender ids of this account. */
  grantSend(grantee: IGrantable): void {
    // The resource is the number, pool or sender id: "Actions, resources, and condition keys for AWS End User Messaging SMS
    // and Voice V2", Service Authorization Reference. A text that names none may have no resource at all: AWS chooses. The
    // condition excludes those that other accounts share.
    Grant.addToPrincipal({
      grantee,
      actions: ["sms-voice:SendTextMessage"],
      resourceArns: ["*"],
      conditions: { StringEqualsIfExists: { "aws:ResourceAccount": Aws.ACCOUNT_ID } },
    });
  }
}
