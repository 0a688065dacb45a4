import { execFile } from "node:child_process";
import { join } from "node:path";
import { AwsFailure, AwsServer } from "../../support/aws-server";
import { ServedQueues } from "../../support/served-queues";

const ROOT = join(import.meta.dirname, "../../..");
const APPOINTMENTS = "healthcare-appointments-test";
const EMAIL = "healthcare-email-fallback-test";
const DLQ = "healthcare-appointments-dlq-test";

let aws: AwsServer;
let queues: ServedQueues;
beforeAll(async () => {
  aws = await AwsServer.start();
});
beforeEach(() => {
  aws.reset();
  queues = new ServedQueues(aws, APPOINTMENTS, EMAIL, DLQ);
  queues.put(DLQ, "text", { DeadLetterReason: "NO_USABLE_EMAIL", SourceQueue: "appointments" });
  queues.put(DLQ, "mail", { DeadLetterReason: "EMAIL_REFUSED", SourceQueue: "email-fallback" });
  queues.put(DLQ, "moved by SQS");
  queues.put(DLQ, "{", { DeadLetterReason: "INVALID_JSON", SourceQueue: "appointments" });
});
afterAll(() => aws.stop());

const redrive = (...options: string[]) => redriveAt(aws.endpoint, ...options);

/** Runs the command as an operator does. */
function redriveAt(endpoint: string, ...options: string[]): Promise<{ status: number; out: string; err: string }> {
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
  const args = ["--import", "tsx", "services/commands/redrive.ts", ...options];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: ROOT, env }, (error, out, err) =>
      resolve({ status: error ? Number(error.code) : 0, out, err }),
    );
  });
}

test("moves each message to its queue, keeps what breaks the contract, and says so", async () => {
  expect(await redrive("--environment", "test")).toEqual({
    status: 0,
    out: `moved to ${APPOINTMENTS}: 1\nmoved to ${EMAIL}: 2\nkept, INVALID_JSON: 1\n`,
    err: "",
  });
  expect(queues.visibleIn(APPOINTMENTS)).toEqual(["text"]);
  expect(queues.visibleIn(EMAIL)).toEqual(["mail", "moved by SQS"]);
  expect(queues.visibleIn(DLQ)).toEqual(["{"]);
});

test("says what a queue did not take, and fails", async () => {
  aws.on("SendMessage", () => new AwsFailure("KmsDisabled", 400));
  expect(await redrive("--environment", "test")).toEqual({
    status: 1,
    out: `moved to ${APPOINTMENTS}: 0\nmoved to ${EMAIL}: 0\nkept, INVALID_JSON: 1\nnot moved, KmsDisabled: 3\n`,
    err: "",
  });
  expect(queues.visibleIn(DLQ)).toHaveLength(4);
});

test("leaves what arrives while it runs", async () => {
  queues.put(DLQ, "late", {}, Date.now() + 60_000);
  const { status, out } = await redrive("--environment", "test");
  expect(status).toBe(0);
  expect(out).toContain("kept, arrived while this ran: 1 (failed again, or new)\n");
  expect(queues.visibleIn(DLQ)).toEqual(["{", "late"]);
});

test("says that the account refused it, not that there is no queue", async () => {
  aws.on("GetQueueUrl", () => new AwsFailure("AccessDenied", 403, "not allowed to ask"));
  expect(await redrive()).toEqual({ status: 1, out: "", err: "redrive: not allowed to ask\n" });
});

test("says that nobody answers, and that this is no misuse", async () => {
  const { status, err } = await redriveAt("http://127.0.0.1:1", "--environment", "test");
  expect(status).toBe(1);
  expect(err).toContain("ECONNREFUSED");
});

test("moves what breaks the contract when asked to", async () => {
  const { status } = await redrive("--environment", "test", "--include-invalid");
  expect(status).toBe(0);
  expect(queues.visibleIn(APPOINTMENTS).sort()).toEqual(["text", "{"]);
  expect(queues.visibleIn(DLQ)).toEqual([]);
});

test("works on the environment dev unless told otherwise, and fails where there is none", async () => {
  const { status, err } = await redrive();
  expect(status).toBe(1);
  expect(err).toBe("redrive: there is no queue healthcare-appointments-dlq-dev in this account and region\n");
  expect(aws.of("GetQueueUrl").map(({ parameters }) => parameters.QueueName)).toContain(
    "healthcare-appointments-dlq-dev",
  );
  expect(queues.visibleIn(DLQ)).toHaveLength(4);
});

test("does nothing when it does not know an option", async () => {
  const { status, err } = await redrive("--everything");
  expect(status).toBe(2);
  expect(err).toContain("--everything");
  expect(aws.calls).toEqual([]);
});

test("explains itself", async () => {
  const { status, out } = await redrive("--help");
  expect(status).toBe(0);
  expect(out).toContain("--include-invalid");
  expect(aws.calls).toEqual([]);
});
