/** Acts as a web page that is open in a browser during the local run, and as callers that are not web pages. */
import { type IncomingHttpHeaders, request } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { SAMPLE, writeSampleAssembly } from "../../../support/data/sample-assembly";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../../support/servers/local-cloud";

let cloud: LocalCloudProcess;
let port: string;

beforeAll(async () => {
  const consumer = "export const handler = async (event) => console.log(JSON.stringify(event));";
  cloud = await startLocalCloudProcess({ assembly: writeSampleAssembly({ consumer }) });
  port = new URL(cloud.endpoint).port;
});
afterAll(() => cloud.stop());

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** @param host any host name: the connection goes to 127.0.0.1, as after DNS rebinding */
function send(host: string, { method = "GET", path = "/", headers = {}, body = "" }: Sent) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const options = { host: "127.0.0.1", port, method, path, headers: { host, ...headers } };
    const sending = request(options, async (response) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await text(response) });
    });
    sending.on("error", reject).end(body);
  });
}

const signedFor = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=page/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
const awsCall = (service: string, target: string, body: object): Sent => ({
  method: "POST",
  headers: {
    authorization: signedFor(service),
    "x-amz-date": "20260101T000000Z",
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": target,
  },
  body: JSON.stringify(body),
});

/** Every kind of path: pages, controls, AWS APIs by target, by form and by REST path, and unknown paths. */
const requests = (): Record<string, Sent> => ({
  "the messages page": { path: "/" },
  "the page's script": { path: "/_local/messages-page.js" },
  "the outbox": { path: "/_local/outbox" },
  "the logs": { path: "/_local/logs" },
  "a pause": { method: "POST", path: "/_local/pause/dynamodb", body: "{}" },
  "an invocation": { method: "POST", path: `/_local/invoke/${SAMPLE.consumer}`, body: '{"text": "of the page"}' },
  "the schedule": { method: "POST", path: "/_local/schedule" },
  "a scan of a table": awsCall("dynamodb", "DynamoDB_20120810.Scan", { TableName: SAMPLE.table }),
  "a message to a queue": awsCall("sqs", "AmazonSQS.SendMessage", {
    QueueUrl: cloud.queueUrl(SAMPLE.queue),
    MessageBody: "{}",
  }),
  "a text": {
    method: "POST",
    headers: { authorization: signedFor("sns"), "content-type": "application/x-www-form-urlencoded" },
    body: "Action=Publish&PhoneNumber=%2B12065550101&Message=of+the+page",
  },
  "a function's settings": {
    path: `/2015-03-31/functions/${SAMPLE.consumer}/configuration`,
    headers: { authorization: signedFor("lambda") },
  },
  "an unsigned call": { method: "POST", body: "Action=Publish" },
  "a path that is not there": { path: "/nothing" },
  "a CORS preflight": {
    method: "OPTIONS",
    path: "/_local/outbox",
    headers: { "access-control-request-method": "POST", "access-control-request-headers": "authorization" },
  },
});

async function statuses(host: string, headers: Record<string, string>): Promise<Record<string, number>> {
  const sent = Object.entries(requests()).map(async ([name, one]) => {
    const answer = await send(host, { ...one, headers: { ...one.headers, ...headers } });
    return [name, answer.status] as const;
  });
  return Object.fromEntries(await Promise.all(sent));
}
const allRefused = () => Object.fromEntries(Object.keys(requests()).map((name) => [name, 403]));

describe("A web page that is not the local run's own", () => {
  test.each([
    ["of a site", "https://evil.example"],
    ["of a site on the same port", "http://evil.example:PORT"],
    ["of another server on this machine", "http://127.0.0.1:1"],
    ["of another server on this machine, by its name", "http://localhost"],
    ["of the same address over TLS", "https://127.0.0.1:PORT"],
    ["of the same server by its other name", "http://localhost:PORT"],
    ["whose name begins with ours", "http://127.0.0.1.evil.example:PORT"],
    ["in a sandbox, or of a file", "null"],
    ["that states no origin", ""],
  ])("is refused on every path: a page %s", async (_, origin) => {
    const headers = { origin: origin.replace("PORT", port) };
    expect(await statuses(`127.0.0.1:${port}`, headers)).toEqual(allRefused());
  });

  test.each([
    "evil.example:PORT",
    "evil.example",
    "127.0.0.1.evil.example:PORT",
    "localhost.evil.example:PORT",
    "evil.example@127.0.0.1:PORT",
    "127.0.0.1:PORT@evil.example",
    "0.0.0.0:PORT",
    "2130706433:PORT",
  ])("is refused on every path under a name that leads here, signed or not: %p", async (name) => {
    expect(await statuses(name.replace("PORT", port), {})).toEqual(allRefused());
  });

  test("is refused without a host name", async () => {
    const connection = connect({ host: "127.0.0.1", port: Number(port) });
    connection.end("GET /_local/outbox HTTP/1.0\r\n\r\n");
    expect(await text(connection)).toMatch(/^HTTP\/1\.1 403 /);
  });

  test("is refused after DNS rebinding, when its own host name resolves to this address", async () => {
    const name = `evil.example:${port}`;
    expect(await statuses(name, { origin: `http://${name}`, "sec-fetch-site": "same-origin" })).toEqual(allRefused());
  });

  test.each(["cross-site", "same-site"])("is refused for requests without an Origin: %s", async (site) => {
    const headers = { "sec-fetch-site": site, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script" };
    expect(await statuses(`127.0.0.1:${port}`, headers)).toEqual(allRefused());
  });

  test("may link to the messages page, but neither frame it nor post to it", async () => {
    const link = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    const opened = (sent: Sent) => send(`127.0.0.1:${port}`, { ...sent, headers: { ...link, ...sent.headers } });
    expect(await opened({ path: "/" })).toMatchObject({ status: 200 });
    expect(await opened({ path: "/", headers: { "sec-fetch-dest": "iframe" } })).toMatchObject({ status: 403 });
    expect(await opened({ method: "POST", path: "/_local/pause/sms" })).toMatchObject({ status: 403 });
  });

  test("had no effect: nothing is paused, sent or invoked, and it can read no response", async () => {
    const origin = "https://evil.example";
    for (const sent of Object.values(requests())) {
      const answer = await send(`127.0.0.1:${port}`, { ...sent, headers: { ...sent.headers, origin } });
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
      expect(answer.body).not.toContain("evil.example");
    }
    expect(await cloud.outbox()).toMatchObject({ sms: [], emails: [] });
    expect(await cloud.logs()).toEqual([]);
    // This would be visible if the page had invoked it.
    await cloud.invoke(SAMPLE.consumer, { text: "of the developer" });
    expect(await cloud.logs()).toHaveLength(1);
  });
});

describe("A caller that is not a web page, or is the local run's own", () => {
  test.each(["127.0.0.1:PORT", "localhost:PORT", "[::1]:PORT", "127.0.0.1", "localhost", "LOCALHOST:PORT"])(
    "reaches pages, controls and AWS APIs by %s",
    async (name) => {
      const host = name.replace("PORT", port);
      expect(await send(host, { path: "/" })).toMatchObject({ status: 200 });
      expect(await send(host, { method: "POST", path: "/_local/resume/sms" })).toMatchObject({ status: 200 });
      expect(await send(host, awsCall("dynamodb", "DynamoDB_20120810.ListTables", {}))).toMatchObject({ status: 200 });
    },
  );

  test("may send everything that pages may not, except unsigned calls and unknown paths", async () => {
    const taken = Object.fromEntries(Object.keys(requests()).map((name) => [name, 200]));
    const not = { "an unsigned call": 403, "a path that is not there": 403, "a CORS preflight": 403 };
    expect(await statuses(`127.0.0.1:${port}`, {})).toEqual({ ...taken, ...not });
    await cloud.resume("dynamodb");
  });

  test.each(["127.0.0.1:PORT", "localhost:PORT", "[::1]:PORT"])("uses its own origin: %s", async (name) => {
    const host = name.replace("PORT", port);
    const headers = { origin: `http://${host}`, "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors" };
    expect(await send(host, { path: "/_local/outbox", headers })).toMatchObject({ status: 200 });
    expect(await send(host, { method: "POST", path: "/_local/resume/sms", headers })).toMatchObject({ status: 200 });
  });

  test("opens the messages page from the address bar", async () => {
    const headers = { "sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    expect(await send(`localhost:${port}`, { path: "/", headers })).toMatchObject({ status: 200 });
  });

  test("is an AWS SDK, by address and by name", async () => {
    expect(await cloud.sqs.send(new ListQueuesCommand({}))).toMatchObject({ QueueUrls: expect.anything() });
    const byName = new SQSClient({ ...cloud.clientConfig, endpoint: `http://localhost:${port}` });
    expect(await byName.send(new ListQueuesCommand({}))).toMatchObject({ QueueUrls: expect.anything() });
    byName.destroy();
  });

  test("gets an error with the valid host names if it used another one", async () => {
    const answer = await send("my-machine.local", { path: "/_local/outbox" });
    expect(JSON.parse(answer.body)).toMatchObject({ message: expect.stringContaining("127.0.0.1 and localhost") });
  });
});
