/** The output of the bench, and its page, with the same figures. */
import type { Goal, Measured, Section, Table } from "./section";

export interface Reported {
  readonly section: Pick<Section, "id" | "title">;
  readonly measured: Measured;
}

/** Where and when the figures were measured, one per line. */
export type Circumstances = readonly (readonly [what: string, value: string])[];

const GOALS = ["what", "goal", "measured", ""] as const;

/** For a terminal. */
export function reportText(reported: readonly Reported[], circumstances: Circumstances): string {
  const goals = goalsOf(reported);
  return [
    ...circumstances.map(([what, value]) => `${what.padEnd(12)}${value}`),
    ...reported.flatMap(({ section, measured }) => [
      "",
      section.title,
      "=".repeat(section.title.length),
      ...measured.method.flatMap((line) => wrapped(line)),
      ...measured.tables.flatMap((table) => ["", table.title, ...aligned(table)]),
    ]),
    ...(goals.length === 0 ? [] : ["", "Goals", "=====", ...aligned({ columns: GOALS, rows: goals.map(goalRow) })]),
    "",
  ].join("\n");
}

/**
 * The generated part of docs/performance.md, in Markdown. Each section says when and where it was measured, so that a run of
 * some replaces theirs only.
 * @param existing as it is now
 * @param titles of all sections, in order
 */
export function reportPage(
  existing: string,
  reported: readonly Reported[],
  circumstances: Circumstances,
  titles: readonly string[],
): string {
  const sections = new Map(
    existing.split(/^(?=### )/m).map((part) => [/^### (.*)/.exec(part)?.[1] ?? "", part.trim()] as const),
  );
  for (const { section, measured } of reported)
    sections.set(section.title, sectionPage(section.title, measured, circumstances));
  const parts = titles.flatMap((title) => sections.get(title) ?? []);
  return `${parts.join("\n\n")}\n`;
}

function sectionPage(
  title: string,
  { method, goals, tables, charts = [] }: Measured,
  circumstances: Circumstances,
): string {
  return [
    `### ${title}`,
    ...(goals.length === 0 ? [] : ["", ...markdown({ columns: GOALS, rows: goals.map(goalRow) })]),
    "",
    circumstances.map(([what, value]) => `${what}: ${value}`).join(" · "),
    "",
    ...method.map((line) => `- ${line}`),
    ...tables.flatMap((table) => ["", `**${table.title}**`, "", ...markdown(table)]),
    ...charts.flatMap(({ id, title }) => ["", `![${title}](performance/${id}.svg)`]),
  ].join("\n");
}

function goalsOf(reported: readonly Reported[]): Goal[] {
  return reported.flatMap(({ measured }) => measured.goals);
}

function goalRow({ what, goal, measured, met }: Goal): string[] {
  return [what, goal, measured, met ? "met" : "missed"];
}

type Cells = Pick<Table, "columns" | "rows">;

function aligned({ columns, rows }: Cells): string[] {
  const all = [columns, ...rows].map((row) => row.map(String));
  const widths = columns.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const isNumber = columns.map((_, column) => rows.every((row) => /^[\d.,%x±-]*$/.test(String(row[column] ?? ""))));
  return all.map((row) =>
    row
      .map((cell, column) => (isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

function markdown({ columns, rows }: Cells): string[] {
  const line = (cells: readonly (string | number)[]) => `| ${cells.map((cell) => String(cell)).join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)];
}

const LINE = 110;

function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = "-";
  for (const word of text.split(" ")) {
    if (line.length + word.length >= LINE) {
      lines.push(line);
      line = " ";
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
