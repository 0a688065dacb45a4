/** Simulates DynamoDB, SNS, End User Messaging, SQS and CloudWatch with given latencies. */
import { createHash, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Answer,
  AwsError,
  type Call,
  errorAnswer,
  jsonAnswer,
  jsonParameters,
  queryParameters,
  xmlAnswer,
} from "../../../infra/local/protocol/call";
import { protocolOf, readCall } from "../../../infra/local/protocol/read-call";
import { fixedLatency, type Latency } from "./latencies";
import type { RecordedRequest } from "./recorded-request";
import { SimulatedTables } from "./simulated-table";

const SNS = "http://sns.amazonaws.com/doc/2010-03-31/";

/** An accepted text and its time, ms since 1970. */
export interface TakenText {
  readonly phoneNumber: string;
  readonly at: number;
}

export class SimulatedAws {
  latency: Latency = fixedLatency;
  /** Calls by action, since the last request. */
  readonly calls = new Map<string, number>();
  readonly texts: TakenText[] = [];
  /** When an item was last written, ms since 1970, by its table. */
  readonly lastWrites = new Map<string, number>();
  /** Requests as they came, since the last request; undefined if they are not kept. */
  recorded: RecordedRequest[] | undefined;
  readonly #tables = new SimulatedTables();

  private constructor(private readonly server: Server) {
    server.keepAliveTimeout = 60_000;
    server.on("request", async (request, response) => {
      const { status, headers, body } = await readCall(request)
        .then((call) => this.#serve(call))
        .catch((error) => errorAnswer(asAwsError(error), protocolOf(request)));
      response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
    });
  }

  static async start(): Promise<SimulatedAws> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new SimulatedAws(server);
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** A call takes effect when it arrives; the response follows later. */
  async #serve(call: Call): Promise<Answer> {
    const { operation, path, headers, body } = call;
    this.recorded?.push({ path, headers, body: body.toString("base64") });
    this.calls.set(operation, (this.calls.get(operation) ?? 0) + 1);
    const wait = sleep(this.latency(operation));
    try {
      return this.#answer(call);
    } finally {
      await wait;
      if (operation === "UpdateItem") this.lastWrites.set(String(jsonParameters(call).TableName), Date.now());
      const phoneNumber = textedPhone(call);
      if (phoneNumber) this.texts.push({ phoneNumber, at: Date.now() });
    }
  }

  #answer(call: Call): Answer {
    switch (call.operation) {
      case "PutItem":
        return jsonAnswer(this.#tables.put(jsonParameters(call) as never));
      case "GetItem":
        return jsonAnswer(this.#tables.get(jsonParameters(call) as never));
      case "BatchGetItem":
        return jsonAnswer(this.#tables.getAll(jsonParameters(call) as never));
      case "UpdateItem":
        return jsonAnswer(this.#tables.update(jsonParameters(call) as never));
      case "SendMessage":
        return jsonAnswer({ MessageId: randomUUID(), MD5OfMessageBody: md5(jsonParameters(call).MessageBody) });
      case "PutMetricData":
        return jsonAnswer({});
      case "CheckIfPhoneNumberIsOptedOut":
        return xmlAnswer(call.operation, SNS, "<isOptedOut>false</isOptedOut>");
      case "Publish":
        return xmlAnswer(call.operation, SNS, `<MessageId>${randomUUID()}</MessageId>`);
      case "SendTextMessage":
        return jsonAnswer({ MessageId: randomUUID() });
      case "PublishBatch":
        return xmlAnswer(call.operation, SNS, "<Successful/><Failed/>");
      default:
        throw new AwsError("UnknownOperation", 404, `The bench has no ${call.operation}`);
    }
  }
}

/** The phone that a call texts, if it is a text. */
function textedPhone(call: Call): string | undefined {
  if (call.operation === "SendTextMessage") return String(jsonParameters(call).DestinationPhoneNumber);
  return call.operation === "Publish" ? (queryParameters(call).get("PhoneNumber") ?? undefined) : undefined;
}

function asAwsError(error: unknown): AwsError {
  return error instanceof AwsError ? error : new AwsError("InternalFailure", 500, String(error));
}

function md5(body: unknown): string {
  return createHash("md5").update(String(body)).digest("hex");
}
