/** `npm run redrive`: moves what lies in the DLQ back to the queue that each message belongs to. */
import { parseArgs } from "node:util";
import { GetQueueUrlCommand, QueueDoesNotExist, type SQSClient } from "@aws-sdk/client-sqs";
import type { SourceQueue } from "../../contracts/queue-attributes";
import { type ResourceNames, resourceNames } from "../../contracts/resource-names";
import { sqs } from "../adapters/clients";
import { sqsDeadLetterQueue, sqsQueue } from "../adapters/sqs-queue";
import { type RedriveReport, redrive } from "../domain/redrive";

const USAGE = `npm run redrive -- [options]

Moves what lies in the dead-letter queue back to the queue that each message belongs to.

  --environment NAME   the deployment's suffix (default: dev)
  --include-invalid    move also messages that break the contract
  --help               this text

Account, region and endpoint are the AWS SDK's own: AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL, ...
`;

async function main(): Promise<number> {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  // The SDK's advice on the version of Node is for whoever maintains this, not for whoever is on call.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const names = resourceNames(options.environment);
  const client = sqs();
  const queue = async (name: string) => sqsQueue(client, await queueUrl(client, name));
  const report = await redrive(
    sqsDeadLetterQueue(client, await queueUrl(client, names.deadLetterQueue)),
    { appointments: await queue(names.appointmentsQueue), "email-fallback": await queue(names.emailQueue) },
    Date.now(),
    options["include-invalid"],
  );
  process.stdout.write(describe(report, names));
  return Object.keys(report.failed).length === 0 ? 0 : 1;
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      environment: { type: "string", default: "dev" },
      "include-invalid": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  return values;
}

async function queueUrl(client: SQSClient, QueueName: string): Promise<string> {
  try {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
    return QueueUrl ?? "";
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
    throw new Error(`there is no queue ${QueueName} in this account and region`);
  }
}

function describe({ moved, kept, arrived, failed }: RedriveReport, names: ResourceNames): string {
  const queueNames: Record<SourceQueue, string> = {
    appointments: names.appointmentsQueue,
    "email-fallback": names.emailQueue,
  };
  const lines = [
    ...Object.entries(moved).map(([source, count]) => `moved to ${queueNames[source as SourceQueue]}: ${count}`),
    ...Object.entries(kept).map(([reason, count]) => `kept, ${reason}: ${count}`),
    ...Object.entries(failed).map(([code, count]) => `not moved, ${code}: ${count}`),
    ...(arrived > 0 ? [`kept, arrived while this ran: ${arrived} (failed again, or new)`] : []),
  ];
  return `${lines.join("\n")}\n`;
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: Error & { code?: string }) => {
    const isMisuse = error.code?.startsWith("ERR_PARSE_ARGS");
    const told = isMisuse ? `${error.message.split(/\. |\n/)[0]}. See npm run redrive -- --help.` : error.message;
    process.stderr.write(`redrive: ${told}\n`);
    process.exitCode = isMisuse ? 2 : 1;
  },
);
