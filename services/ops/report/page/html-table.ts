import escapeHtml from "escape-html";
import type { Column, Table } from "../tables/month-tables";

/** A table with fewer rows stays on one page when it is printed. */
const SHORT = 20;

/**
 * A table that scrolls by itself on a narrow screen, also by keyboard.
 * @param id unique in the page
 */
export function htmlTable(id: string, { caption, columns, rows, total }: Table): string {
  return [
    `<div class="table${rows.length < SHORT ? " short" : ""}" role="region" tabindex="0" aria-labelledby="${id}-caption"><table>`,
    `<caption id="${id}-caption">${escapeHtml(caption)}</caption>`,
    `<thead><tr>${columns.map(heading).join("")}</tr></thead>`,
    "<tbody>",
    ...rows.map((row) => htmlRow(row, columns)),
    "</tbody>",
    ...(total ? [`<tfoot>${htmlRow(total, columns)}</tfoot>`] : []),
    "</table></div>",
  ].join("\n");
}

function heading({ name, kind }: Column): string {
  return `<th scope="col"${classOf(kind)}>${escapeHtml(name)}</th>`;
}

function htmlRow([name = "", ...cells]: readonly string[], [first, ...columns]: readonly Column[]): string {
  const others = cells.map((cell, index) => `<td${classOf(columns[index]?.kind)}>${escapeHtml(cell)}</td>`);
  return `<tr><th scope="row"${classOf(first?.kind)}>${escapeHtml(name)}</th>${others.join("")}</tr>`;
}

function classOf(kind: Column["kind"]): string {
  return kind ? ` class="${kind}"` : "";
}
