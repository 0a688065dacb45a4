import { drain, type ObservedPipeline } from "../../../../infra/local/day/drain";
import type { ProgressState } from "../../../../infra/local/day/progress";
import type { QueueCounts } from "../../../../services/domain/queue-counts";

const counts = (visible: number, inFlight = 0, delayed = 0): QueueCounts => ({ visible, inFlight, delayed });

/** Returns one state after the other, then always the last. */
function cloudOf(looks: [appointments: QueueCounts, emails: QueueCounts, dlq: QueueCounts][]): ObservedPipeline {
  let look = 0;
  const queueCounts = async () => {
    const [appointments, emails, dlq] = looks[Math.min(look++, looks.length - 1)] ?? [counts(0), counts(0), counts(0)];
    return {
      "healthcare-appointments-dev": appointments,
      "healthcare-email-fallback-dev": emails,
      "healthcare-appointments-dlq-dev": dlq,
    };
  };
  return { environment: "dev", queueCounts, outbox: () => ({ sms: [], emails: [], metrics: [] }) };
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

  test("does not treat queues as drained before they are filled", async () => {
    let looks = 0;
    const shown = await states(cloudOf([[counts(0), counts(0), counts(0)]]), () => ++looks > 3);
    expect(shown.map(({ done }) => done)).toEqual([0, 0, 0, 4, 4]);
  });
});
