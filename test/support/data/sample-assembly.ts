/** A small CDK assembly in a temporary folder, for tests of the local run. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Properties = Record<string, unknown>;
type Resources = Record<string, { Type: string; Properties: Properties }>;

/** Names of the resources below. */
export const SAMPLE = {
  queue: "work-dev",
  deadLetterQueue: "work-dlq-dev",
  table: "things-dev",
  topic: "events-dev",
  consumer: "consumer-dev",
  producer: "producer-dev",
} as const;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/**
 * @param code the code of the functions: ES modules that export `handler`
 * @param change resources to add or replace
 * @returns the folder
 */
export function writeSampleAssembly(
  code: { consumer?: string; producer?: string } = {},
  change: Resources = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), "sample-assembly-"));
  folders.push(folder);
  const write = (file: string, content: unknown) =>
    writeFileSync(join(folder, file), typeof content === "string" ? content : JSON.stringify(content));
  const artifacts = {
    "Sample.assets": { type: "cdk:asset-manifest", properties: { file: "Sample.assets.json" } },
    Sample: { type: "aws:cloudformation:stack", properties: { templateFile: "Sample.template.json" } },
  };
  write("manifest.json", { version: "1", artifacts });
  const asset = (name: string) => ({
    source: { path: `asset.${name}`, packaging: "zip" },
    destinations: { here: { bucketName: "assets", objectKey: `${name}.zip` } },
  });
  write("Sample.assets.json", { files: { consumer: asset("consumer"), producer: asset("producer") } });
  for (const name of ["consumer", "producer"] as const) {
    mkdirSync(join(folder, `asset.${name}`));
    write(join(`asset.${name}`, "index.mjs"), code[name] ?? "export const handler = async (event) => event;");
  }
  write("Sample.template.json", { Resources: { ...sampleResources(), ...change } });
  return folder;
}

function sampleResources(): Resources {
  const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
  return {
    Work: resource("AWS::SQS::Queue", {
      QueueName: SAMPLE.queue,
      VisibilityTimeout: 60,
      RedrivePolicy: { deadLetterTargetArn: arnOf("Dead"), maxReceiveCount: 2 },
    }),
    Dead: resource("AWS::SQS::Queue", { QueueName: SAMPLE.deadLetterQueue }),
    Things: resource("AWS::DynamoDB::GlobalTable", {
      TableName: SAMPLE.table,
      AttributeDefinitions: ["id", "kind"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      GlobalSecondaryIndexes: [
        {
          IndexName: "ByKind",
          KeySchema: [{ AttributeName: "kind", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      Replicas: [{ Region: { Ref: "AWS::Region" } }],
    }),
    Events: resource("AWS::SNS::Topic", { TopicName: SAMPLE.topic }),
    Consumer: sampleFunction("consumer", "ConsumerRole", {
      QUEUE_URL: { Ref: "Dead" },
      EMAIL_SENDER: "noreply@example.com",
    }),
    Producer: sampleFunction("producer", "ProducerRole", { TOPIC: { Ref: "Events" }, TABLE: { Ref: "Things" } }),
    Mapping: resource("AWS::Lambda::EventSourceMapping", {
      BatchSize: 10,
      EventSourceArn: arnOf("Work"),
      FunctionName: { Ref: "Consumer" },
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: 2 },
    }),
    NoRetries: resource("AWS::Lambda::EventInvokeConfig", {
      FunctionName: { Ref: "Producer" },
      MaximumRetryAttempts: 1,
      Qualifier: "$LATEST",
    }),
    Daily: resource("AWS::Scheduler::Schedule", {
      Name: "daily-dev",
      Target: { Arn: arnOf("Producer"), Input: '{"source":"schedule"}', RoleArn: arnOf("Role") },
    }),
    Role: sampleRole([{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: arnOf("Producer") }]),
    ConsumerRole: sampleRole([
      { Effect: "Allow", Action: "logs:*", Resource: "*" },
      {
        Effect: "Allow",
        Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
        Resource: arnOf("Work"),
      },
    ]),
    ProducerRole: sampleRole([{ Effect: "Allow", Action: "logs:*", Resource: "*" }]),
  };
}

/** A role whose policy has these statements. */
export function sampleRole(statements: readonly Properties[]) {
  return resource("AWS::IAM::Role", {
    Policies: [{ PolicyName: "Own", PolicyDocument: { Version: "2012-10-17", Statement: statements } }],
  });
}

/** @param role the logical id */
export function sampleFunction(
  name: "consumer" | "producer",
  role: string,
  environment: Properties,
  more: Properties = {},
) {
  return resource("AWS::Lambda::Function", {
    FunctionName: SAMPLE[name],
    Code: { S3Bucket: { "Fn::Join": ["-", ["assets", { Ref: "AWS::AccountId" }]] }, S3Key: `${name}.zip` },
    Handler: "index.handler",
    Role: { "Fn::GetAtt": [role, "Arn"] },
    Timeout: 2,
    MemorySize: 256,
    Environment: { Variables: { ENVIRONMENT: "dev", ...environment } },
    ...more,
  });
}

function resource(Type: string, Properties: Properties) {
  return { Type, Properties };
}
