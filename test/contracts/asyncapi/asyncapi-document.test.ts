/** The AsyncAPI document: made from the contracts, and sound in itself. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { asyncApiDocument } from "../../../contracts/asyncapi/asyncapi-document";

interface Document {
  readonly channels: Record<string, { messages: Record<string, unknown> }>;
  readonly operations: Record<string, { channel: { $ref: string }; messages: { $ref: string }[] }>;
  readonly components: {
    readonly messages: Record<string, { payload: object; headers?: object; examples?: { payload: unknown }[] }>;
    readonly schemas: Record<string, object>;
  };
}

const text = readFileSync(join(import.meta.dirname, "../../../contracts/asyncapi.json"), "utf8");
const document = JSON.parse(text) as Document;

test("contracts/asyncapi.json is what npm run schema writes", () => {
  expect(text).toBe(`${JSON.stringify(asyncApiDocument(), null, 2)}\n`);
});

test("every reference leads to something in it", () => {
  const references = [...text.matchAll(/"\$ref": "#\/([^"]+)"/g)].map(([, path = ""]) => path);
  expect(references.length).toBeGreaterThan(50);
  const broken = references.filter(
    (path) =>
      path.split("/").reduce<unknown>((value, part) => (value as Record<string, unknown>)?.[part], document) ===
      undefined,
  );
  expect(broken).toEqual([]);
});

test("every channel has an operation, and every message a channel", () => {
  const used = Object.values(document.operations).map(({ channel }) => channel.$ref.replace("#/channels/", ""));
  expect([...new Set(used)].sort()).toEqual(Object.keys(document.channels).sort());
  const sent = Object.values(document.channels).flatMap(({ messages }) => Object.keys(messages));
  expect([...new Set(sent)].sort()).toEqual(Object.keys(document.components.messages).sort());
});

/** Each stored example, with the name of its message. */
const examples = Object.entries(document.components.messages).flatMap(([name, { payload, examples: stored = [] }]) =>
  stored.map((example, index) => [`${name} ${index + 1}`, payload, example.payload] as const),
);

test("each message of senders and subscribers in JSON has examples", () => {
  expect([...new Set(examples.map(([name]) => name.split(" ")[0]))]).toEqual([
    "appointment",
    "booking",
    "outcome",
    "reply",
  ]);
});

test.each(examples)("the example %s keeps the schema of its message", (_, payload, example) => {
  const ajv = new Ajv({ strict: false });
  ajv.addSchema({ $id: "document", components: document.components });
  const inDocument = JSON.parse(JSON.stringify(payload).replaceAll('"#/', '"document#/')) as object;
  expect(ajv.validate(inDocument, example) ? "" : ajv.errorsText()).toBe("");
});
