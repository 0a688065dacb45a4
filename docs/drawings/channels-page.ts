/** The page of all queues and topics, drawn from the AsyncAPI document. */
import { asyncApiDocument } from "../../contracts/asyncapi/asyncapi-document";
import { AUDIENCES, type Audience } from "../../contracts/asyncapi/channels";
import { fieldTable, resolved, type Schema } from "./schema-table";

interface Ref {
  readonly $ref: string;
}
interface Message {
  readonly title: string;
  readonly summary: string;
  readonly contentType: string;
  readonly payload: Schema;
  readonly headers?: Schema;
  readonly examples?: readonly { readonly name: string; readonly payload: unknown }[];
  readonly externalDocs?: { readonly url: string; readonly description: string };
}
interface Channel {
  readonly address: string;
  readonly title: string;
  readonly description: string;
  readonly servers: readonly Ref[];
  readonly messages: Readonly<Record<string, Ref>>;
  readonly tags: readonly { readonly name: Audience }[];
}
interface Document {
  readonly channels: Readonly<Record<string, Channel>>;
  readonly operations: Readonly<Record<string, { readonly action: string; readonly channel: Ref }>>;
  readonly components: {
    readonly messages: Readonly<Record<string, Message>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
}

const HEADINGS: Readonly<Record<Audience, string>> = {
  senders: "For senders",
  subscribers: "For subscribers",
  operators: "For operators",
  pipeline: "Inside the pipeline",
};

/** The whole page, as Markdown. */
export function channelsPage(): string {
  const document = asyncApiDocument() as unknown as Document;
  const audiences = Object.keys(AUDIENCES) as Audience[];
  const sections = audiences.flatMap((audience) => [
    `## ${HEADINGS[audience]}`,
    AUDIENCES[audience],
    table(
      ["address", "", "the pipeline", "messages"],
      channelsOf(document, audience).map(([key, channel]) => row(document, key, channel)),
    ),
  ]);
  const shown = audiences.filter((audience) => audience === "senders" || audience === "subscribers");
  const names = new Set(
    shown.flatMap((audience) => channelsOf(document, audience).flatMap(([, { messages }]) => Object.keys(messages))),
  );
  const messages = [...names].flatMap((name) => messageSection(document, name));
  const schemas = Object.entries(document.components.schemas).filter(([name]) => name === "bookedAppointment");
  return `${[
    "# Queues and topics",
    "<!-- Drawn by `npm run channels` from contracts/asyncapi: change that, not this. -->",
    INTRODUCTION,
    ...sections,
    "## Messages",
    "A field or an attribute in bold is required. [sending-appointments.md](sending-appointments.md) says what senders and\nsubscribers should know of each; [ehr.md](ehr.md) says what is read of FHIR and HL7 v2.",
    ...messages,
    ...schemas.flatMap(([, schema]) => ["### Appointment of a booking", fieldTable(document, schema)]),
  ].join("\n\n")}\n`;
}

const INTRODUCTION = `All queues and topics of an environment, and what is sent there. This page and the AsyncAPI 3 document
[\`contracts/asyncapi.json\`](../contracts/asyncapi.json), from which tools make code, mocks and catalogues, are made from the
contracts. \`{environment}\` is the name of the environment, such as \`dev\`. If it has a prefix, such as \`acme\`, each
address begins with it: \`acme-healthcare-appointments-prod\`. Attributes are message attributes of SQS and SNS, of the data
type \`String\`; in the document they are headers.`;

function channelsOf({ channels }: Document, audience: Audience): [string, Channel][] {
  return Object.entries(channels).filter(([, { tags }]) => tags.some(({ name }) => name === audience));
}

function row(document: Document, key: string, channel: Channel): string[] {
  const { address, title, description, servers, messages } = channel;
  const actions = Object.values(document.operations)
    .filter((operation) => operation.channel.$ref === `#/channels/${key}`)
    .map(({ action }) => `${action}s`);
  const service = servers[0]?.$ref.endsWith("sns") ? "topic" : "queue";
  const linked = Object.keys(messages).map((name) => {
    const { title: named } = document.components.messages[name] as Message;
    return ["senders", "subscribers"].includes(channel.tags[0]?.name ?? "") ? `[${named}](#${anchor(named)})` : named;
  });
  return [`\`${address}\``, `**${title}**, a ${service}. ${description}`, actions.join(", "), linked.join(", ")];
}

function messageSection(document: Document, name: string): string[] {
  const {
    title,
    summary,
    contentType,
    payload,
    headers,
    examples = [],
    externalDocs,
  } = document.components.messages[name] as Message;
  const { properties } = resolved(document, payload);
  const source = externalDocs ? ` See [${externalDocs.description}](${externalDocs.url}).` : "";
  const [example] = examples;
  return [
    `### ${title}`,
    `${summary} Content type: \`${contentType}\`.${source}`,
    ...(headers ? ["Attributes:", fieldTable(document, headers)] : ["It has no attributes."]),
    ...(properties ? ["Fields:", fieldTable(document, resolved(document, payload))] : []),
    ...(example ? [`\`\`\`json\n${JSON.stringify(example.payload, null, 2)}\n\`\`\``] : []),
  ];
}

const anchor = (title: string) => title.toLowerCase().replaceAll(" ", "-");

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
