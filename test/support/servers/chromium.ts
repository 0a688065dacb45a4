/** A real browser for a test: Chromium without a window, driven by the Chrome DevTools Protocol over a pipe. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { eventually } from "../eventually";

const NAMES = ["chromium", "google-chrome", "chromium-browser", "chrome"];

/** The command of an installed browser; undefined if there is none. `CHROME_PATH` names another one. */
export function findChromium(): string | undefined {
  const own = process.env.CHROME_PATH;
  return [...(own ? [own] : []), ...NAMES].find((name) => spawnSync(name, ["--version"]).status === 0);
}

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly method?: string;
  readonly params?: {
    readonly entry?: { readonly text: string };
    readonly exceptionDetails?: { readonly text: string };
  };
}

export type BrowserPage = Awaited<ReturnType<typeof openPage>>;

/** @param command of {@link findChromium} */
export async function openPage(command: string, url: string, size = { width: 1200, height: 800 }) {
  const profile = mkdtempSync(join(tmpdir(), "chromium-"));
  const options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"];
  const child = spawn(command, [...options, "--remote-debugging-pipe", `--user-data-dir=${profile}`], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const [, , , input, output] = child.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<number, (answer: Answer) => void>();
  /** What the page wrote as an error. */
  const errors: string[] = [];
  let rest = "";
  let sent = 0;
  output.setEncoding("utf8").on("data", (chunk: string) => {
    const messages = `${rest}${chunk}`.split("\0");
    rest = messages.pop() ?? "";
    for (const message of messages) {
      const answer = JSON.parse(message) as Answer;
      if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
      if (answer.method === "Log.entryAdded") errors.push(answer.params?.entry?.text ?? "");
      if (answer.method === "Runtime.exceptionThrown") errors.push(answer.params?.exceptionDetails?.text ?? "");
    }
  });
  const send = <T>(method: string, params: object = {}, sessionId?: string): Promise<T> =>
    new Promise((resolve, reject) => {
      sent += 1;
      waiting.set(sent, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result as T),
      );
      input.write(`${JSON.stringify({ id: sent, method, params, ...(sessionId && { sessionId }) })}\0`);
    });

  const { targetId } = await send<{ targetId: string }>("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await send<{ sessionId: string }>("Target.attachToTarget", { targetId, flatten: true });
  const call = <T>(method: string, params: object = {}) => send<T>(method, params, sessionId);
  for (const domain of ["Page", "Runtime", "Log", "Accessibility"]) await call(`${domain}.enable`);
  const resize = (width: number, height: number) =>
    call("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
  await resize(size.width, size.height);
  await call("Page.navigate", { url });

  /** @returns the value of an expression in the page */
  const evaluate = async <T>(expression: string): Promise<T> => {
    const parameters = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await call<{ result: { value: T }; exceptionDetails?: { text: string } }>(
      "Runtime.evaluate",
      parameters,
    );
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.text}`);
    return result.value;
  };
  return {
    errors,
    call,
    resize,
    evaluate,
    /** Waits until an expression in the page is true. */
    until: (expression: string) => eventually(expression, () => evaluate<boolean>(`Boolean(${expression})`)),
    /** Presses a key, as a person does: `Tab`, `Enter`. */
    press: async (key: "Tab" | "Enter") => {
      const code = { Tab: 9, Enter: 13 }[key];
      const keyEvent = { key, code: key, windowsVirtualKeyCode: code, ...(key === "Enter" && { text: "\r" }) };
      await call("Input.dispatchKeyEvent", { type: "keyDown", ...keyEvent });
      await call("Input.dispatchKeyEvent", { type: "keyUp", ...keyEvent });
    },
    type: (text: string) => call("Input.insertText", { text }),
    /** @returns a PNG, in base64 */
    picture: async () => (await call<{ data: string }>("Page.captureScreenshot")).data,
    close: async () => {
      const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      await send("Browser.close").catch(() => child.kill());
      await exited;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
