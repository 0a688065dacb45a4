import { type BookingsDependencies, consumeBookings } from "../../domain/bookings/consume-bookings";
import { sqsHandler } from "../sqs-handler";

/** ms of the function's time that are reserved for the appointments in progress. */
const RESERVE = 15_000;

/** The Lambda handler of the bookings queue. */
export function bookingsHandler(deps: BookingsDependencies) {
  return sqsHandler((batch) => consumeBookings(batch, deps), RESERVE, deps.clock);
}
