import { Duration, Stack } from "aws-cdk-lib";
import {
  AccountPrincipal,
  ArnPrincipal,
  Grant,
  type IGrantable,
  type IPrincipal,
  PolicyStatement,
} from "aws-cdk-lib/aws-iam";
import { Queue, QueueEncryption, type RedriveAllowPolicy, RedrivePermission } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { DataKey } from "../encryption/data-key";
import { removalPolicy } from "../encryption/removal-policy";

export interface ReminderQueueProps {
  readonly queueName: string;
  readonly key: DataKey;
  /** Kept, with what lies in it, when the stack is deleted. */
  readonly retain: boolean;
  /** Left out for a queue that nothing consumes. */
  readonly visibility?: Duration;
  /** Bytes that a message may have; as many as SQS takes where left out. */
  readonly largestMessage?: number;
  /** The queues that may redrive to this one, by name: no other may. */
  readonly redrivenFrom?: readonly string[];
  /** Where SQS moves a message that was received `maxReceiveCount` times in vain. */
  readonly redrive?: { readonly target: ReminderQueue; readonly maxReceiveCount: number };
}

/** How long every queue keeps a message: as long as SQS allows. */
export const QUEUE_RETENTION = Duration.days(14);

/** A queue of reminders: kept as long as SQS allows, encrypted with the environment's key, reached by TLS only. */
export class ReminderQueue extends Construct {
  readonly queue: Queue;
  private readonly key: DataKey;

  constructor(scope: Construct, id: string, props: ReminderQueueProps) {
    super(scope, id);
    const { queueName, key, retain, visibility, largestMessage, redrive, redrivenFrom = [] } = props;
    this.key = key;
    this.queue = new Queue(this, "Queue", {
      queueName,
      visibilityTimeout: visibility,
      maxMessageSizeBytes: largestMessage,
      retentionPeriod: QUEUE_RETENTION,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key.key,
      enforceSSL: true,
      redriveAllowPolicy: this.allowRedriveFrom(redrivenFrom),
      deadLetterQueue: redrive && { queue: redrive.target.queue, maxReceiveCount: redrive.maxReceiveCount },
      removalPolicy: removalPolicy(retain),
    });
  }

  /** By name: those queues refer to this one, and this one cannot refer to them. */
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

  /** Allows to put messages on the queue, one by one or in batches. */
  grantSend(grantee: IGrantable): void {
    this.grant(grantee, "sqs:SendMessage");
    this.key.grantSend(grantee, "sqs");
  }

  /**
   * Lets other accounts send to the queue, and do nothing else with it.
   * @param senders account ids, or ARNs of roles or users
   */
  admitSenders(senders: readonly string[]): void {
    if (senders.length === 0) return;
    const principals = senders.map(
      (sender): IPrincipal => (sender.startsWith("arn:") ? new ArnPrincipal(sender) : new AccountPrincipal(sender)),
    );
    const statement = { sid: "SendersOfOtherAccounts", principals, actions: ["sqs:SendMessage"] };
    this.queue.addToResourcePolicy(new PolicyStatement({ ...statement, resources: [this.queue.queueArn] }));
    this.key.admitSenders(principals);
  }

  /** Allows what an event source does on its function's behalf. */
  grantConsume(grantee: IGrantable): void {
    this.grant(grantee, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");
    this.key.grantRead(grantee, "sqs");
  }

  private grant(grantee: IGrantable, ...actions: string[]): Grant {
    return Grant.addToPrincipal({ grantee, actions, resourceArns: [this.queue.queueArn] });
  }
}
