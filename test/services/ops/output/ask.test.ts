import { PassThrough } from "node:stream";
import { ask } from "../../../../services/ops/output/ask";

/** What a person types at a terminal. */
function terminal() {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  const interrupted = new AbortController();
  const answer = ask("Move 3 messages back? ", input, output, interrupted.signal, () => interrupted.abort());
  return { input, answer, interrupted: interrupted.signal };
}

test("a question has the line that was typed for its answer", async () => {
  const { input, answer } = terminal();
  input.write("yes\r");
  expect(await answer).toBe("yes");
});

test("Ctrl-C at a question, which a terminal gives as a character, interrupts the command", async () => {
  const { input, answer, interrupted } = terminal();
  input.write("\x03");
  expect([await answer, interrupted.aborted]).toEqual(["", true]);
});

test("the end of the input is no answer", async () => {
  const { input, answer, interrupted } = terminal();
  input.end();
  expect([await answer, interrupted.aborted]).toEqual(["", false]);
});
