/** Starts the local cloud for a test, in another process: a test may wait for a command, and block its own. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { RecordedCall } from "../../../infra/local/access/call-record";
import type { PermissionsReport } from "../../../infra/local/access/permission-record";
import type { OwnSettings } from "../../../infra/local/command-line/context";
import type { Outbox, ReceivedReply } from "../../../infra/local/emulators/outbox";
import type { HangingPart, PausableService } from "../../../infra/local/faults/pauses";
import type { LogEntry } from "../../../infra/local/functions/function-logs";
import type { LocalCloudOptions } from "../../../infra/local/local-cloud-types";
import type { QueueCounts } from "../../../services/domain/queue-counts";
import { takeCloudProcess } from "./cloud-process";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

export interface LocalCloudProcess {
  readonly endpoint: string;
  /** Such as `dev`. */
  readonly environment: string;
  /** Settings for SDK clients of this cloud. */
  readonly clientConfig: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly dynamodb: DynamoDBDocumentClient;
  outbox(): Promise<Outbox>;
  /** How many receipts the carriers are still to give. */
  pendingReceipts(): Promise<number>;
  /** A patient texts the account's number. */
  reply(phoneNumber: string, message: string): Promise<Pick<ReceivedReply, "inboundMessageId" | "keyword">>;
  logs(): Promise<LogEntry[]>;
  permissions(): Promise<PermissionsReport>;
  calls(): Promise<RecordedCall[]>;
  /** By queue name. */
  queueCounts(): Promise<Record<string, QueueCounts>>;
  /** Rejects with an error with the type of the function's error as its name. */
  invoke(functionName: string, payload: unknown): Promise<unknown>;
  /** Without a name it is the daily run's. */
  fireSchedule(name?: string): Promise<unknown>;
  /** From now on the test contacts work. */
  repair(): Promise<unknown>;
  /** From now on the test contacts fail again. */
  break(): Promise<unknown>;
  /** Kills the threads of the function that are in an invocation; returns how many. */
  kill(functionName: string): Promise<number>;
  pause(service: PausableService, hang?: HangingPart): Promise<unknown>;
  resume(service: PausableService): Promise<unknown>;
  /** Number of hanging calls of functions. */
  hanging(): Promise<Record<PausableService, number>>;
  queueUrl(queueName: string): string;
  /** What its process has written since the start, to its output and error. */
  written(): string;
  stop(): Promise<void>;
}

/**
 * @param options the cloud's, without receipts if it does not say; without an assembly, the CDK app is synthesized with the given settings, or its cached
 *   assembly is used
 * @throws with the cloud's own error, by name and message
 */
export async function startLocalCloudProcess(
  options: Partial<LocalCloudOptions> & { settings?: OwnSettings } = {},
): Promise<LocalCloudProcess> {
  const server = takeCloudProcess();
  const report = await server.order({ start: options });
  if (report === "stopped" || "error" in report) {
    server.release();
    throw report === "stopped"
      ? new Error(report)
      : Object.assign(new Error(report.error.message), { name: report.error.name });
  }

  const { endpoint, environment } = report;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const clientConfig = { endpoint, region: "us-east-1", credentials };
  const sqs = new SQSClient(clientConfig);
  const sns = new SNSClient(clientConfig);
  const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig));
  const ask = async <T>(path: string, init?: RequestInit): Promise<T> => {
    const response = await fetch(`${endpoint}/_local/${path}`, init);
    const answer = (await response.json()) as T & { errorType?: string; errorMessage?: string };
    if (response.ok) return answer;
    throw Object.assign(new Error(answer.errorMessage), { name: answer.errorType });
  };
  return {
    endpoint,
    environment,
    clientConfig,
    sqs,
    sns,
    dynamodb,
    outbox: () => ask("outbox"),
    pendingReceipts: async () => (await ask<{ pending: number }>("receipts")).pending,
    reply: (phoneNumber, message) => ask("reply", { method: "POST", body: JSON.stringify({ phoneNumber, message }) }),
    logs: () => ask("logs"),
    permissions: () => ask("permissions"),
    calls: () => ask("calls"),
    queueCounts: () => ask("queues"),
    invoke: (functionName, payload) => ask(`invoke/${functionName}`, { method: "POST", body: JSON.stringify(payload) }),
    fireSchedule: (name) => ask(name === undefined ? "schedule" : `schedule/${name}`, { method: "POST" }),
    repair: () => ask("repair", { method: "POST" }),
    break: () => ask("break", { method: "POST" }),
    kill: async (functionName) => (await ask<{ killed: number }>(`kill/${functionName}`, { method: "POST" })).killed,
    pause: (service, hang = "requests") => ask(`pause/${service}`, { method: "POST", body: JSON.stringify({ hang }) }),
    resume: (service) => ask(`resume/${service}`, { method: "POST" }),
    hanging: () => ask("hanging"),
    queueUrl: (queueName) => `${endpoint}/000000000000/${queueName}`,
    written: () => server.written,
    stop: async () => {
      for (const client of [sqs, sns, dynamodb]) client.destroy();
      await server.order("stop");
      server.release();
    },
  };
}
