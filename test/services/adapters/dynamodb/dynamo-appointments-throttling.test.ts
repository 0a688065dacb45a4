import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamoAppointments } from "../../../../services/adapters/dynamodb/dynamo-appointments";
import { skippingClock } from "../../../support/fakes/skipping-clock";
import { AwsFailure, AwsServer } from "../../../support/servers/aws-server";
import { stored, TODAY } from "../../../support/worlds/producer-world";

let aws: AwsServer;
beforeAll(async () => {
  aws = await AwsServer.start();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

/** Its waits take no time but on its own clock; the SDK itself tries once. */
function table() {
  const clock = skippingClock();
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ ...aws.client, maxAttempts: 1 }));
  const appointments = dynamoAppointments(client, "appointments", {
    clock,
    random: { fraction: () => 0.5, uuid: () => "" },
  });
  return { appointments, clock };
}

/** The next answers to an action refuse it, so many times; then it is answered. */
function refuse(action: string, times: number, code: string, answer = {}): void {
  let left = times;
  aws.on(action, () => {
    left -= 1;
    return left >= 0 ? new AwsFailure(code, 400) : answer;
  });
}

const due = { appointmentId: "a", patientId: "patient-1", reminderDate: TODAY, item: stored("a") };
const AT = "2026-12-01T15:00:00.000Z";
const THROTTLES = ["ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded"];

test.each(THROTTLES)("a write that the index has no capacity for is waited for: %s", async (code) => {
  refuse("UpdateItem", 6, code);
  const { appointments, clock } = table();
  await appointments.markQueued(due, AT);
  expect(aws.of("UpdateItem")).toHaveLength(7);
  expect(clock.now()).toBeGreaterThan(1_000);
});

test("a page that the index has no capacity for is waited for, and none is read twice or left out", async () => {
  const item = { appointmentId: { S: "a" }, reminderDate: { S: TODAY }, appointmentTime: { S: "2026-12-02T09:00Z" } };
  let reads = 0;
  aws.on("Query", ({ parameters }) => {
    reads += 1;
    if (reads % 2 === 1) return new AwsFailure("ThrottlingException", 400);
    const page = parameters.ExclusiveStartKey ? "second" : "first";
    const Items = [{ ...item, appointmentId: { S: page } }];
    return page === "first" ? { Items, LastEvaluatedKey: item } : { Items };
  });
  const ids: string[] = [];
  for await (const page of table().appointments.due(TODAY)) ids.push(...page.map(({ appointmentId }) => appointmentId));
  expect(ids).toEqual(["first", "second"]);
  expect(reads).toBe(4);
});

test("a throttle that does not end within half a minute is thrown", async () => {
  refuse("UpdateItem", Number.POSITIVE_INFINITY, "ThrottlingException");
  const { appointments, clock } = table();
  await expect(appointments.markQueued(due, AT)).rejects.toMatchObject({ name: "ThrottlingException" });
  expect(clock.now()).toBeGreaterThan(20_000);
  expect(clock.now()).toBeLessThanOrEqual(30_000);
});

test.each(["TransactionConflictException", "ReplicatedWriteConflictException", "InternalServerError"])(
  "a write that meets another's, or a fault of DynamoDB, is made again: %s",
  async (code) => {
    refuse("UpdateItem", 3, code);
    await table().appointments.markQueued(due, AT);
    expect(aws.of("UpdateItem")).toHaveLength(4);
  },
);

test("an item that others write to for half a minute is left for the next run", async () => {
  refuse("UpdateItem", Number.POSITIVE_INFINITY, "TransactionConflictException");
  const left = table().appointments.markMissed(due, AT);
  await expect(left).rejects.toMatchObject({ name: "RetryLater", code: "TransactionConflictException" });
});

test.each(["AccessDeniedException", "ResourceNotFoundException"])("%s is thrown at once", async (code) => {
  refuse("UpdateItem", 1, code);
  await expect(table().appointments.markQueued(due, AT)).rejects.toMatchObject({ name: code });
  expect(aws.of("UpdateItem")).toHaveLength(1);
});
