/** How far a long command has come, for a person who waits. */
import cliProgress, { type Options, type Params } from "cli-progress";
import type { Terminal } from "./terminal";
import { durationText } from "./time-text";

export interface Progress {
  /** @param total as far as it is known by now */
  show(done: number, total?: number): void;
  /** Takes the bar away: what comes after it tells how it ended. */
  end(): void;
}

/**
 * Starts a bar on `err`, where a person looks at it; nothing elsewhere.
 * @param what is counted, such as `appointments`
 */
export function startProgress(terminal: Terminal, what: string): Progress {
  if (!terminal.interactive) return { show: () => {}, end: () => {} };
  const bar = new cliProgress.SingleBar({
    stream: terminal.err as NodeJS.WriteStream,
    format: (options, params) => line(options, params, what),
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
    end: () => bar.stop(),
  };
}

function line(options: Options, { value, total, progress, startTime }: Params, what: string): string {
  const done = `${value.toLocaleString("en-US")} ${what}`;
  const passed = Date.now() - Number(startTime);
  if (total === 0) return `${done}, ${durationText(passed)}`;
  const left = value > 0 ? `, ${durationText((passed / value) * Math.max(0, total - value))} left` : "";
  return `[${cliProgress.Format.BarFormat(progress, options)}] ${Math.floor(progress * 100)} % of about ${total.toLocaleString("en-US")}: ${done}${left}`;
}
