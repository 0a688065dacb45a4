/** Starts and controls the simulated AWS, which runs in a separate process. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { RecordedRequest } from "./recorded-request";
import type { TakenText } from "./simulated-aws";

export type Control =
  | { readonly kind: "take" }
  /** From now on, requests are kept as they came. */
  | { readonly kind: "record" }
  /** The seed of the random latencies; without it, always the medians. */
  | { readonly kind: "latency"; readonly seed?: number };

export interface Started {
  readonly endpoint: string;
}

/** Since the last request. */
export interface Taken {
  /** Calls by action. */
  readonly calls: Readonly<Record<string, number>>;
  readonly texts: readonly TakenText[];
  /** When an item was last written, ms since 1970, by its table. */
  readonly lastWrites: Readonly<Record<string, number>>;
  /** If they are recorded. */
  readonly requests: readonly RecordedRequest[];
}

export class AwsProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly endpoint: string,
  ) {}

  static async start(): Promise<AwsProcess> {
    const child = fork(new URL("./process.ts", import.meta.url), { execArgv: ["--import", "tsx"] });
    const [{ endpoint }] = (await once(child, "message")) as [Started];
    return new AwsProcess(child, endpoint);
  }

  /** The environment with which the AWS SDK finds it. */
  get environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "bench",
      AWS_SECRET_ACCESS_KEY: "bench",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    };
  }

  async tell(control: Control): Promise<Taken> {
    this.child.send(control);
    const [taken] = (await once(this.child, "message")) as [Taken];
    return taken;
  }

  async stop(): Promise<void> {
    const exit = once(this.child, "exit");
    this.child.disconnect();
    await exit;
  }
}
