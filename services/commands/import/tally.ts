/** Counts of the outcomes of a file's entries. */
import { placeText } from "../files/entry";
import { Counts } from "../shared/counts";
import { jsonText } from "../shared/json-text";
import { counted } from "../shared/table";
import type { Step } from "./import-entries";
import type { RejectedFile } from "./rejected-file";

/** Entries whose problem is printed on the terminal; the file of rejected entries has all of them. */
const TOLD = 20;

export class ImportTally {
  entries = 0;
  readonly #counts = { new: 0, changed: 0, unchanged: 0, reminded: 0, "would be written": 0, over: 0, rejected: 0 };
  readonly #failed = new Counts();
  readonly #problems: string[] = [];
  #noContact = 0;
  #withdrawn = 0;

  constructor(private readonly dryRun: boolean) {}

  count({ entry, result }: Step): void {
    if (result.kind === "stopped") return;
    this.entries += 1;
    if (result.kind === "written") {
      this.#counts[result.outcome] += 1;
      if (result.noContact) this.#noContact += 1;
    } else if (result.kind === "failed") {
      this.#failed.raise(result.code);
      this.#tell(`${placeText(entry.place)}: not written: ${result.code}`);
    } else {
      this.#counts[result.kind] += 1;
      if (result.kind === "over" && result.withdrawn) this.#withdrawn += 1;
      if (result.kind === "rejected") this.#tell(`${placeText(entry.place)}: ${result.because}`);
    }
  }

  /** Was something rejected, or not written? */
  get incomplete(): boolean {
    return this.#notTaken > 0;
  }

  /** The first problems, each with its place. */
  get problems(): readonly string[] {
    const more = this.#notTaken - this.#problems.length;
    return more > 0 ? [...this.#problems, `and ${counted(more, "entry", "entries")} more`] : this.#problems;
  }

  text(file: Pick<RejectedFile, "path" | "earlier">): string {
    const { over, rejected, unchanged, reminded, ...counts } = this.#counts;
    const written = this.dryRun
      ? [`would be written: ${shown(counts["would be written"])}`]
      : [
          `new or changed: ${shown(counts.new + counts.changed)} (${shown(counts.new)} new)`,
          `unchanged or already reminded: ${shown(unchanged + reminded)} (${shown(reminded)} already reminded)`,
        ];
    const codes = this.#failed.lines((code, count) => `failed, ${code}: ${shown(count)}`);
    const contact = this.#noContact > 0 ? [`of these without usable contact: ${shown(this.#noContact)}`] : [];
    const where =
      this.incomplete && !this.dryRun
        ? [`The rejected entries are in ${file.path}. It holds patient data: remove it once it is imported.`]
        : [];
    if (file.earlier > 0) where.push(`Beside it: ${counted(file.earlier, "file")} of earlier imports.`);
    const ended = this.#withdrawn > 0 ? ` (${shown(this.#withdrawn)} of them no longer due)` : "";
    return [
      ...written,
      ...contact,
      `over: ${shown(over)}${ended}`,
      `rejected: ${shown(rejected)}`,
      ...codes,
      ...where,
    ].join("\n");
  }

  /** @param warnings how many there are of each code */
  json(rejectedPath: string, warnings: Readonly<Record<string, number>>): string {
    const { "would be written": wouldBeWritten, ...counts } = this.#counts;
    return jsonText({
      ...counts,
      ...(this.dryRun && { wouldBeWritten }),
      withdrawn: this.#withdrawn,
      noContact: this.#noContact,
      warnings,
      failed: this.#failed,
      ...(this.incomplete && !this.dryRun && { rejectedFile: rejectedPath }),
    });
  }

  get #notTaken(): number {
    return this.#counts.rejected + this.#failed.total;
  }

  #tell(problem: string): void {
    if (this.#problems.length < TOLD) this.#problems.push(problem);
  }
}

function shown(count: number): string {
  return count.toLocaleString("en-US");
}
