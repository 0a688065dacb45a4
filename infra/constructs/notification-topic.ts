import type { Grant, IGrantable } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";

/** The topic that tells other systems of outcomes; they filter by the attributes `status` and `channel`. */
export class NotificationTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: { readonly topicName: string }) {
    super(scope, id);
    // With enforceSSL the topic's policy only denies: who publishes or subscribes is up to the roles of this account.
    this.topic = new Topic(this, "Topic", {
      topicName: props.topicName,
      displayName: "AppointmentNotifications",
      enforceSSL: true,
    });
  }

  get arn(): string {
    return this.topic.topicArn;
  }

  /** Allows to publish outcome events. */
  grantPublish(grantee: IGrantable): Grant {
    return this.topic.grantPublish(grantee);
  }
}
