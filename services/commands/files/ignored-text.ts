/** Names of columns, as many as a line holds. */
export function ignoredText(columns: readonly string[]): string {
  const more = columns.length > 10 ? ` and ${columns.length - 10} more` : "";
  return `${columns.length === 1 ? "the column" : "the columns"} ${columns.slice(0, 10).join(", ")}${more}`;
}
