import type { Duration } from "aws-cdk-lib";
import type { Grant, IGrantable, IPrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { ENV } from "../../contracts/environment";
import { CONSUMER_BATCH_SIZE, consumerTimings } from "./consumer-timings";
import type { PipelineAlarms } from "./pipeline-alarms";
import { type FunctionEnvironment, ReminderFunction } from "./reminder-function";
import { ReminderQueue } from "./reminder-queue";

/** The variable by which each consumer knows the queue that it reads. */
const OWN_QUEUE = { sms: ENV.appointmentsQueue, email: ENV.emailQueue } as const;

type ConsumerKind = keyof typeof OWN_QUEUE;

export interface QueueConsumerProps<Kind extends ConsumerKind> {
  readonly kind: Kind;
  readonly queueName: string;
  readonly functionName: string;
  readonly description: string;
  /** Visibility and lease follow from it. */
  readonly timeout: Duration;
  /** Invocations that run at the same time at most. */
  readonly concurrency: number;
  readonly redrive: { readonly target: ReminderQueue; readonly maxReceiveCount: number };
  /** Without the function's own queue and the lease, which this construct adds. */
  readonly environment: Omit<FunctionEnvironment<Kind>, (typeof OWN_QUEUE)[Kind] | typeof ENV.leaseSeconds>;
  /** Tells when the function itself fails, and what that means to patients. */
  readonly errorAlarm?: { readonly alarms: PipelineAlarms; readonly alarmName: string; readonly meaning: string };
}

/** A queue, the function that works it off, and where messages go that it cannot work off. */
export class QueueConsumer<Kind extends ConsumerKind = ConsumerKind> extends Construct implements IGrantable {
  readonly queue: ReminderQueue;
  readonly function: ReminderFunction<Kind>;

  constructor(scope: Construct, id: string, props: QueueConsumerProps<Kind>) {
    super(scope, id);
    const { kind, queueName, functionName, description, concurrency, redrive, errorAlarm } = props;
    const { timeout, lease, visibility } = consumerTimings(props.timeout);
    this.queue = new ReminderQueue(this, "Messages", { queueName, visibility, redrive });
    const own = { [OWN_QUEUE[kind]]: this.queue.url, [ENV.leaseSeconds]: String(lease.toSeconds()) };
    // TypeScript cannot see that an Omit and what it left out make a whole while Kind is open.
    const environment = { ...props.environment, ...own } as unknown as FunctionEnvironment<Kind>;
    this.function = new ReminderFunction(this, "Consumer", { kind, functionName, description, timeout, environment });
    this.function.lambda.addEventSourceMapping("Messages", {
      eventSourceArn: this.queue.queue.queueArn,
      batchSize: CONSUMER_BATCH_SIZE,
      maxConcurrency: concurrency,
      reportBatchItemFailures: true,
    });
    this.queue.grantConsume(this);
    // A message that waits for the carrier's quota goes back to the queue's end.
    this.queue.grantSend(this);
    errorAlarm?.alarms.addFunctionErrors(errorAlarm.alarmName, this.function, errorAlarm.meaning);
  }

  get grantPrincipal(): IPrincipal {
    return this.function.grantPrincipal;
  }

  /** Allows to put messages on the queue for this consumer. */
  grantSend(grantee: IGrantable): Grant {
    return this.queue.grantSend(grantee);
  }
}
