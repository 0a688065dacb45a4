import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { SETTING_PREFIX } from "../../../contracts/environments/setting-keys";
import { FAULT_LEVELS, type FaultLevel } from "../faults/fault-levels";
import { UserError } from "./user-error";

/** The default port of other local AWS emulators. */
export const DEFAULT_PORT = 4566;
const DEFAULT_FAULTS: FaultLevel = "typical";
const DEFAULT_SEED = 1;
const SEEDS = 2 ** 32;

export const USAGE = `npm start -- [options]

Runs a day's appointment reminders on this machine, from the synthesized CDK app and the bundles that would be
deployed, and prints the outcome of every reminder. By default: a sample day of about 2,300 appointments.

  --appointments FILE  run these appointments instead: a JSON array, or JSON lines, of
                       contracts/appointment-message.v1.schema.json; for CSV use npm run ops -- validate and import
  --report FILE        write the outcome of every notification as JSON: ids and codes, no contact data
  --faults LEVEL       how often the carriers and AWS fail: none, typical, storm or outages (default: ${DEFAULT_FAULTS},
                       which shows retries and takes a few seconds more; storm takes minutes; outages is a storm in
                       which functions are also killed and services stop responding)
  --serve              keep serving after the run, for any AWS SDK or CLI on this machine
  --empty              with --serve: run nothing first
  --port N             port on 127.0.0.1 (default: ${DEFAULT_PORT} with --serve, otherwise any free one; 0: any free one)
  --seed N             whole number that determines the sample day and the faults (default: ${DEFAULT_SEED}); fresh
                       picks one and prints it
  -c, --context KEY=VALUE
                       as for \`cdk\`: environment=NAME for the settings in infra/environments/NAME.json, and
                       reminders:SETTING=VALUE for a setting, which overrides that file and cdk.context.json
  --help               show this text

Exit status: 0 if every reminder is accounted for; 1 if not, if an entry of the file breaks the contract and was not run,
if a role does not allow a call, or on any other error; 2 for invalid options or settings.
`;

export interface StartOptions {
  readonly help: boolean;
  /** The file to read; absent for the sample day. */
  readonly appointments?: string;
  /** The file to write. */
  readonly report?: string;
  readonly faults: FaultLevel;
  readonly serve: boolean;
  /** Runs nothing; only with `serve`. */
  readonly empty: boolean;
  /** 0 for any free port. */
  readonly port: number;
  readonly seed: number;
  /** The environment; absent if none is given. */
  readonly environment?: string;
  /** By name; absent if none is given. */
  readonly settings?: Readonly<Record<string, string>>;
}

const OPTIONS = {
  appointments: { type: "string" },
  report: { type: "string" },
  faults: { type: "string", default: DEFAULT_FAULTS },
  serve: { type: "boolean", default: false },
  empty: { type: "boolean", default: false },
  port: { type: "string" },
  seed: { type: "string", default: String(DEFAULT_SEED) },
  context: { type: "string", short: "c", multiple: true },
  help: { type: "boolean", short: "h", default: false },
} as const;

/**
 * @param args without the program's name
 * @param environment where npm puts options that it took as its own
 * @throws {UserError} if options are invalid
 */
export function readCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): StartOptions {
  const given = parse(args);
  if (!given.help) refuseOptionsOfNpm(args, environment);
  const { appointments, report, serve, empty, help } = given;
  if (!help && empty) {
    if (!serve) throw misuse("--empty requires --serve: npm start -- --serve --empty");
    if (appointments !== undefined) throw misuse("--empty cannot be combined with --appointments");
    if (report !== undefined) throw misuse("--empty cannot be combined with --report");
  }
  for (const [name, file] of Object.entries({ appointments, report })) {
    if (file === "") throw misuse(`--${name} requires a file name`);
  }
  return {
    help,
    ...(appointments !== undefined && { appointments }),
    ...(report !== undefined && { report }),
    faults: faultLevel(given.faults),
    serve,
    empty,
    port: given.port === undefined ? (serve ? DEFAULT_PORT : 0) : wholeNumber("port", given.port, 65_535),
    ...(given.context && readContext(given.context)),
    seed: given.seed === "fresh" ? randomInt(SEEDS) : wholeNumber("seed", given.seed, SEEDS - 1),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    const negative = /^Option '--(\w+)' argument is ambiguous/.exec((error as Error).message)?.[1];
    if (negative) throw misuse(`--${negative} takes no value that starts with -`);
    // The first sentence of Node's message names the option; the rest explains parseArgs.
    throw misuse((error as Error).message.split(/\. |\n/)[0] ?? "");
  }
}

/** If a key is given twice, the last value is used. What is no setting of ours would have no effect here. */
function readContext(assignments: readonly string[]): Pick<StartOptions, "environment" | "settings"> {
  const settings = new Map<string, string>();
  let environment: string | undefined;
  for (const assignment of assignments) {
    const [, key = "", value = ""] = /^([^=]+)=(.*)$/s.exec(assignment) ?? [];
    const name = key.startsWith(SETTING_PREFIX) ? key.slice(SETTING_PREFIX.length) : "";
    if (key === "") throw misuse(`-c takes KEY=VALUE, such as -c ${SETTING_PREFIX}timeZone=America/Chicago`);
    if (key !== "environment" && name === "") {
      const hint = /^\w+$/.test(key) ? `: write -c ${SETTING_PREFIX}${key}=VALUE` : "";
      throw misuse(`-c takes environment=NAME and ${SETTING_PREFIX}SETTING=VALUE, and not ${key}${hint}`);
    }
    if (key === "environment") environment = value;
    else settings.set(name, value);
  }
  return {
    ...(environment !== undefined && { environment }),
    ...(settings.size > 0 && { settings: Object.fromEntries(settings) }),
  };
}

/** Without `--`, as in `npm start --serve`, npm takes the option itself and ignores it. */
function refuseOptionsOfNpm(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): void {
  if (args.length > 0 || environment.npm_lifecycle_event !== "start") return;
  const taken = Object.keys(OPTIONS).filter((name) => environment[`npm_config_${name}`] !== undefined);
  // npm has its own option -c.
  const [option] = [...taken.map((name) => `--${name}`), ...(environment.npm_config_call ? ["-c"] : [])];
  if (option) throw misuse(`npm took ${option} as its own option: put -- before it, as in npm start -- ${option}`);
}

function faultLevel(given: string): FaultLevel {
  const levels = Object.keys(FAULT_LEVELS) as FaultLevel[];
  const level = levels.find((known) => known === given);
  if (!level) throw misuse(`--faults must be ${levels.slice(0, -1).join(", ")} or ${levels.at(-1)}`);
  return level;
}

function wholeNumber(option: string, given: string, max: number): number {
  if (!/^\d{1,10}$/.test(given) || Number(given) > max) {
    throw misuse(`--${option} takes a whole number from 0 to ${max}`);
  }
  return Number(given);
}

function misuse(message: string): UserError {
  return new UserError(`${message.replace(/\.$/, "")}. See npm start -- --help.`, 2);
}
