import { mayPass, obstacleOf } from "../../../../services/adapters/dynamodb/dynamo-errors";

const error = (name: string, fields: object = {}) => Object.assign(new Error("text"), { name, ...fields });

test.each([
  ["ProvisionedThroughputExceededException", "capacity"],
  ["ThrottlingException", "capacity"],
  ["RequestLimitExceeded", "capacity"],
  ["TransactionConflictException", "conflict"],
  ["ReplicatedWriteConflictException", "conflict"],
  ["InternalServerError", "outage"],
  ["TimeoutError", "outage"],
])("%s is an obstacle that may pass: %s", (name, obstacle) => {
  expect(obstacleOf(error(name))).toBe(obstacle);
  expect(mayPass(error(name))).toBe(true);
});

test.each([
  "ConditionalCheckFailedException",
  "AccessDeniedException",
  "ResourceNotFoundException",
  "ValidationException",
  "ItemCollectionSizeLimitExceededException",
  "toString",
])("%s does not pass", (name) => {
  expect(mayPass(error(name))).toBe(false);
});

test("a broken connection is recognised by its code", () => {
  expect(obstacleOf(error("Error", { code: "ECONNRESET" }))).toBe("outage");
});

test.each([undefined, "text", {}])("%j, thrown as an error, does not pass", (thrown) => {
  expect(mayPass(thrown ?? {})).toBe(false);
});
