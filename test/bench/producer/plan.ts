/** The messages between the processes of the producer's bench. */

export interface AwsPlan {
  /** Appointments that are due. */
  readonly count: number;
  /** YYYY-MM-DD: the current day at the clinic, and the next day. */
  readonly day: string;
  readonly tomorrow: string;
  /** Whether they are spread over the parts of the day. */
  readonly spread: boolean;
  /** Of each appointment; absent, it has one reminder. */
  readonly reminderPlan?: string;
  /** The seed of the latencies. */
  readonly seed: number;
}

/** The calls to the simulated AWS since it was filled. */
export interface AwsReport {
  readonly calls: Readonly<Record<string, number>>;
  /** Throttled calls. */
  readonly throttled: number;
  readonly queued: number;
  readonly stillDue: number;
}

export interface ProducerTask {
  /** The producer's scheduled run, or the loop for comparison. */
  readonly run: "scheduled" | "sequential";
  /** YYYY-MM-DD: the day that the loop reads. */
  readonly day: string;
}

/** The cost of a run of the producer. */
export interface ProducerReport {
  readonly enqueued: number;
  readonly seconds: number;
  /** CPU time of the process, all threads, without its start. */
  readonly cpuSeconds: number;
  /** The maximum in MB (10^6 bytes), sampled every 20 ms. */
  readonly peakRss: number;
  readonly peakHeap: number;
  /** The maximum in MB after full garbage collections: roughly the memory that is really in use. */
  readonly liveHeap: number;
}
