import type { ProducerResponse } from "../../../contracts/producer-event";
import { produceDue } from "./produce-due";
import { produceOnDemand } from "./produce-on-demand";
import { readProducerEvent } from "./producer-event";
import type { ProducerDependencies, ProducerRun } from "./producer-run";

/**
 * Does what the producer was called for: a scheduled or an on-demand run.
 * @throws ProducerEventError for an event that is neither
 */
export async function produce(event: unknown, run: ProducerRun, deps: ProducerDependencies): Promise<ProducerResponse> {
  const checked = readProducerEvent(event);
  return "appointments" in checked ? produceOnDemand(checked.appointments, run, deps) : produceDue(run, deps);
}
