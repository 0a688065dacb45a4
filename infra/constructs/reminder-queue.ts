import { Duration } from "aws-cdk-lib";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

export interface ReminderQueueProps {
  readonly queueName: string;
  /** Left out for a queue that nothing consumes. */
  readonly visibility?: Duration;
  /** Where SQS moves a message that was received `maxReceiveCount` times in vain. */
  readonly redrive?: { readonly target: ReminderQueue; readonly maxReceiveCount: number };
}

/** A queue of reminders: kept as long as SQS allows, encrypted, reached by TLS only. */
export class ReminderQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { queueName, visibility, redrive }: ReminderQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, "Queue", {
      queueName,
      visibilityTimeout: visibility,
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: redrive && { queue: redrive.target.queue, maxReceiveCount: redrive.maxReceiveCount },
    });
  }

  get url(): string {
    return this.queue.queueUrl;
  }

  /** Allows to put messages on the queue, one by one or in batches. */
  grantSend(grantee: IGrantable): Grant {
    return this.grant(grantee, "sqs:SendMessage");
  }

  /** Allows what an event source does on its function's behalf. */
  grantConsume(grantee: IGrantable): Grant {
    return this.grant(grantee, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");
  }

  private grant(grantee: IGrantable, ...actions: string[]): Grant {
    return Grant.addToPrincipal({ grantee, actions, resourceArns: [this.queue.queueArn] });
  }
}
