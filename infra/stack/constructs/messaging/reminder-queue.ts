import { Duration, Stack } from "aws-cdk-lib";
import {
  AccountPrincipal,
  ArnPrincipal,
  Grant,
  type IGrantable,
  type IPrincipal,
  PolicyStatement,
  ServicePrincipal,
} from "aws-cdk-lib/aws-iam";
import { Queue, QueueEncryption, type RedriveAllowPolicy, RedrivePermission } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { DataKey } from "../encryption/data-key";
import { removalPolicy } from "../encryption/removal-policy";

export interface ReminderQueueProps {
  readonly queueName: string;
  readonly key: DataKey;
  /** Whether to retain the queue, with its messages, when the stack is deleted. */
  readonly retain: boolean;
  /** Omitted for a queue without a consumer. */
  readonly visibility?: Duration;
  /** Maximum message size in bytes; SQS's maximum if omitted. */
  readonly maxMessageBytes?: number;
  /** Names of the queues that may redrive to this one; no others may. */
  readonly redrivenFrom?: readonly string[];
  /** Where SQS moves a message that was received `maxReceiveCount` times without being deleted. */
  readonly redrive?: { readonly target: ReminderQueue; readonly maxReceiveCount: number };
}

/** The retention period of every queue: the maximum of SQS. */
export const QUEUE_RETENTION = Duration.days(14);

/** A queue of reminders with the longest retention, encrypted with the environment's key, that requires TLS. */
export class ReminderQueue extends Construct {
  readonly queue: Queue;
  private readonly key: DataKey;

  constructor(scope: Construct, id: string, props: ReminderQueueProps) {
    super(scope, id);
    const { queueName, key, retain, visibility, maxMessageBytes, redrive, redrivenFrom = [] } = props;
    this.key = key;
    this.queue = new Queue(this, "Queue", {
      queueName,
      visibilityTimeout: visibility,
      maxMessageSizeBytes: maxMessageBytes,
      retentionPeriod: QUEUE_RETENTION,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key.key,
      enforceSSL: true,
      redriveAllowPolicy: this.allowRedriveFrom(redrivenFrom),
      deadLetterQueue: redrive && { queue: redrive.target.queue, maxReceiveCount: redrive.maxReceiveCount },
      removalPolicy: removalPolicy(retain),
    });
  }

  /** By name: those queues refer to this one, so this one cannot refer to them. */
  private allowRedriveFrom(queueNames: readonly string[]): RedriveAllowPolicy {
    if (queueNames.length === 0) return { redrivePermission: RedrivePermission.DENY_ALL };
    const sourceQueues = queueNames.map((resource) =>
      Queue.fromQueueArn(this, `From-${resource}`, Stack.of(this).formatArn({ service: "sqs", resource })),
    );
    return { redrivePermission: RedrivePermission.BY_QUEUE, sourceQueues };
  }

  get url(): string {
    return this.queue.queueUrl;
  }

  /** Allows the grantee to send messages to the queue, one by one or in batches. */
  grantSend(grantee: IGrantable): Grant {
    return this.grant(grantee, "sqs:SendMessage").combine(this.key.grantSend(grantee, "sqs"));
  }

  /**
   * Allows other accounts to send to the queue, and nothing else.
   * @param senders account ids, or ARNs of roles or users
   */
  allowSenders(senders: readonly string[]): void {
    if (senders.length === 0) return;
    const principals = senders.map(
      (sender): IPrincipal => (sender.startsWith("arn:") ? new ArnPrincipal(sender) : new AccountPrincipal(sender)),
    );
    const statement = { sid: "SendersOfOtherAccounts", principals, actions: ["sqs:SendMessage"] };
    this.queue.addToResourcePolicy(new PolicyStatement({ ...statement, resources: [this.queue.queueArn] }));
    this.key.allowSenders(principals);
  }

  /** Allows a topic to deliver to the queue. The key's policy must allow the topic to use the key. */
  allowTopic(topicArn: string): void {
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        sid: "Topic",
        principals: [new ServicePrincipal("sns.amazonaws.com")],
        actions: ["sqs:SendMessage"],
        resources: [this.queue.queueArn],
        conditions: { ArnEquals: { "aws:SourceArn": topicArn } },
      }),
    );
  }

  /** Allows the grantee to see how many messages the queue has, and to read none of them. */
  grantCount(grantee: IGrantable): void {
    this.grant(grantee, "sqs:GetQueueAttributes");
  }

  /** Allows what an event source does on behalf of its function. */
  grantConsume(grantee: IGrantable): void {
    this.grant(grantee, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");
    this.key.grantRead(grantee, "sqs");
  }

  private grant(grantee: IGrantable, ...actions: string[]): Grant {
    return Grant.addToPrincipal({ grantee, actions, resourceArns: [this.queue.queueArn] });
  }
}
