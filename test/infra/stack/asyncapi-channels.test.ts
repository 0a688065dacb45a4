/** The AsyncAPI document is true of the template. */
import { readFileSync } from "node:fs";
import { SynthesizedStack } from "./synthesized-stack";

interface Channel {
  readonly address: string;
  readonly servers: readonly { readonly $ref: string }[];
}

const document = JSON.parse(readFileSync("contracts/asyncapi.json", "utf8")) as {
  readonly channels: Readonly<Record<string, Channel>>;
};

test.each([
  ["sqs", "AWS::SQS::Queue", "QueueName"],
  ["sns", "AWS::SNS::Topic", "TopicName"],
])("its channels of the protocol %s are those of the template", (protocol, type, property) => {
  const deployed = new SynthesizedStack().ofType(type).map(({ Properties }) => Properties[property] as string);
  const described = Object.values(document.channels).filter(({ servers }) =>
    servers.some(({ $ref }) => $ref === `#/servers/${protocol}`),
  );
  const addresses = described.map(({ address }) => address.replace("{environment}", "dev"));
  expect(addresses.sort()).toEqual(deployed.sort());
});
