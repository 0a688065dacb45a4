/** Prints the problems of items while the table is read, which may be larger than the memory. */
import type { DueProblem } from "../../domain/producer/due-problems";
import { jsonDocument } from "../output/json-document";
import { printable } from "../output/printable";
import { counted } from "../output/table";
import { pour, type Terminal } from "../output/terminal";
import { Kinds } from "../shared/kinds";

export interface AppointmentIds {
  readonly appointmentId: string;
  readonly patientId: string;
}

export interface CheckTotals {
  /** Items that were read. */
  readonly read: number;
  /** Items with a problem. */
  readonly found: number;
  /** Everything was read. */
  readonly complete: boolean;
  readonly of: "due" | "table";
}

export interface ProblemReport {
  add(ids: AppointmentIds, problems: readonly DueProblem[]): Promise<void>;
  end(totals: CheckTotals): Promise<void>;
}

/** The maximum number of items printed for each problem; the others are counted. */
const MAX_PRINTED = 5;

export function textProblems(terminal: Terminal): ProblemReport {
  const kinds = new Kinds<DueProblem, undefined>();
  return {
    async add({ appointmentId, patientId }, problems) {
      for (const problem of problems) {
        if (kinds.add(kindOf(problem), problem, undefined) > MAX_PRINTED) continue;
        const ids = `appointment ${printable(appointmentId)}, patient ${printable(patientId)}`;
        await pour(terminal, `${ids}: ${problemText(problem)}\n`);
      }
    },
    async end({ read, found, complete, of }) {
      const more = kinds.all.filter(({ count }) => count > MAX_PRINTED);
      const list = more.map(({ problem, count }) => `${count.toLocaleString("en-US")} items: ${problemText(problem)}`);
      const text =
        list.length > 0 ? `\nMore than ${MAX_PRINTED} items have these problems:\n${list.join("\n")}\n\n` : "";
      const items = `${counted(read, "item")} of the ${of === "due" ? "index of due reminders" : "table"}`;
      const rest = complete ? "" : ", and there are more";
      const result = found > 0 ? `${found.toLocaleString("en-US")} with a problem` : "no problems";
      await pour(terminal, `${text}Read ${items}${rest}: ${result}.\n`);
    },
  };
}

/** One JSON document, with the findings first. */
export function jsonProblems(terminal: Terminal): ProblemReport {
  const problems: Record<string, number> = {};
  const document = jsonDocument(terminal, "findings");
  return {
    async add(ids, found) {
      for (const problem of found) {
        problems[problem.code] = (problems[problem.code] ?? 0) + 1;
        await document.add({ ...ids, ...problem });
      }
    },
    async end({ read, found, complete }) {
      await document.end({ read, complete, found, problems });
    },
  };
}

function kindOf({ code, field, problem }: DueProblem): string {
  return `${code} ${field} ${problem}`;
}

function problemText({ code, field, problem }: DueProblem): string {
  return `${field ? `${field} ` : ""}${problem} (${code})`;
}
