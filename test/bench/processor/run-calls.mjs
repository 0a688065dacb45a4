// The calls of a consumer without all else: `node run-calls.mjs ENDPOINT REQUESTS BATCHES`. Sends the requests as they were
// recorded, ten at a time, by node:http and connections that are kept, and reads the responses to their ends. Prints the ms of
// a processor that each tenth of the batches took.
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { measureTenths } from "./measure-tenths.mjs";

const [, , endpoint, requestsFile, batchCount] = process.argv;
const AT_A_TIME = 10;
const requests = JSON.parse(readFileSync(requestsFile, "utf8")).map(({ path, headers, body }) => ({
  options: { path, headers, method: "POST" },
  body: Buffer.from(body, "base64"),
}));
const { hostname, port } = new URL(endpoint);
const agent = new Agent({ keepAlive: true });

function send({ options, body }) {
  return new Promise((resolve, reject) => {
    request({ hostname, port, agent, ...options }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks)));
      response.on("error", reject);
    })
      .on("error", reject)
      .end(body);
  });
}

const size = Math.ceil(requests.length / Number(batchCount));
const batches = Array.from({ length: Number(batchCount) }, (_, batch) =>
  requests.slice(batch * size, (batch + 1) * size),
);
await measureTenths(batches, async (batch) => {
  let next = 0;
  const sendAll = async () => {
    while (next < batch.length) {
      const one = batch[next];
      next += 1;
      await send(one);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, sendAll));
});
