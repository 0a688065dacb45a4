/** The parts of an UpdateItem call. */

/** The condition that the item has another zone or clinic than the row, which may change its start. */
export function isOther(attribute: string, value: string | undefined): string {
  const name = `#${attribute}`;
  if (value === undefined) return `attribute_exists(${name})`;
  return `attribute_not_exists(${name}) OR ${name} <> :${attribute}`;
}

/** The parts of an update. All names are placeholders, since DynamoDB reserves words such as `location`. */
export function updateParts(
  set: Readonly<Record<string, unknown>>,
  remove: readonly string[],
  ...others: readonly string[]
) {
  const given = Object.keys(set);
  const names = new Set([...given, ...remove, ...others]);
  const removed = remove.map((field) => `#${field}`).join(", ");
  return {
    UpdateExpression: `SET ${given.map((field) => `#${field} = :${field}`).join(", ")}${removed && ` REMOVE ${removed}`}`,
    ExpressionAttributeNames: Object.fromEntries([...names].map((field) => [`#${field}`, field])),
    ExpressionAttributeValues: Object.fromEntries(Object.entries(set).map(([field, value]) => [`:${field}`, value])),
  };
}
