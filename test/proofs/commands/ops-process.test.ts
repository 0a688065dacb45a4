/** The command as a process of its own: signals, exit statuses, streams. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { deployed } from "../../support/data/deployed";
import { appointment } from "../../support/data/records";
import { eventually } from "../../support/eventually";
import { packedOps } from "../../support/packed-ops";
import { AwsServer } from "../../support/servers/aws-server";
import { ALL_QUEUES, ServedQueues } from "../../support/servers/served-queues";

const program = packedOps();
const ROOT = join(__dirname, "../../..");
const EMAIL = "healthcare-email-fallback-test";
const DLQ = "healthcare-appointments-dlq-test";
const MESSAGES = 200;

let aws: AwsServer;
let queues: ServedQueues;
beforeAll(async () => {
  aws = await AwsServer.start();
});
beforeEach(() => {
  aws.reset();
  deployed(aws);
  queues = new ServedQueues(aws, ...ALL_QUEUES);
  for (let index = 0; index < MESSAGES; index += 1) {
    queues.put(DLQ, JSON.stringify(appointment({ appointmentId: `a-${index}` })), { SourceQueue: "email-fallback" });
  }
});
afterAll(() => aws.stop());

/** What the command recorded in the audit, in order: a beginning, and an end. */
const recorded = () => aws.of("ExecuteStatement").map(({ text }) => text);

interface Run {
  readonly process: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: string | null; out: string; err: string }>;
}

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}, code = [program.path]): Run {
  const child = spawn(process.execPath, [...code, ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      OPS_BECAUSE: "a test",
      HOME: "/nonexistent",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      ...env,
    },
  });
  const written = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    written.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    written.err += chunk;
  });
  const ended = new Promise<Awaited<Run["ended"]>>((resolve) =>
    child.once("close", (code, signal) => resolve({ code, signal, ...written })),
  );
  return { process: child, ended };
}

test("the command starts from its sources, and reads standard input", async () => {
  const run = start(["validate", "-"], {}, ["--import", "tsx", "services/ops/ops.ts"]);
  run.process.stdin?.end('[{"patientId": "patient-1"}]');
  const { code, out, err } = await run.ended;
  expect([err, code]).toEqual(["", 1]);
  expect(out).toMatch(/^index 0, appointmentTime: is required\n1 appointment: /);
});

const REDRIVE = ["dlq", "redrive", "--environment", "test", "--yes"];
/** It takes ten seconds: a busy machine, too, interrupts it before it is done. */
const SLOWLY = [...REDRIVE, "--rate", "20"];
const someMoved = (run: Run) =>
  Promise.race([
    eventually("some messages are moved", async () => queues.visibleIn(EMAIL).length >= 3),
    run.ended.then(({ err }) => {
      throw new Error(`It ended before: ${err}`);
    }),
  ]);

test("Ctrl-C finishes what has begun, releases the other messages, and prints what was moved; a second run moves the rest", async () => {
  const run = start(SLOWLY);
  await someMoved(run);
  run.process.kill("SIGINT");
  const { code, out, err } = await run.ended;
  const moved = queues.visibleIn(EMAIL).length;
  expect(code).toBe(130);
  expect(out).toBe(`moved to ${EMAIL}: ${moved}\n`);
  expect(err).toContain("Interrupted");
  expect(recorded()).toEqual([expect.stringContaining('"S":"redrive"'), expect.stringContaining('"S":"interrupted"')]);
  expect(moved).toBeLessThan(MESSAGES);
  expect(queues.visibleIn(DLQ)).toHaveLength(MESSAGES - moved);
  expect((await start(REDRIVE).ended).code).toBe(0);
  expect(new Set(queues.visibleIn(EMAIL)).size).toBe(MESSAGES);
});

test("a command that is killed at any moment loses nothing, and is recorded without an end", async () => {
  const run = start(SLOWLY);
  await someMoved(run);
  run.process.kill("SIGKILL");
  await run.ended;
  expect(recorded()).toEqual([expect.stringContaining('"S":"redrive"')]);
  const there = new Set([...queues.visibleIn(EMAIL), ...queues.bodiesIn(DLQ)]);
  expect(there.size).toBe(MESSAGES);
});

test("without region, credentials or anybody who answers it ends in one sentence and a hint, with 3", async () => {
  const runs = await Promise.all(
    [
      { AWS_REGION: undefined },
      { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" },
      { AWS_ENDPOINT_URL: "http://127.0.0.1:1" },
    ].map((env) => start(REDRIVE, env).ended),
  );
  expect(runs.map(({ code, out }) => [code, out])).toEqual([3, 3, 3].map((code) => [code, ""]));
  expect(runs.map(({ err }) => err)).toEqual([
    expect.stringMatching(/^ops: No AWS region is set\.\n {5}.+\n$/),
    expect.stringMatching(/^ops: No AWS credentials were found\.\n {5}.+\n$/),
    expect.stringMatching(/^ops: Cannot connect to http:\/\/127\.0\.0\.1:1\.\n {5}.+\n$/),
  ]);
});
