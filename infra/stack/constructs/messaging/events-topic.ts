import { Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Subscription, SubscriptionProtocol, Topic, TopicPolicy } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { DataKey } from "../encryption/data-key";
import type { ReminderQueue } from "./reminder-queue";

/** A service that publishes for this account. */
export interface Publisher {
  /** Such as `ses.amazonaws.com`. */
  readonly service: string;
  /** Where the events are those of one configuration set. */
  readonly source?: {
    /** The name of the service in ARNs, such as `ses`. */
    readonly arnService: string;
    readonly configurationSetName: string;
  };
}

export interface EventsTopicProps {
  readonly topicName: string;
  readonly displayName: string;
  /** Its policy must allow the publishers, and this topic to deliver to the queue. */
  readonly key: DataKey;
  /** Nobody else may publish. */
  readonly publishers: readonly Publisher[];
  /** Receives the events as they are published. */
  readonly queue: ReminderQueue;
}

/** A topic to which AWS services publish, such as what became of texts, or what patients answer; it delivers to one queue. */
export class EventsTopic extends Construct {
  readonly topic: Topic;
  /** What publishes to the topic must be created after it. */
  readonly policy: TopicPolicy;

  constructor(scope: Construct, id: string, { topicName, displayName, key, publishers, queue }: EventsTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, "Topic", { topicName, displayName, masterKey: key.key });
    this.policy = new TopicPolicy(this, "Policy", { topics: [this.topic], enforceSSL: true });
    for (const publisher of publishers) this.policy.document.addStatements(this.statement(publisher));
    queue.allowTopic(this.topic.topicArn);
    new Subscription(this, "Queue", {
      topic: this.topic,
      protocol: SubscriptionProtocol.SQS,
      endpoint: queue.queue.queueArn,
      rawMessageDelivery: true,
    });
  }

  /**
   * "Setting up an Amazon SNS event destination for event publishing", SES Developer Guide; "Amazon SNS access policy" and,
   * for what patients answer, "Topic policies for Amazon SNS topics", End User Messaging SMS User Guide.
   */
  private statement({ service, source }: Publisher): PolicyStatement {
    const stack = Stack.of(this);
    const sourceArn =
      source &&
      stack.formatArn({
        service: source.arnService,
        resource: "configuration-set",
        resourceName: source.configurationSetName,
      });
    return new PolicyStatement({
      principals: [new ServicePrincipal(service)],
      actions: ["sns:Publish"],
      resources: [this.topic.topicArn],
      conditions: {
        StringEquals: { "aws:SourceAccount": stack.account },
        ...(sourceArn && { ArnEquals: { "aws:SourceArn": sourceArn } }),
      },
    });
  }
}
