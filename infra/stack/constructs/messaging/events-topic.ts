import { Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Subscription, SubscriptionProtocol, Topic, TopicPolicy } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { DataKey } from "../encryption/data-key";
import type { ReminderQueue } from "./reminder-queue";

/** A service that publishes events of its configuration set. */
export interface Publisher {
  /** Such as `ses.amazonaws.com`. */
  readonly service: string;
  /** The name of the service in ARNs, such as `ses`. */
  readonly arnService: string;
  readonly configurationSetName: string;
}

export interface EventsTopicProps {
  readonly topicName: string;
  /** Its policy must allow the publishers, and this topic to deliver to the queue. */
  readonly key: DataKey;
  /** Nobody else may publish. */
  readonly publishers: readonly Publisher[];
  /** Receives the events as they are published. */
  readonly queue: ReminderQueue;
}

/** The topic to which carriers publish what became of texts and emails; it delivers to one queue. */
export class EventsTopic extends Construct {
  readonly topic: Topic;
  /** What publishes to the topic must be created after it. */
  readonly policy: TopicPolicy;

  constructor(scope: Construct, id: string, { topicName, key, publishers, queue }: EventsTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, "Topic", { topicName, displayName: "DeliveryEvents", masterKey: key.key });
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
   * "Setting up an Amazon SNS event destination for event publishing", SES Developer Guide; "Amazon SNS access policy", End
   * User Messaging SMS User Guide.
   */
  private statement({ service, arnService, configurationSetName }: Publisher): PolicyStatement {
    const stack = Stack.of(this);
    const sourceArn = stack.formatArn({
      service: arnService,
      resource: "configuration-set",
      resourceName: configurationSetName,
    });
    return new PolicyStatement({
      principals: [new ServicePrincipal(service)],
      actions: ["sns:Publish"],
      resources: [this.topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": stack.account }, ArnEquals: { "aws:SourceArn": sourceArn } },
    });
  }
}
