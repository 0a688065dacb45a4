/** Runs of the SMS consumer's bundle, each in a process of its own. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildSync } from "esbuild";
import { bundleOptions, HANDLERS } from "../../../infra/stack/constructs/functions/handler-bundle";
import { writeTexts } from "../../support/data/texts";
import { sqsEvent } from "../../support/lambda";
import type { AwsProcess } from "../aws/control";
import type { RecordedRequest } from "../aws/recorded-request";
import { storeAppointments } from "../aws/store-appointments";
import { consumerEnvironment, UNLIMITED } from "../consumers/consumer-environment";
import { queuedByRun } from "../consumers/queued-messages";
import { type CpuProfile, sharesOf } from "./areas";

const SIZE = 10;

export class ConsumerRuns {
  readonly #deployed: string;
  readonly #named: string;
  #requests: readonly RecordedRequest[] = [];

  /**
   * Bundles the consumer twice: as it is deployed, and with the names of its modules.
   * @param folder for the bundles and what else the runs read and write
   * @param batches how many each run handles
   */
  constructor(
    private readonly folder: string,
    private readonly aws: AwsProcess,
    private readonly batches: number,
  ) {
    [this.#deployed, this.#named] = [join(folder, "deployed"), join(folder, "named")];
    buildSync(bundleOptions(HANDLERS.sms, this.#deployed));
    buildSync({ ...bundleOptions(HANDLERS.sms, this.#named), minify: false });
    for (const each of [this.#deployed, this.#named]) writeTexts(each);
  }

  /** Calls a reminder in the last run of the deployed bundle. */
  get callsEach(): number {
    return this.#requests.length / (this.batches * SIZE);
  }

  /** @returns ms of a processor a reminder, for each tenth of the batches */
  async deployed(): Promise<number[]> {
    await this.aws.tell({ kind: "take" });
    const took = await this.#handle(this.#deployed);
    ({ requests: this.#requests } = await this.aws.tell({ kind: "take" }));
    return took;
  }

  /** The requests of the last run of the deployed bundle, without what makes them. */
  async callsAlone(): Promise<number[]> {
    const file = join(this.folder, "requests.json");
    writeFileSync(file, JSON.stringify(this.#requests));
    return this.#run("run-calls.mjs", [this.aws.endpoint, file, String(this.batches)], {});
  }

  /** @returns the share of each area in the busy time of a run */
  async profile(): Promise<[area: string, share: number][]> {
    await this.#handle(this.#named, ["--cpu-prof", `--cpu-prof-dir=${this.folder}`]);
    const file = readdirSync(this.folder).find((name) => name.endsWith(".cpuprofile"));
    if (!file) throw new Error("Node wrote no profile");
    return sharesOf(JSON.parse(readFileSync(join(this.folder, file), "utf8")) as CpuProfile);
  }

  async #handle(bundle: string, options: readonly string[] = []): Promise<number[]> {
    const queued = Array.from({ length: this.batches }, () => queuedByRun(SIZE));
    await storeAppointments(
      this.aws,
      queued.flatMap(({ stored }) => stored),
    );
    await this.aws.tell({ kind: "record" });
    const events = join(this.folder, "events.json");
    writeFileSync(events, JSON.stringify(queued.map(({ messages }) => sqsEvent(...messages))));
    const environment = { ...consumerEnvironment(this.aws, bundle), ...UNLIMITED };
    return this.#run("run-batches.mjs", [join(bundle, "index.mjs"), events], environment, options);
  }

  async #run(
    script: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
    options: readonly string[] = [],
  ): Promise<number[]> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...options, join(import.meta.dirname, script), ...args],
      { env: { ...process.env, ...environment } },
    );
    return (JSON.parse(stdout) as number[]).map((ms) => ms / (Math.ceil(this.batches / 10) * SIZE));
  }
}
