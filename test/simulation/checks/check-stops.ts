/** While an operator has stopped a channel nothing is sent by it, and nothing fails for it. */
import { STOPPED_CODE, UNREADABLE_CODE } from "../../../contracts/sending-stops";
import type { Stop } from "../services/stops";
import type { World } from "../services/world";
import type { Told } from "./check-sends";

/** ms: a look at the stops holds for a second, and its answer may take as long as the SDK waits for it. */
const LATEST_SEND = 2_500;

type Problem = (text: string) => void;

/** Nothing is handed to a carrier after an operator was told that it is stopped, beyond what was on its way. */
export function checkStopped({ sendings }: Told, { stops }: World, problem: Problem): void {
  for (const { channel, startedAt } of sendings) {
    const isLate = (stop: Stop) =>
      stop.channel === channel && stop.told + LATEST_SEND < startedAt && startedAt < stop.until;
    if (stops.all.some(isLate)) problem(`was sent ${channel} although an operator had stopped it`);
  }
}

/** What is stopped waits, and is not counted as failed by SQS. */
export function checkNotFailed({ reports }: World, problem: Problem): void {
  const codes: readonly unknown[] = [STOPPED_CODE, UNREADABLE_CODE];
  const failed = reports.logger.lines.filter(
    ({ event, code }) => event === "message left to retry" && codes.includes(code),
  );
  if (failed.length > 0) problem(`${failed.length} messages were left to SQS because of a stop`);
}
