/**
 * Reads the events of reminders and answers from a queue, and keeps the list of patients to call: `npm start -- calls.json`.
 * It runs until it is stopped; with `--once` it ends when the queue is empty.
 */
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { parseEvent } from "appointment-reminder-pipeline/contracts";
import { CallList } from "./call-list.js";

const { EVENTS_QUEUE_URL: QueueUrl } = process.env;
const args = process.argv.slice(2);
const once = args.includes("--once");
const [file] = args.filter((arg) => arg !== "--once");
if (!QueueUrl || !file) {
  console.error("usage: EVENTS_QUEUE_URL=https://... npm start -- calls.json [--once]");
  process.exit(2);
}

const sqs = new SQSClient({});
const list = new CallList(file);
let stopped = false;
process.on("SIGINT", () => {
  stopped = true;
});

while (!stopped) {
  // 1. Wait for messages: up to 20 seconds, the most that SQS allows.
  const WaitTimeSeconds = once ? 1 : 20;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds }),
  );
  if (once && Messages.length === 0) break;

  // 2. Take their events into account.
  const Entries: { Id: string; ReceiptHandle: string | undefined }[] = [];
  for (const [index, { MessageId, ReceiptHandle, Body = "" }] of Messages.entries()) {
    const check = parseEvent(Body);
    if (check.ok) {
      const changed = list.apply(check.event);
      console.log(`${check.event.status}${changed ? "" : ": known, or older than what is known"}`);
      Entries.push({ Id: String(index), ReceiptHandle });
    } else {
      // It stays on the queue, which moves it to its DLQ: somebody must see why it is no event.
      const fields = check.violations.map(({ field, problem }) => `${field || "message"} ${problem}`);
      console.error(`${MessageId}: no event: ${fields.join("; ")}`);
    }
  }

  // 3. Store first, then delete: after a crash in between, the events come again and change nothing.
  list.save();
  if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
}

for (const { patientId = "unknown", appointmentId = "unknown", why } of list.calls()) {
  console.log(`call patient ${patientId} about appointment ${appointmentId}: ${why}`);
}
