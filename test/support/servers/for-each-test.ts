/** Servers that stand for AWS to all tests of a file: started once, reached by the SDK's environment, fresh for each test. */
import { awsEnvironment } from "../environment";
import { AwsServer } from "./aws-server";
import { TestDynamo } from "./dynamo";

/**
 * An AWS server; the test's changes of the environment are undone.
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
 * An AWS server that passes calls of DynamoDB on to one with all tables, whose items stay.
 * @param prepare before each test
 */
export function withAwsAndDynamo(prepare: (aws: AwsServer, dynamo: TestDynamo) => Promise<void> | void): void {
  let dynamo: TestDynamo;
  let aws: AwsServer;
  beforeAll(async () => {
    dynamo = await TestDynamo.start();
    aws = await AwsServer.start(dynamo.endpoint);
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
