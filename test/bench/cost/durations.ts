/** The durations of functions that Lambda bills, at simulated latencies of AWS. */
import { ENV } from "../../../contracts/environment";
import { AwsProcess } from "../aws/control";
import { Contestant } from "../consumers/contestant";
import { ProducerBench } from "../producer/processes";
import { FULL_BATCH } from "./usage";

/** Seconds. */
export interface Durations {
  /** An invocation of the SMS consumer without waits: with a full batch, and with one message. */
  readonly full: number;
  readonly single: number;
  /** The daily run, per reminder on a large day. */
  readonly queuing: number;
}

/** So high that no text waits for the rate. */
const UNLIMITED = { [ENV.smsPartsPerSecond]: "100000", [ENV.smsTextsPerSecond]: "100000" };

/**
 * Means, because sums are billed.
 * @param rounds number of rounds for each size of batch
 * @param day number of reminders in the daily run
 */
export async function measureDurations(rounds: number, day: number): Promise<Durations> {
  const aws = await AwsProcess.start();
  try {
    const code = { name: "consumer", entry: "services/handlers/sms-consumer.ts" };
    const consumer = await Contestant.start(code, aws, UNLIMITED);
    await aws.tell({ kind: "latency", seed: 1 });
    const seconds = async (size: number) => {
      let sum = 0;
      for (let round = 0; round < rounds; round += 1) sum += await consumer.work(size);
      return sum / rounds / 1_000;
    };
    const full = await seconds(FULL_BATCH);
    const single = await seconds(1);
    await consumer.stop();
    return { full, single, queuing: await queuingSeconds(day) };
  } finally {
    await aws.stop();
  }
}

async function queuingSeconds(count: number): Promise<number> {
  const bench = await ProducerBench.start();
  try {
    const { producer } = await bench.run("scheduled", { count, spread: true, seed: 1 });
    return producer.seconds / count;
  } finally {
    bench.stop();
  }
}
