/** Tables of text that fit the terminal. */
import { printable } from "./printable";
import { hanging, wrapped } from "./wrap";

const GAP = "  ";
/** The minimum width of the last column, in characters, for a table. */
const NARROWEST = 24;

/**
 * A table of text. If the terminal is too narrow, the last column is wrapped; if even that does not fit, each row is a
 * block of lines, one for each cell. Nothing is omitted.
 * @param columns of the terminal, in characters; undefined if the output is not a terminal
 */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[], columns?: number): string {
  const all = [head, ...rows].map((row) => row.map((cell) => printable(cell)));
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + GAP.length, 0);
  const rest = columns === undefined ? Number.POSITIVE_INFINITY : columns - before;
  if (rest < Math.min(NARROWEST, widths.at(-1) ?? 0)) return blocks(all, columns);
  const line = (row: readonly string[]) => {
    const start = row.slice(0, -1).map((cell, column) => cell.padEnd(widths[column] ?? 0) + GAP);
    const [first = "", ...others] = wrapped(row.at(-1) ?? "", rest);
    return [start.join("") + first, ...others.map((other) => " ".repeat(before) + other)]
      .map((text) => text.trimEnd())
      .join("\n");
  };
  return all.map(line).join("\n");
}

/** A line for each cell that is not empty, and a blank line between two rows. */
function blocks([head = [], ...rows]: readonly (readonly string[])[], columns?: number): string {
  const cells = (row: readonly string[]) =>
    row.flatMap((cell, column) => (cell === "" ? [] : [hanging(`${head[column]}: ${cell}`, columns)]));
  return rows.map((row) => cells(row).join("\n")).join("\n\n");
}

/** `1 message`, `12 messages`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}
