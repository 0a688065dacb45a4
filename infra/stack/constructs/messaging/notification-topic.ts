import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { ENV } from "../../../../contracts/environment";
import type { FhirEvents } from "../../../../contracts/events/event-attributes";
import type { DataKey } from "../encryption/data-key";

export interface NotificationTopicProps {
  readonly topicName: string;
  readonly key: DataKey;
  /** Whether events are also published as FHIR. */
  readonly fhirEvents: FhirEvents;
}

/** The topic of outcome events for other systems, which filter by the attributes of `contracts/outcome-event.ts`. */
export class NotificationTopic extends Construct {
  readonly topic: Topic;
  private readonly key: DataKey;
  private readonly fhirEvents: FhirEvents;

  constructor(scope: Construct, id: string, { topicName, key, fhirEvents }: NotificationTopicProps) {
    super(scope, id);
    this.key = key;
    this.fhirEvents = fhirEvents;
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

  /** The environment variables of the functions that publish. */
  get environment() {
    return { [ENV.topic]: this.arn, [ENV.fhirEvents]: this.fhirEvents } as const;
  }

  /** Allows the grantee to publish outcome events. */
  grantPublish(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ["sns:Publish"], resourceArns: [this.topic.topicArn] });
    this.key.grantSend(grantee, "sns");
  }
}
