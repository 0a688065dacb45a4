import { type ProducerEvent, SCHEDULE_SOURCE, SWEEP_SOURCE } from "../../../contracts/producer-event";

/** The producer does not accept this event. */
export class ProducerEventError extends Error {
  override readonly name = "ProducerEventError";
}

/**
 * Checks the producer's event.
 * @throws ProducerEventError that names the field and what it must be
 */
export function readProducerEvent(event: unknown): ProducerEvent {
  if (typeof event !== "object" || event === null || Array.isArray(event)) {
    throw new ProducerEventError("the event must be a JSON object");
  }
  if ("appointments" in event) {
    const { appointments } = event;
    if (!Array.isArray(appointments)) throw new ProducerEventError("appointments must be a list");
    if (appointments.length === 0) throw new ProducerEventError("appointments must hold at least one appointment");
    return { appointments };
  }
  if ("source" in event && event.source === SCHEDULE_SOURCE) return { source: SCHEDULE_SOURCE };
  if ("source" in event && event.source === SWEEP_SOURCE) return { source: SWEEP_SOURCE };
  throw new ProducerEventError(`appointments is required, or source must be "${SCHEDULE_SOURCE}" or "${SWEEP_SOURCE}"`);
}
