import type { ProducerResponse } from "../../../contracts/producer-event";
import { produceDue } from "./produce-due";
import { produceOnDemand } from "./produce-on-demand";
import { readProducerEvent } from "./producer-event";
import type { ProducerDependencies, ProducerRun } from "./producer-run";

/**
 * Runs the producer, by schedule or on demand.
 * @throws ProducerEventError for an event that is neither
 */
export async function produce(event: unknown, run: ProducerRun, deps: ProducerDependencies): Promise<ProducerResponse> {
  const checked = readProducerEvent(event);
  return "appointments" in checked ? produceOnDemand(checked.appointments, run, deps) : produceDue(run, deps);
}
