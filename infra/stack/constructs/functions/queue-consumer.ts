import type { IGrantable, IPrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { ENV } from "../../../../contracts/environment";
import type { ConsumerTimings } from "../../settings/consumer-timings";
import type { DataKey } from "../encryption/data-key";
import { ReminderQueue } from "../messaging/reminder-queue";
import { type FunctionEnvironment, ReminderFunction } from "./reminder-function";

/** The variable by which each consumer knows the queue that it reads. */
const OWN_QUEUE = { sms: ENV.appointmentsQueue, email: ENV.emailQueue } as const;

/** Bytes that other systems may send: with attributes it is to fit in the queues that it goes on to. An appointment has 10 KB. */
const LARGEST_FROM_OUTSIDE = 262_144;
/** Bytes: room for the pipeline's own attributes on what comes back to the queue, redriven or put off. */
const OWN_ATTRIBUTES = 4_096;

const LARGEST_MESSAGE = { sms: LARGEST_FROM_OUTSIDE + OWN_ATTRIBUTES, email: undefined } as const;

/** A consumer waits for its turn and its carrier most of its time. */
const MEMORY_MB = 512;

type ConsumerKind = keyof typeof OWN_QUEUE;

export interface QueueConsumerProps<Kind extends ConsumerKind> {
  readonly kind: Kind;
  readonly queueName: string;
  readonly functionName: string;
  readonly description: string;
  readonly timings: ConsumerTimings;
  readonly redrive: { readonly target: ReminderQueue; readonly maxReceiveCount: number };
  /** The queues whose messages SQS moves to this one. */
  readonly redrivenFrom?: readonly string[];
  /** Without the function's own queue and the lease, which this construct adds. */
  readonly environment: Omit<FunctionEnvironment<Kind>, (typeof OWN_QUEUE)[Kind] | typeof ENV.leaseSeconds>;
  readonly key: DataKey;
  /** Keeps the queue, and what lies in it, when the stack is deleted. */
  readonly retain: boolean;
}

/** A queue, the function that works it off, and where messages go that it cannot work off. */
export class QueueConsumer<Kind extends ConsumerKind = ConsumerKind> extends Construct implements IGrantable {
  readonly queue: ReminderQueue;
  readonly function: ReminderFunction<Kind>;

  constructor(scope: Construct, id: string, props: QueueConsumerProps<Kind>) {
    super(scope, id);
    const { kind, queueName, functionName, description, timings, redrive, redrivenFrom, key, retain } = props;
    const { batchSize, concurrency, timeout, lease, visibility } = timings;
    const limits = { visibility, largestMessage: LARGEST_MESSAGE[kind] };
    this.queue = new ReminderQueue(this, "Messages", { queueName, key, retain, ...limits, redrive, redrivenFrom });
    const own = { [OWN_QUEUE[kind]]: this.queue.url, [ENV.leaseSeconds]: String(lease.toSeconds()) };
    // TypeScript cannot see that an Omit and what it left out make a whole while Kind is open.
    const environment = { ...props.environment, ...own } as unknown as FunctionEnvironment<Kind>;
    const fn = { kind, functionName, description, timeout, memoryMb: MEMORY_MB, environment, key };
    this.function = new ReminderFunction(this, "Consumer", fn);
    this.function.lambda.addEventSourceMapping("Messages", {
      eventSourceArn: this.queue.queue.queueArn,
      batchSize,
      maxConcurrency: concurrency,
      reportBatchItemFailures: true,
    });
    this.queue.grantConsume(this);
    // A message that waits for the carrier's quota goes back to the queue's end.
    this.queue.grantSend(this);
  }

  get grantPrincipal(): IPrincipal {
    return this.function.grantPrincipal;
  }

  /** Allows to put messages on the queue for this consumer. */
  grantSend(grantee: IGrantable): void {
    this.queue.grantSend(grantee);
  }
}
