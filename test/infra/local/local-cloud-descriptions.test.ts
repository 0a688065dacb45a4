/** What the local run answers to whoever asks what is deployed. */
import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
} from "@aws-sdk/client-lambda";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../support/local-cloud";
import { SAMPLE, sampleFunction, writeSampleAssembly } from "../../support/sample-assembly";

let cloud: LocalCloudProcess;
beforeAll(async () => {
  const Producer = sampleFunction("producer", "ProducerRole", {}, { ReservedConcurrentExecutions: 0 });
  cloud = await startLocalCloudProcess({ assembly: writeSampleAssembly({}, { Producer }) });
});
afterAll(() => cloud.stop());

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:000000000000:${resource}`;

describe("Lambda", () => {
  const lambda = () => new LambdaClient(cloud.clientConfig);
  const configuration = (FunctionName: string) => lambda().send(new GetFunctionConfigurationCommand({ FunctionName }));

  test("a function's configuration is the template's, with its environment", async () => {
    const FunctionArn = arn("lambda", `function:${SAMPLE.consumer}`);
    const expected = { FunctionArn, Timeout: 2, MemorySize: 256, State: "Active" };
    const answer = await configuration(SAMPLE.consumer);
    expect(answer).toMatchObject(expected);
    expect(answer.Environment?.Variables).toEqual({
      ENVIRONMENT: "dev",
      QUEUE_URL: cloud.queueUrl(SAMPLE.deadLetterQueue),
      EMAIL_SENDER: "noreply@example.com",
    });
    expect(await configuration(FunctionArn)).toMatchObject({ FunctionName: SAMPLE.consumer });
  });

  test("a function that is not in the template is not found", async () => {
    await expect(configuration("other")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("the concurrency that is reserved for a function is the template's, and none where it names none", async () => {
    const reserved = (FunctionName: string) => lambda().send(new GetFunctionConcurrencyCommand({ FunctionName }));
    expect((await reserved(SAMPLE.producer)).ReservedConcurrentExecutions).toBe(0);
    expect((await reserved(SAMPLE.consumer)).ReservedConcurrentExecutions).toBeUndefined();
  });

  test("a function's event sources are the template's, and those of all are listed where none is named", async () => {
    const listed = async (FunctionName?: string) =>
      (await lambda().send(new ListEventSourceMappingsCommand({ FunctionName }))).EventSourceMappings;
    const mapping = { EventSourceArn: arn("sqs", SAMPLE.queue), State: "Enabled", BatchSize: 10 };
    expect(await listed(SAMPLE.consumer)).toEqual([expect.objectContaining(mapping)]);
    expect(await listed(SAMPLE.producer)).toEqual([]);
    expect(await listed()).toEqual(await listed(SAMPLE.consumer));
  });

  test("what it does not know is refused by name", async () => {
    await expect(lambda().send(new ListFunctionsCommand({}))).rejects.toThrow(/^The local run has no lambda GET /);
  });
});
