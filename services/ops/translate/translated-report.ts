/** Prints what becomes of the parts of a file, while it is read. */
import type { ReadTranslation } from "../../domain/bookings/read-translation";
import { jsonDocument } from "../output/json-document";
import { printable } from "../output/printable";
import { textTable } from "../output/table";
import { pour, type Terminal } from "../output/terminal";
import { hanging } from "../output/wrap";
import { type ShownField, shownFields } from "./shown-fields";

export interface Totals {
  bookings: number;
  rejected: number;
  ignored: number;
}

export interface TranslatedReport {
  /** @param line of the file, if each has a message */
  add(part: ReadTranslation, line: number | undefined): Promise<void>;
  end(totals: Totals): Promise<void>;
}

/** @param reveal shows patient data */
export function textReport(terminal: Terminal, reveal: boolean): TranslatedReport {
  const { columns } = terminal;
  let count = 0;
  return {
    async add(part, line) {
      count += 1;
      const head = `${count}${line === undefined ? "" : `, line ${line}`}: ${KINDS[part.kind]}`;
      const lines = linesOf(part, reveal, columns);
      await pour(terminal, `${[head, ...lines].join("\n")}\n\n`);
    },
    async end({ bookings, rejected, ignored }) {
      const counts = [
        `${bookings.toLocaleString("en-US")} ${bookings === 1 ? "booking" : "bookings"}`,
        `${rejected.toLocaleString("en-US")} rejected`,
        `${ignored.toLocaleString("en-US")} ignored`,
      ];
      await pour(terminal, `${counts.join(", ")}.\n`);
    },
  };
}

const KINDS = { booking: "booking", untranslatable: "rejected", ignored: "ignored" } as const;

function linesOf(part: ReadTranslation, reveal: boolean, columns: number | undefined): string[] {
  const indented = (text: string) => hanging(`  ${printable(text)}`, columns, 4);
  if (part.kind === "ignored") return [indented(part.reason)];
  if (part.kind === "untranslatable") {
    return part.violations.map(({ field, problem }) => indented(`${field || "the message"}: ${problem}`));
  }
  const rows = shownFields(part, reveal).map((one) => [one.field, one.element, valueText(one)]);
  const width = columns === undefined ? undefined : columns - 2;
  return [
    textTable(["field", "element", "value"], rows, width).replace(/^(?=.)/gm, "  "),
    ...part.notes.map(({ path, note }) => indented(`note: ${path}: ${note}`)),
  ];
}

function valueText(shown: ShownField): string {
  const text = "value" in shown ? String(shown.value) : "given";
  return shown.problem === undefined ? text : `${text}, but not usable: it ${shown.problem}`;
}

/** One JSON document, with the parts first. */
export function jsonReport(terminal: Terminal, reveal: boolean): TranslatedReport {
  const document = jsonDocument(terminal, "parts");
  return {
    add(part, line) {
      const where = line === undefined ? {} : { line };
      switch (part.kind) {
        case "ignored":
          return document.add({ ...where, kind: "ignored", reason: part.reason });
        case "untranslatable": {
          const violations = part.violations.map(({ field, problem, reason }) => ({ element: field, problem, reason }));
          return document.add({ ...where, kind: "rejected", violations });
        }
        case "booking": {
          const notes = part.notes.map(({ path, note }) => ({ element: path, note }));
          return document.add({ ...where, kind: "booking", fields: shownFields(part, reveal), notes });
        }
      }
    },
    end: (totals) => document.end(totals),
  };
}
