/**
 * The AsyncAPI document of all queues and topics (https://www.asyncapi.com/docs/reference/specification/v3.0.0), made from
 * the contracts. An `action` is what the pipeline does: other systems send where it receives.
 */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { resourceNames } from "../resource-names";
import { AUDIENCES, CHANNELS, type Channel } from "./channels";
import { MESSAGES, type Message } from "./messages";
import { payloadSchemas } from "./payload-schemas";

/** The version of the contracts: that of the messages and events. */
const CONTRACTS_VERSION = "1.0.0";

const DESCRIPTION = `The queues and topics of one environment of the appointment reminder pipeline.

Other systems send to the queues for senders and subscribe to the topic for subscribers; the others are listed for operators
and reviewers. Calls are those of SQS and SNS, signed by AWS Signature Version 4 and allowed by IAM: senders need
\`sqs:SendMessage\`, and \`kms:GenerateDataKey\` and \`kms:Decrypt\` on the key of the environment. Headers are message
attributes. All queues and topics are standard ones, which may deliver a message more than once and in any order.`;

/** @returns the document as JSON; addresses have `{environment}` in place of its name */
export function asyncApiDocument(): Record<string, unknown> {
  const names = resourceNames("{environment}");
  const channels = Object.entries(CHANNELS);
  return {
    asyncapi: "3.0.0",
    id: "urn:appointment-reminders",
    info: {
      title: "Appointment reminders",
      version: CONTRACTS_VERSION,
      description: DESCRIPTION,
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
      tags: Object.entries(AUDIENCES).map(([name, description]) => ({ name, description })),
    },
    defaultContentType: "application/json",
    servers: { sqs: serverOf("sqs"), sns: serverOf("sns") },
    channels: Object.fromEntries(
      channels.map(([key, channel]) => [key, channelObject(channel, names[channel.name] as string)]),
    ),
    operations: Object.fromEntries(channels.flatMap(([key, channel]) => operationsOf(key, channel))),
    components: {
      messages: Object.fromEntries(
        Object.entries(MESSAGES).map(([name, message]) => [name, messageObject(name, message)]),
      ),
      schemas: payloadSchemas(),
      parameters: {
        environment: {
          description:
            "The name of the environment. If it has a prefix, such as `acme`, each address begins with it and a hyphen.",
          default: "dev",
          examples: ["dev", "prod"],
        },
      },
    },
  };
}

function serverOf(service: "sqs" | "sns") {
  return {
    host: `${service}.{region}.amazonaws.com`,
    protocol: service,
    description: `${service.toUpperCase()} in the region of the deployment.`,
    variables: { region: { description: "An AWS region.", default: "us-east-1" } },
  };
}

function channelObject({ protocol, audience, title, description, messages }: Channel, address: string) {
  const bindings = {
    // SQS: https://github.com/asyncapi/bindings/tree/v3.0.0/sqs; SNS: https://github.com/asyncapi/bindings/tree/v3.0.0/sns
    sqs: { queue: { name: address, fifoQueue: false }, bindingVersion: "0.2.0" },
    sns: { name: address, bindingVersion: "0.1.0" },
  };
  return {
    address,
    title,
    description,
    servers: [{ $ref: `#/servers/${protocol}` }],
    parameters: { environment: { $ref: "#/components/parameters/environment" } },
    messages: Object.fromEntries(messages.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
    tags: [{ name: audience }],
    bindings: { [protocol]: bindings[protocol] },
  };
}

function operationsOf(key: string, { actions, title, messages }: Channel) {
  const capitalized = key.charAt(0).toUpperCase() + key.slice(1);
  return actions.map((action) => [
    `${action}${capitalized}`,
    {
      action,
      channel: { $ref: `#/channels/${key}` },
      summary: `The pipeline ${action === "send" ? "sends to" : "receives from"} "${title}".`,
      messages: messages.map((name) => ({ $ref: `#/channels/${key}/messages/${name}` })),
    },
  ]);
}

function messageObject(name: string, { examples = [], ...message }: Message) {
  return {
    name,
    ...message,
    ...(examples.length > 0 && { examples: examples.map(exampleOf) }),
  };
}

function exampleOf(path: string) {
  const payload: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "..", path), "utf8"));
  return { name: basename(path, ".json"), payload };
}
