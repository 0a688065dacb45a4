import { Writable } from "node:stream";
import { startProgress } from "../../../../services/ops/output/progress";

class Screen extends Writable {
  readonly isTTY = true;
  readonly columns = 120;
  text = "";

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }

  cursorTo() {}
  clearLine() {}
  moveCursor() {}
}

function shown(interactive: boolean, ...steps: [done: number, total?: number][]): string {
  const err = new Screen();
  const terminal = { out: err, err, interactive, interrupted: new AbortController().signal, answer: async () => "" };
  const progress = startProgress(terminal, "appointments");
  for (const [done, total] of steps) progress.show(done, total);
  progress.end();
  return err.text;
}

test("a person sees how much is done, and of how much as soon as that is known", () => {
  expect(shown(true, [1_200])).toContain("1,200 appointments, 0 s");
  expect(shown(true, [1_200], [1_500, 3_000])).toContain("50 % of about 3,000: 1,500 appointments");
});

test("without a total, the bar shows a fraction", () => {
  const part = (...step: [done: number, part: number | undefined]) => {
    const err = new Screen();
    const interrupted = new AbortController().signal;
    const terminal = { out: err, err, interactive: true, interrupted, answer: async () => "" };
    const progress = startProgress(terminal, "appointments");
    progress.showPart(...step);
    progress.end();
    return err.text;
  };
  expect(part(1_200, undefined)).toContain("1,200 appointments, 0 s");
  expect(part(1_500, 0.25)).toContain("25 %: 1,500 appointments, 0 s left");
  expect(part(1_500, 0.25)).not.toContain("of about");
});

test("where no person looks, nothing is shown", () => {
  expect(shown(false, [1_200], [1_500, 3_000])).toBe("");
});
