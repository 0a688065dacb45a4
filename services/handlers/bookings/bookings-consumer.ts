import { bookingsDependencies } from "./bookings-dependencies";
import { bookingsHandler } from "./bookings-handler";

/** Processes the bookings queue. */
export const handler = bookingsHandler(bookingsDependencies());
