/** The process of the simulated AWS: fills the table, serves the producer over HTTP, and reports the calls. */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { duePartOf } from "../../../contracts/tables/appointments-table";
import { RUNS_ITEM } from "../../../contracts/tables/daily-runs";
import { DueTable, DynamoFailure } from "./due-table";
import { latencies, type MEDIANS } from "./latencies";
import type { AwsPlan, AwsReport } from "./plan";

type Action = Exclude<keyof typeof MEDIANS, "throttled">;
type Answer = Readonly<Record<string, unknown>> | DynamoFailure;

let table = new DueTable();
let calls: Record<string, number> = {};
let throttled = 0;
let queued = 0;
let latency = latencies(1);

const answers: Record<Action, (input: never) => Answer> = {
  Query(input: {
    ExpressionAttributeValues: { ":due": { S: string } };
    ExclusiveStartKey?: { appointmentId: { S: string } };
    Limit?: number;
    Select?: "COUNT";
  }) {
    const page = table.query(
      input.ExpressionAttributeValues[":due"].S,
      input.Limit ?? Number.POSITIVE_INFINITY,
      input.ExclusiveStartKey?.appointmentId.S,
    );
    if (page instanceof DynamoFailure) return page;
    const { appointmentId, patientId, reminderDate, appointmentTime } = page.last ?? {};
    return {
      ...(input.Select === "COUNT" ? { Count: page.Items.length } : { Items: page.Items }),
      ...(page.last && { LastEvaluatedKey: { appointmentId, patientId, reminderDate, appointmentTime } }),
    };
  },
  UpdateItem(input: {
    Key: { appointmentId: { S: string } };
    ExpressionAttributeValues: Record<string, { S: string }>;
  }) {
    // What is kept of the daily runs.
    if (input.Key.appointmentId.S === RUNS_ITEM.id) return {};
    const { ":due": date, ":time": time, ":next": next } = input.ExpressionAttributeValues;
    return table.takeOff(input.Key.appointmentId.S, date?.S ?? "", time?.S ?? "", next?.S) ?? {};
  },
  // No run is known: nothing is held.
  GetItem: () => ({}),
  SendMessage(input: { MessageBody: string }) {
    queued += 1;
    return { MessageId: `message-${queued}`, MD5OfMessageBody: md5(input.MessageBody) };
  },
  SendMessageBatch(input: { Entries: { Id: string; MessageBody: string }[] }) {
    const Successful = input.Entries.map(({ Id, MessageBody }) => {
      queued += 1;
      return { Id, MessageId: `message-${queued}`, MD5OfMessageBody: md5(MessageBody) };
    });
    return { Successful, Failed: [] };
  },
  PutMetricData: () => ({}),
};

function md5(body: string): string {
  return createHash("md5").update(body).digest("hex");
}

/** Fills the table with appointments tomorrow; all reminders are due today. */
function fill({ count, day, tomorrow, spread, reminderPlan, seed }: AwsPlan): void {
  table = new DueTable();
  calls = {};
  throttled = 0;
  queued = 0;
  latency = latencies(seed);
  const S = (value: string) => ({ S: value });
  for (let number = 0; number < count; number += 1) {
    const appointmentId = `appointment-${String(number).padStart(7, "0")}`;
    const patientId = `patient-${100_000 + number}`;
    table.put({
      appointmentId: S(appointmentId),
      reminderDate: S(spread ? duePartOf(day, appointmentId, patientId) : day),
      patientId: S(patientId),
      appointmentTime: S(
        `${tomorrow}T${8 + (number % 10)}:${15 * (number % 4) || "00"}:00-05:00`
          .replace("T8", "T08")
          .replace("T9", "T09"),
      ),
      phoneNumber: S(`(206) 555-01${String(number % 100).padStart(2, "0")}`),
      email: S(`patient-${number}@example.com`),
      doctorName: S("Dr. Sarah Johnson"),
      location: S("Room 3, North Clinic, 400 Pier Avenue"),
      timeZone: S("America/New_York"),
      ...(reminderPlan !== undefined && { reminderPlan: S(reminderPlan) }),
    });
  }
}

const server = createServer((request, response) => void serve(request, response));

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const target = request.headers["x-amz-target"];
  // CloudWatch alone speaks the query protocol, and nothing is read of what it is sent.
  const action = (typeof target === "string" ? target.split(".")[1] : "PutMetricData") as Action;
  calls[action] = (calls[action] ?? 0) + 1;
  const input = target ? JSON.parse(Buffer.concat(chunks).toString("utf8")) : {};
  const answer = answers[action](input as never);
  const refused = answer instanceof DynamoFailure;
  if (refused && answer.code.startsWith("Provisioned")) throttled += 1;
  response.statusCode = refused ? 400 : 200;
  response.setHeader("content-type", target ? "application/x-amz-json-1.0" : "text/xml");
  const body = refused ? { __type: `com.amazonaws.dynamodb.v20120810#${answer.code}`, message: "refused" } : answer;
  const sent = target ? JSON.stringify(body) : "<PutMetricDataResponse/>";
  setTimeout(() => response.end(sent), latency(refused ? "throttled" : action));
}

process.on("message", (message: AwsPlan | "report") => {
  if (message !== "report") {
    fill(message);
    process.send?.("filled");
    return;
  }
  const report: AwsReport = { calls, throttled, queued, stillDue: table.stillDue };
  process.send?.(report);
});

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));

// Whoever started it is gone.
process.once("disconnect", () => process.exit());
