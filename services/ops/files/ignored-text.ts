/**
 * The names of ignored fields or columns, shortened to ten.
 * @param more whether there are others, whose names were not kept
 */
export function ignoredText(names: readonly string[], what: "column" | "field" = "column", more = false): string {
  const others = more ? " and others" : names.length > 10 ? ` and ${names.length - 10} more` : "";
  return `${names.length === 1 && !more ? `the ${what}` : `the ${what}s`} ${names.slice(0, 10).join(", ")}${others}`;
}
