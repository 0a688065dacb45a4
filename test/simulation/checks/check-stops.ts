/** While a channel is stopped, nothing is sent by it, no message fails because of it, and others go on. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { STOPPED_CODE, UNREADABLE_CODE } from "../../../contracts/tables/sending-stops";
import { FEED_FLOOD_CODE } from "../../../contracts/tables/sms-rate-limit";
import { PHONE_FLOOD_CODE } from "../../../contracts/tables/texted-phones";
import { APPOINTMENT_UNREADABLE } from "../../../services/domain/lookup/reasons";
import { isOfPatients, type Stop } from "../services/stops";
import type { World } from "../services/world";
import type { PatientCase } from "./check-sends";

/** ms: the stops are cached for a second, and the read may take as long as the SDK waits for it. */
const LATEST_SEND = 2_500;

/** ms between the decision to wait and its line in the log, with clocks that differ by some seconds. */
const TOLERANCE = 60_000;

type Problem = (text: string) => void;

/** No send begins after an operator has learned that the channel is stopped, except those in progress. */
export function checkStopped({ sendings }: PatientCase, { stops }: World, problem: Problem): void {
  for (const { channel, startedAt } of sendings) {
    const isLate = (stop: Stop) =>
      isOfPatients(stop) &&
      stop.channel === channel &&
      stop.confirmedAt + LATEST_SEND < startedAt &&
      startedAt < stop.until;
    if (stops.all.some(isLate)) problem(`was sent ${channel} although an operator had stopped it`);
  }
}

/** No reminder waits because of a stop that does not concern its clinic and channel. */
export function checkWaitsForStop({ history }: DeliveryLogItem, { stops }: World, problem: Problem): void {
  const waits = history.filter(
    ({ at, channel, code }) => code === STOPPED_CODE && channel && !stops.mayCover(channel, Date.parse(at), TOLERANCE),
  );
  if (waits.length > 0) problem("waited for a stop, and nobody had stopped its channel for its clinic");
}

/** A reminder that is stopped or held waits, and is not returned to SQS as failed. */
export function checkNotFailed({ reports }: World, problem: Problem): void {
  const codes: readonly unknown[] = [
    STOPPED_CODE,
    UNREADABLE_CODE,
    APPOINTMENT_UNREADABLE,
    PHONE_FLOOD_CODE,
    FEED_FLOOD_CODE,
  ];
  const failed = reports.logger.lines.filter(
    ({ event, code }) => event === "message left to retry" && codes.includes(code),
  );
  if (failed.length > 0)
    problem(`${failed.length} messages were left to SQS because of a stop, a flood or an unreadable table`);
}
