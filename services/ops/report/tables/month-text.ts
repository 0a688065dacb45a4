/** A month in the terminal. */
import { textTable } from "../../output/table";
import { momentText } from "../../output/time-text";
import { prose } from "../../output/wrap";
import { monthName } from "../figures/month";
import type { MonthFigures } from "../figures/month-figures";
import { costNotes, countingNotes, unknownNotes } from "./month-notes";
import {
  answerTable,
  channelTable,
  clinicTable,
  costTable,
  dayTable,
  inPlaceTable,
  notReachedTable,
  outcomeTable,
  type Table,
} from "./month-tables";

/** All tables of a month, in their order. */
function monthTables(figures: MonthFigures, nameOf: (id: string) => string): Table[] {
  // Of a month that has just begun, or that was not busy, the days without reminders say nothing.
  const days = figures.byDay.filter(({ reminders }) => reminders > 0);
  return [
    outcomeTable(figures),
    answerTable(figures),
    dayTable({ ...figures, byDay: days }),
    clinicTable(figures, nameOf),
    channelTable(figures),
    notReachedTable(figures),
    inPlaceTable(figures),
    costTable(figures),
  ];
}

/**
 * @param nameOf a clinic, by its id
 * @param columns of the terminal; undefined if the output is not a terminal
 */
export function monthText(figures: MonthFigures, nameOf: (id: string) => string, columns?: number): string {
  const { environment, known, now, timeZone } = figures;
  const paragraph = (sentences: readonly string[]) => sentences.map((one) => prose(one, columns)).join("\n");
  const unknown = unknownNotes(figures);
  const head = `Reminders of ${environment} in ${monthName(known.month)}, as of ${momentText(now, timeZone, false)}`;
  return [
    prose(head, columns),
    ...(unknown.length > 0 ? [`Not known:\n${paragraph(unknown)}`] : []),
    ...monthTables(figures, nameOf)
      .filter(({ rows }) => rows.length > 0)
      .map((table) => `${prose(table.caption, columns)}\n${tableText(table, columns)}`),
    paragraph([...countingNotes(figures), ...costNotes(figures)]),
  ].join("\n\n");
}

function tableText({ columns, rows, total }: Table, width?: number): string {
  const all = total ? [...rows, total] : rows;
  const widths = columns.map(({ name }, index) =>
    Math.max(name.length, ...all.map((row) => (row[index] ?? "").length)),
  );
  const cell = (text: string, index: number) =>
    columns[index]?.kind === "number" ? text.padStart(widths[index] ?? 0) : text;
  const names = columns.map(({ name }, index) => cell(name, index));
  return textTable(
    names,
    all.map((row) => row.map(cell)),
    width,
  );
}
