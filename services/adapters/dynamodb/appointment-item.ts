/** How the items of the appointments table are addressed, and held to what was read. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { APPOINTMENTS_TABLE } from "../../../contracts/tables/appointments-table";

/** The key of an item of the appointments table, in DynamoDB's own types. */
export function appointmentKey({
  appointmentId,
  patientId,
}: {
  readonly appointmentId: string;
  readonly patientId: string;
}): Record<string, AttributeValue> {
  return {
    [APPOINTMENTS_TABLE.partitionKey]: { S: appointmentId },
    [APPOINTMENTS_TABLE.sortKey]: { S: patientId },
  };
}

/**
 * The condition that an item's attributes have the values, or are absent, as they were read.
 * @param item as it was read
 * @returns the condition with its names, and its values as they were read
 */
export function unchangedSince(item: Readonly<Record<string, unknown>>, attributes: readonly string[]) {
  const known = attributes.filter((name) => item[name] !== undefined);
  const conditions = attributes.map((name) =>
    known.includes(name) ? `#${name} = :old_${name}` : `attribute_not_exists(#${name})`,
  );
  return {
    condition: conditions.join(" AND "),
    names: Object.fromEntries(attributes.map((name) => [`#${name}`, name])),
    values: Object.fromEntries(known.map((name) => [`:old_${name}`, item[name]])),
  };
}
