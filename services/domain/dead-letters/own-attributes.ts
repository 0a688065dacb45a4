import { QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";

const OWN: readonly string[] = Object.values(QUEUE_ATTRIBUTES);

/** The pipeline's own message attributes: with all of a sender's, a message passed on could exceed the ten that SQS takes. */
export function ownAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => OWN.includes(name)));
}
