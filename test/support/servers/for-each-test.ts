/** Servers that act as AWS for the tests of a file: started once, used through the SDK's environment, reset before each. */
import { awsEnvironment } from "../environment";
import { AwsServer } from "./aws-server";
import { TestDynamo } from "./dynamo";

/**
 * An AWS server; changes of the environment by a test are undone.
 * @param prepare before each test
 */
export function withAwsServer(prepare: (aws: AwsServer) => void): void {
  const before = { ...process.env };
  let aws: AwsServer;
  beforeAll(async () => {
    aws = await AwsServer.start();
  });
  beforeEach(() => {
    aws.reset();
    awsEnvironment(aws.endpoint);
    prepare(aws);
  });
  afterEach(() => {
    process.env = { ...before };
  });
  afterAll(() => aws.stop());
}

/**
 * An AWS server that forwards calls to DynamoDB to a server with all tables, which keeps its items.
 * @param prepare before each test
 */
export function withAwsAndDynamo(prepare: (aws: AwsServer, dynamo: TestDynamo) => Promise<void> | void): void {
  let dynamo: TestDynamo;
  let aws: AwsServer;
  beforeAll(async () => {
    dynamo = await TestDynamo.start();
    aws = await AwsServer.start(dynamo);
  });
  beforeEach(() => {
    aws.reset();
    awsEnvironment(aws.endpoint);
    return prepare(aws, dynamo);
  });
  afterAll(async () => {
    await aws.stop();
    await dynamo.stop();
  });
}
