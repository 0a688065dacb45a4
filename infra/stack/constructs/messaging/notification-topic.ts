import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { DataKey } from "../encryption/data-key";

export interface NotificationTopicProps {
  readonly topicName: string;
  readonly key: DataKey;
}

/** The topic of outcome events for other systems, which filter by the attributes `status` and `channel`. */
export class NotificationTopic extends Construct {
  readonly topic: Topic;
  private readonly key: DataKey;

  constructor(scope: Construct, id: string, { topicName, key }: NotificationTopicProps) {
    super(scope, id);
    this.key = key;
    // With enforceSSL the topic's policy only denies: the roles of this account decide who publishes and subscribes.
    this.topic = new Topic(this, "Topic", {
      topicName,
      displayName: "AppointmentNotifications",
      masterKey: key.key,
      enforceSSL: true,
    });
  }

  get arn(): string {
    return this.topic.topicArn;
  }

  /** Allows the grantee to publish outcome events. */
  grantPublish(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ["sns:Publish"], resourceArns: [this.topic.topicArn] });
    this.key.grantSend(grantee, "sns");
  }
}
