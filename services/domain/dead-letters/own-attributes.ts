import { QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";

const OWN: readonly string[] = Object.values(QUEUE_ATTRIBUTES);

/** The pipeline's own attributes of a message. Together with a sender's there could be more than the ten that SQS accepts. */
export function ownAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => OWN.includes(name)));
}
