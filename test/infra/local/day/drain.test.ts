import { drain, type ObservedPipeline } from "../../../../infra/local/day/drain";
import type { ProgressState } from "../../../../infra/local/day/progress";
import type { QueueCounts } from "../../../../services/domain/queue-counts";

const counts = (visible: number, inFlight = 0, delayed = 0): QueueCounts => ({ visible, inFlight, delayed });

/** Returns one state after the other, then always the last. */
function cloudOf(
  looks: [
    appointments: QueueCounts,
    emails: QueueCounts,
    dlq: QueueCounts,
    receipts?: QueueCounts,
    pending?: number,
    invocations?: number,
  ][],
): ObservedPipeline {
  let look = 0;
  const now = () => looks[Math.min(look, looks.length - 1)];
  const queueCounts = async () => {
    const [appointments, emails, dlq, receipts = counts(0)] = now() ?? [counts(0), counts(0), counts(0)];
    look += 1;
    return {
      "healthcare-delivery-receipts-dev": receipts,
      "healthcare-appointments-dev": appointments,
      "healthcare-email-fallback-dev": emails,
      "healthcare-appointments-dlq-dev": dlq,
    };
  };
  const outbox = () => ({ sms: [], emails: [], receipts: [], replies: [], metrics: [], notices: [] });
  const none = () => 0;
  const pendingReceipts = () => now()?.[4] ?? 0;
  const pendingInvocations = () => now()?.[5] ?? 0;
  return { environment: "dev", queueCounts, outbox, pendingInvocations, pendingReceipts, pendingAnswers: none };
}

async function states(cloud: ObservedPipeline, enqueued: () => boolean): Promise<ProgressState[]> {
  const shown: ProgressState[] = [];
  const drained = await drain(cloud, 4, enqueued, { show: (state) => shown.push(state), end: () => {} });
  expect(drained).toBe(true);
  return shown;
}

describe("the drain", () => {
  test("ends when the queues before the DLQ are empty twice in a row, including messages in flight and delayed", async () => {
    const [none, dlq] = [counts(0), counts(1)];
    const cloud = cloudOf([
      [counts(2), none, dlq],
      [none, none, dlq],
      [none, counts(0, 1), dlq],
      [counts(0, 0, 1), none, dlq],
      [none, none, dlq],
    ]);
    expect((await states(cloud, () => true)).map(({ done }) => done)).toEqual([2, 4, 4, 4, 4, 4]);
  });

  test("ends only when the carriers have given all receipts, and none is in its queue", async () => {
    const none = counts(0);
    const cloud = cloudOf([
      [none, none, none, none, 2],
      [none, none, none, counts(1), 1],
      [none, none, none, counts(0, 1)],
      [none, none, none],
    ]);
    expect(await states(cloud, () => true)).toHaveLength(5);
  });

  test("does not treat queues as drained while runs that share the daily run go on filling them", async () => {
    const none = counts(0);
    const cloud = cloudOf([
      [none, none, none, none, 0, 4],
      [counts(3), none, none, none, 0, 1],
      [none, none, none, none, 0, 1],
      [counts(1), none, none],
      [none, none, none],
    ]);
    expect((await states(cloud, () => true)).map(({ done }) => done)).toEqual([0, 0, 0, 3, 4, 4]);
  });

  test("does not treat queues as drained before they are filled", async () => {
    let looks = 0;
    const shown = await states(cloudOf([[counts(0), counts(0), counts(0)]]), () => ++looks > 3);
    expect(shown.map(({ done }) => done)).toEqual([0, 0, 0, 4, 4]);
  });
});
