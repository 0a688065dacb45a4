import type { Grant, IGrantable, IPrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { ENV } from "../../../../contracts/environment";
import { MAX_BYTES_SENT } from "../../../../contracts/queue-attributes";
import type { Platform } from "../../platform/platform";
import type { ConsumerTimings } from "../../settings/consumer-timings";
import type { DataKey } from "../encryption/data-key";
import { ReminderQueue } from "../messaging/reminder-queue";
import { type FunctionEnvironment, ReminderFunction } from "./reminder-function";

/** The environment variable with the queue that each consumer reads, if it also sends to it. */
const OWN_QUEUE = {
  sms: ENV.appointmentsQueue,
  email: ENV.emailQueue,
  bookings: undefined,
  receipts: undefined,
  replies: undefined,
} as const;

/** Bytes for the pipeline's own attributes on messages that return to the queue: redriven or postponed. */
const OWN_ATTRIBUTES_BYTES = 4_096;

const MAX_MESSAGE_BYTES = {
  sms: MAX_BYTES_SENT + OWN_ATTRIBUTES_BYTES,
  email: undefined,
  bookings: MAX_BYTES_SENT + OWN_ATTRIBUTES_BYTES,
  receipts: undefined,
  replies: undefined,
} as const;

/** Enough: a consumer mostly waits for the rate and its carrier. */
const MEMORY_MB = 512;

type ConsumerKind = keyof typeof OWN_QUEUE;

type OwnVariable<Kind extends ConsumerKind> = NonNullable<(typeof OWN_QUEUE)[Kind]> | typeof ENV.leaseSeconds;

export interface QueueConsumerProps<Kind extends ConsumerKind> {
  readonly kind: Kind;
  readonly queueName: string;
  readonly functionName: string;
  readonly description: string;
  readonly timings: ConsumerTimings;
  readonly redrive: { readonly target: ReminderQueue; readonly maxReceiveCount: number };
  /** The queues from which SQS moves messages to this one. */
  readonly redrivenFrom?: readonly string[];
  /** Without the function's own queue and the lease: this construct adds them. */
  readonly environment: Omit<FunctionEnvironment<Kind>, OwnVariable<Kind>>;
  /** See {@link ReminderFunctionProps}. */
  readonly files: ReadonlyMap<string, string>;
  readonly key: DataKey;
  /** Whether to retain the queue, with its messages, when the stack is deleted. */
  readonly retain: boolean;
  readonly platform: Platform;
}

/** A queue, the function that consumes it, and the redrive policy for messages that the function cannot process. */
export class QueueConsumer<Kind extends ConsumerKind = ConsumerKind> extends Construct implements IGrantable {
  readonly queue: ReminderQueue;
  readonly function: ReminderFunction<Kind>;

  constructor(scope: Construct, id: string, props: QueueConsumerProps<Kind>) {
    super(scope, id);
    const { kind, queueName, functionName, description, timings, redrive, redrivenFrom, key, retain, files, platform } =
      props;
    const { batchSize, concurrency, timeout, lease, visibility } = timings;
    const limits = { visibility, maxMessageBytes: MAX_MESSAGE_BYTES[kind] };
    this.queue = new ReminderQueue(this, "Messages", { queueName, key, retain, ...limits, redrive, redrivenFrom });
    const ownQueue = OWN_QUEUE[kind];
    const own = ownQueue ? { [ownQueue]: this.queue.url, [ENV.leaseSeconds]: String(lease.toSeconds()) } : {};
    // TypeScript cannot prove that the two parts are complete while Kind is generic.
    const environment = { ...props.environment, ...own } as unknown as FunctionEnvironment<Kind>;
    const bounds = { timeout, memoryMb: MEMORY_MB, concurrency };
    const fn = { kind, functionName, description, environment, key, files, platform, ...bounds };
    this.function = new ReminderFunction(this, "Consumer", fn);
    this.function.lambda.addEventSourceMapping("Messages", {
      eventSourceArn: this.queue.queue.queueArn,
      batchSize,
      maxConcurrency: concurrency,
      reportBatchItemFailures: true,
    });
    this.queue.grantConsume(this);
    // A postponed reminder is sent to the same queue again.
    if (ownQueue) this.queue.grantSend(this);
  }

  get grantPrincipal(): IPrincipal {
    return this.function.grantPrincipal;
  }

  /** Allows the grantee to send messages to the queue of this consumer. */
  grantSend(grantee: IGrantable): Grant {
    return this.queue.grantSend(grantee);
  }
}
