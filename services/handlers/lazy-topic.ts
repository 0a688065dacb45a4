/** The topic of outcomes, which are published after they are recorded: see `shared-dependencies.ts`. */
import type { FhirEvents } from "../../contracts/events/event-attributes";
import { sns } from "../adapters/carriers/sns-clients";
import { type EventTopic, snsOutcomeTopic, type ToFhir } from "../adapters/sns-outcome-topic";

export async function lazyTopic(arn: string, fhirEvents: FhirEvents): Promise<EventTopic> {
  return snsOutcomeTopic(sns(), arn, fhirEvents === "on" ? await loadFhir() : undefined);
}

/** What a deployment that publishes no FHIR does not load. */
async function loadFhir(): Promise<ToFhir> {
  return (await import("../domain/reporting/fhir/fhir-event")).fhirEvent;
}
