/** What the processes of the producer's bench tell each other. */

export interface AwsPlan {
  /** Appointments that are due. */
  readonly count: number;
  /** YYYY-MM-DD: the day that it is at the clinic, and the one after. */
  readonly day: string;
  readonly tomorrow: string;
  /** Are they spread over the parts of the day? */
  readonly spread: boolean;
  /** Of the latencies. */
  readonly seed: number;
}

/** What the simulated AWS was asked since it was filled. */
export interface AwsReport {
  readonly calls: Readonly<Record<string, number>>;
  /** Answers that refused for want of capacity. */
  readonly throttled: number;
  readonly queued: number;
  readonly stillDue: number;
}

export interface ProducerTask {
  /** The producer's own scheduled run, or the loop that it is compared with. */
  readonly run: "scheduled" | "sequential";
  /** YYYY-MM-DD: what the loop reads. */
  readonly day: string;
}

/** What a run of the producer took. */
export interface ProducerReport {
  readonly enqueued: number;
  readonly seconds: number;
  /** Of the process, over all its threads, without its start. */
  readonly cpuSeconds: number;
  /** MB (10^6 bytes), the most that was seen, every 20 ms. */
  readonly peakRss: number;
  readonly peakHeap: number;
  /** MB, the most that a whole collection of the engine's own left: what is really held, and little more. */
  readonly liveHeap: number;
}
