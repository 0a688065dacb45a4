import cliProgress from "cli-progress";

export interface ProgressState {
  readonly done: number;
  readonly total: number;
  /** Accepted by the carriers so far. */
  readonly sms: number;
  readonly emails: number;
}

export interface Progress {
  show(state: ProgressState): void;
  /** Restores the terminal; may be called twice. */
  end(): void;
}

/** ms between two lines, without a terminal. */
const LINE_EVERY = 5_000;

/** A progress bar on a terminal, otherwise a line every few seconds. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY && process.env.TERM !== "dumb" ? bar(stream) : lines(stream);
}

function bar(stream: NodeJS.WriteStream): Progress {
  const drawn = new cliProgress.SingleBar(
    {
      stream,
      format: "  {bar} {percentage} %  {value} of {total}  {sms} SMS, {emails} emails  {duration} s",
      barsize: 24,
      hideCursor: true,
      // The signal handler ends the bar.
      gracefulExit: false,
    },
    cliProgress.Presets.shades_classic,
  );
  let started = false;
  return {
    show({ done, total, sms, emails }) {
      if (!started) drawn.start(total, 0, { sms, emails });
      started = true;
      drawn.update(done, { sms, emails });
    },
    end: () => drawn.stop(),
  };
}

function lines(stream: NodeJS.WriteStream): Progress {
  const start = Date.now();
  let last = start;
  return {
    show({ done, total, sms, emails }) {
      const now = Date.now();
      if (now - last < LINE_EVERY) return;
      last = now;
      const seconds = Math.round((now - start) / 1000);
      stream.write(`  ${seconds} s: ${done} of ${total} done, ${sms} SMS, ${emails} emails\n`);
    },
    end: () => {},
  };
}
