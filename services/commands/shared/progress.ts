/** How far a command is, for whoever watches it. */
import cliProgress from "cli-progress";
import type { Terminal } from "./terminal";

export interface Progress {
  /** @param done how many so far */
  at(done: number): void;
  end(): void;
}

/**
 * A bar on a terminal; nothing where nobody looks.
 * @param what is counted, in the plural
 * @param total undefined where it is not known
 */
export function showProgress(terminal: Terminal, what: string, total?: number): Progress {
  if (!terminal.interactive) return { at: () => {}, end: () => {} };
  const format = total === undefined ? `  {value} ${what}` : `  {bar} {percentage} %  {value} of {total} ${what}`;
  const bar = new cliProgress.SingleBar(
    { format: `${format}  {duration} s`, barsize: 24, hideCursor: true, stream: terminal.err, clearOnComplete: true },
    cliProgress.Presets.shades_classic,
  );
  bar.start(total ?? 0, 0);
  return { at: (done) => bar.update(done), end: () => bar.stop() };
}
