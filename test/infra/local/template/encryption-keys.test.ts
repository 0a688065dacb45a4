import { readResources } from "../../../../infra/local/template/resources";
import { writeSampleAssembly } from "../../../support/data/sample-assembly";

type Change = NonNullable<Parameters<typeof writeSampleAssembly>[1]>;

const read = (change: Change) => readResources(writeSampleAssembly({}, change), "http://127.0.0.1:4566");
const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const resource = (Type: string, Properties: Record<string, unknown>) => ({ Type, Properties });

describe("the customer key", () => {
  const WORK = "arn:aws:sqs:us-east-1:000000000000:secret-dev";
  const KEY = "arn:aws:kms:us-east-1:000000000000:key/Key";
  const Key = resource("AWS::KMS::Key", {});
  const Alias = resource("AWS::KMS::Alias", { AliasName: "alias/mine", TargetKeyId: arnOf("Key") });
  const queue = (KmsMasterKeyId: unknown) => resource("AWS::SQS::Queue", { QueueName: "secret-dev", KmsMasterKeyId });

  test.each([
    ["its ARN", arnOf("Key"), KEY],
    ["its id", { Ref: "Key" }, KEY],
    ["an alias", "alias/mine", KEY],
    ["an alias' ARN", "arn:aws:kms:us-east-1:000000000000:alias/mine", KEY],
    ["AWS's own alias, which asks nothing of the caller", "alias/aws/sqs", undefined],
  ])("of a queue is known by %s", (_, id, key) => {
    expect(read({ Key, Alias, Secret: queue(id) }).keyOf(WORK)).toBe(key);
  });

  test("of topics and both kinds of tables is known", () => {
    const SSESpecification = { SSEEnabled: true, KMSMasterKeyId: { Ref: "Key" } };
    const keys = { KeySchema: [], AttributeDefinitions: [] };
    const { keyOf } = read({
      Key,
      Told: resource("AWS::SNS::Topic", { TopicName: "told-dev", KmsMasterKeyId: { Ref: "Key" } }),
      Plain: resource("AWS::DynamoDB::Table", { TableName: "plain-dev", SSESpecification, ...keys }),
      Global: resource("AWS::DynamoDB::GlobalTable", {
        TableName: "global-dev",
        Replicas: [{ SSESpecification }],
        ...keys,
      }),
    });
    const arns = [
      "sns:us-east-1:000000000000:told-dev",
      ...["plain-dev", "global-dev"].map((name) => `dynamodb:us-east-1:000000000000:table/${name}`),
    ];
    expect(arns.map((arn) => keyOf(`arn:aws:${arn}`))).toEqual([KEY, KEY, KEY]);
  });

  test("with an alias that is not in the template is an error with the logical id", () => {
    expect(() => read({ Secret: queue("alias/nobody") })).toThrow("Secret of the template: there is no alias/nobody");
  });
});
