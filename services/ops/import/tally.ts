/** Counts the results of a file's entries. */
import { type Position, positionsText } from "../files/entry";
import { jsonText } from "../output/json-text";
import { counted } from "../output/table";
import { Counts } from "../shared/counts";
import { Kinds } from "../shared/kinds";
import type { Step } from "./import-entries";
import type { RejectedFile } from "./rejected-file";

export class ImportTally {
  entries = 0;
  readonly #counts = {
    new: 0,
    changed: 0,
    unchanged: 0,
    cancelled: 0,
    reminded: 0,
    "would be written": 0,
    over: 0,
    older: 0,
    rejected: 0,
  };
  readonly #failed = new Counts();
  /** Each problem with its first positions: the file of rejected entries has all of them. */
  readonly #problems = new Kinds<string, Position>();
  #noContact = 0;
  #declined = 0;
  #withdrawn = 0;

  constructor(private readonly dryRun: boolean) {}

  count({ entry, result }: Step): void {
    if (result.kind === "stopped") return;
    this.entries += 1;
    if (result.kind === "written") {
      this.#counts[result.outcome] += 1;
      if (result.end === "NO_CONTACT") this.#noContact += 1;
      if (result.end === "DECLINED") this.#declined += 1;
    } else if (result.kind === "failed") {
      this.#failed.raise(result.code);
      this.#addProblem(`not written: ${result.code}`, entry.position);
    } else {
      this.#counts[result.kind] += 1;
      if (result.kind === "over" && result.withdrawn) this.#withdrawn += 1;
      if (result.kind === "rejected") this.#addProblem(result.because, entry.position);
    }
  }

  /** Whether an entry was rejected or not written. */
  get incomplete(): boolean {
    return this.#notTaken > 0;
  }

  /** For the audit. */
  get counts(): Readonly<Record<string, number>> {
    const { "would be written": _, ...counts } = this.#counts;
    return { ...counts, failed: this.#failed.total };
  }

  /** Every problem of the file, with the positions of its first entries and the number of others. */
  get problems(): readonly string[] {
    const { all, others } = this.#problems;
    const lines = all.map(({ problem, positions, count }) => `${positionsText(positions, count)}: ${problem}`);
    return others > 0 ? [...lines, `and ${counted(others, "entry", "entries")} with other problems`] : lines;
  }

  text(file: Rejected): string {
    const { over, older, rejected, unchanged, cancelled, reminded, ...counts } = this.#counts;
    const written = this.dryRun
      ? [`would be written: ${shown(counts["would be written"])}`]
      : [
          `new or changed: ${shown(counts.new + counts.changed)} (${shown(counts.new)} new)`,
          `unchanged or already reminded: ${shown(unchanged + reminded)} (${shown(reminded)} already reminded)`,
        ];
    const codes = this.#failed.lines((code, count) => `failed, ${code}: ${shown(count)}`);
    const contact = this.#noContact > 0 ? [`of these, without a usable contact: ${shown(this.#noContact)}`] : [];
    const where =
      this.incomplete && !this.dryRun
        ? [`${whereText(file)} It has patient data: delete it after you have imported it.`]
        : [];
    if (file.earlier > 0) where.push(`Next to it: ${counted(file.earlier, "file")} of earlier imports.`);
    const ended = this.#withdrawn > 0 ? ` (${shown(this.#withdrawn)} of them no longer due)` : "";
    return [
      ...written,
      ...contact,
      ...(this.#declined > 0 ? [`of these, of patients who want no reminders: ${shown(this.#declined)}`] : []),
      ...(cancelled > 0 ? [`cancelled or otherwise ended, and not due: ${shown(cancelled)}`] : []),
      `over: ${shown(over)}${ended}`,
      ...(older > 0 ? [`older than what the bookings queue had, and not written: ${shown(older)}`] : []),
      `rejected: ${shown(rejected)}`,
      ...codes,
      ...where,
    ].join("\n");
  }

  /** @param warnings the number of warnings by code */
  json(file: Rejected, warnings: Readonly<Record<string, number>>): string {
    const { "would be written": wouldBeWritten, ...counts } = this.#counts;
    return jsonText({
      ...counts,
      ...(this.dryRun && { wouldBeWritten }),
      withdrawn: this.#withdrawn,
      noContact: this.#noContact,
      declined: this.#declined,
      warnings,
      failed: this.#failed,
      ...(this.incomplete && !this.dryRun && { rejectedFile: file.path, rejectedFileComplete: file.isComplete }),
    });
  }

  get #notTaken(): number {
    return this.#counts.rejected + this.#failed.total;
  }

  #addProblem(problem: string, position: Position): void {
    this.#problems.add(problem, problem, position);
  }
}

type Rejected = Pick<RejectedFile, "path" | "earlier" | "isComplete">;

function whereText({ path, isComplete }: Rejected): string {
  return isComplete ? `The rejected entries are in ${path}.` : `Not all rejected entries are in ${path}.`;
}

function shown(count: number): string {
  return count.toLocaleString("en-US");
}
