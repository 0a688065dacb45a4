/** The progress bar of long commands. */
import cliProgress, { type Options, type Params } from "cli-progress";
import type { Terminal } from "./terminal";
import { durationText } from "./time-text";

export interface Progress {
  /** @param total as far as it is known */
  show(done: number, total?: number): void;
  /**
   * Shows progress by the fraction that is done, if the total is not counted.
   * @param part the fraction, from 0 to 1; undefined if unknown
   */
  showPart(done: number, part: number | undefined): void;
  /** Removes the bar. */
  end(): void;
}

/**
 * Starts a progress bar on `err` if that is a terminal.
 * @param what the counted things, such as `appointments`
 */
export function startProgress(terminal: Terminal, what: string): Progress {
  if (!terminal.interactive) return { show: () => {}, showPart: () => {}, end: () => {} };
  const bar = new cliProgress.SingleBar({
    stream: terminal.err as NodeJS.WriteStream,
    format: (options, params, { done }: { done?: number }) => line(options, params, what, done),
    barsize: 30,
    barCompleteChar: "#",
    barIncompleteChar: " ",
    hideCursor: true,
    clearOnComplete: true,
    fps: 5,
  });
  bar.start(0, 0);
  return {
    show(done, total = 0) {
      bar.setTotal(total);
      bar.update(done);
    },
    showPart(done, part) {
      bar.setTotal(part === undefined ? 0 : PARTS);
      bar.update(part === undefined ? done : Math.floor(part * PARTS), { done });
    },
    end: () => bar.stop(),
  };
}

/** Steps of a bar that shows a fraction. */
const PARTS = 10_000;

/** @param counted how many are done, if the bar shows a fraction */
function line(options: Options, { value, total, progress, startTime }: Params, what: string, counted?: number): string {
  const done = `${(counted ?? value).toLocaleString("en-US")} ${what}`;
  const passed = Date.now() - Number(startTime);
  if (total === 0) return `${done}, ${durationText(passed)}`;
  const left = value > 0 ? `, ${durationText((passed / value) * Math.max(0, total - value))} left` : "";
  const of = counted === undefined ? ` of about ${total.toLocaleString("en-US")}` : "";
  return `[${cliProgress.Format.BarFormat(progress, options)}] ${Math.floor(progress * 100)} %${of}: ${done}${left}`;
}
