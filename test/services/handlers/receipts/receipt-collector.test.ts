import type { Context } from "aws-lambda";
import { awslogsEvent, subscribedLogs } from "../../../support/data/awslogs";
import { functionEnvironment } from "../../../support/environment";
import { lambdaContext } from "../../../support/lambda";
import { HandlerWorld } from "../../../support/worlds/handler-world";

let world: HandlerWorld;
beforeAll(async () => {
  world = await HandlerWorld.start();
});
beforeEach(() => world.aws.reset());
afterAll(() => world.stop());

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:sms-receipt-collector-test";
const invoke = async (owner: string) => {
  const { handler } = await import("../../../../services/handlers/receipts/receipt-collector");
  const context = { ...lambdaContext(), invokedFunctionArn: ARN } as Context;
  await handler(awslogsEvent(subscribedLogs(["a receipt"], { owner })), context);
};

test("the collector sends receipts to its queue", async () => {
  await invoke("000000000000");
  const [call] = world.aws.of("SendMessageBatch");
  expect(call?.parameters).toMatchObject({
    QueueUrl: functionEnvironment(world.aws.endpoint).RECEIPTS_QUEUE_URL,
    Entries: [{ MessageBody: "a receipt" }],
  });
});

test("the collector accepts only the logs of the account that it runs in", async () => {
  await expect(invoke("123456789012")).rejects.toThrow("FOREIGN_ACCOUNT");
});
