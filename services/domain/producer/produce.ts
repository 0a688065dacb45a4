import { PART_SOURCE, type ProducerResponse, SWEEP_SOURCE } from "../../../contracts/producer-event";
import { produceDue, produceParts } from "./produce-due";
import { produceOnDemand } from "./produce-on-demand";
import { readProducerEvent } from "./producer-event";
import type { ProducerDependencies, ProducerRun } from "./producer-run";
import { sweep } from "./sweep";

/**
 * Runs the producer, by schedule or on demand.
 * @throws ProducerEventError for an event that is neither
 */
export async function produce(event: unknown, run: ProducerRun, deps: ProducerDependencies): Promise<ProducerResponse> {
  const checked = readProducerEvent(event);
  if ("appointments" in checked) return produceOnDemand(checked.appointments, run, deps);
  if (checked.source === PART_SOURCE) return produceParts(checked, run, deps);
  return checked.source === SWEEP_SOURCE ? sweep(run, deps) : produceDue(run, deps);
}
