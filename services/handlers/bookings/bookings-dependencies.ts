import { ENV, FUNCTION_ENVIRONMENT } from "../../../contracts/environment";
import { CHANGE_KINDS } from "../../../contracts/reminder-mark";
import { dynamoBookingTable, dynamoReminderLog } from "../../adapters/dynamodb/dynamo-booking-table";
import { dynamoDb } from "../../adapters/dynamodb/dynamo-client";
import { readEnvironment } from "../../adapters/environment";
import { jsonLogger } from "../../adapters/json-logger";
import { systemClock } from "../../adapters/system-clock";
import { systemRandom } from "../../adapters/system-random";
import type { BookingsDependencies } from "../../domain/bookings/consume-bookings";
import { clinics, metrics, queue } from "../shared-dependencies";

/**
 * The dependencies of the consumer of bookings.
 * @throws ConfigurationError
 */
export function bookingsDependencies(): BookingsDependencies {
  const env = readEnvironment(FUNCTION_ENVIRONMENT.bookings);
  const dynamo = dynamoDb();
  return {
    table: dynamoBookingTable(dynamo, env[ENV.appointmentsTable]),
    log: dynamoReminderLog(dynamo, env[ENV.deliveryLogTable]),
    appointments: queue(env[ENV.appointmentsQueue]),
    deadLetters: queue(env[ENV.bookingsDeadLetterQueue]),
    changeTexts: CHANGE_KINDS.filter((kind) => env[ENV.changeTexts].split(",").includes(kind)),
    metrics: metrics(env[ENV.environment]),
    clinics: clinics(env),
    // Each is loaded when its format first comes: most deployments have one of them, or none.
    translators: {
      fhir: async () => (await import("../../domain/translation/fhir/translate-fhir")).translateFhir,
      hl7: async () => (await import("../../domain/translation/hl7/translate-hl7")).translateHl7,
    },
    logger: jsonLogger,
    clock: systemClock,
    random: systemRandom,
  };
}
