import { SynthesizedStack } from "../synthesized-stack";

const stack = new SynthesizedStack();
const log = stack.named("AWS::DynamoDB::Table", "notification-delivery-logs-dev");
const appointments = stack.named("AWS::DynamoDB::Table", "healthcare-appointments-dev");
const acts = stack.named("AWS::DynamoDB::Table", "operator-acts-dev");
const TABLES = stack.ofType("AWS::DynamoDB::Table");

test("there are six tables", () => {
  expect(TABLES).toHaveLength(6);
});

test("the delivery log has one item per notification and start", () => {
  expect(log.KeySchema).toEqual([
    { AttributeName: "notificationId", KeyType: "HASH" },
    { AttributeName: "timestamp", KeyType: "RANGE" },
  ]);
});

test("the delivery log has indexes by patient, with all attributes, by day, by SNS's message, by phone, and of what is undelivered", () => {
  expect(log.GlobalSecondaryIndexes).toEqual([
    {
      IndexName: "PatientIndex",
      KeySchema: [
        { AttributeName: "patientId", KeyType: "HASH" },
        { AttributeName: "timestamp", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "ALL" },
    },
    {
      IndexName: "DayIndex",
      KeySchema: [
        { AttributeName: "dayPart", KeyType: "HASH" },
        { AttributeName: "createdAt", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: expect.arrayContaining(["status", "patientId"]) },
    },
    {
      IndexName: "SmsMessageIndex",
      KeySchema: [{ AttributeName: "smsMessageId", KeyType: "HASH" }],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["fallbackChannel"] },
    },
    {
      IndexName: "PhoneIndex",
      KeySchema: [
        { AttributeName: "phoneDigest", KeyType: "HASH" },
        { AttributeName: "timestamp", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "KEYS_ONLY" },
    },
    {
      IndexName: "AttentionIndex",
      KeySchema: [
        { AttributeName: "attentionPart", KeyType: "HASH" },
        { AttributeName: "attentionAt", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: expect.arrayContaining(["status", "patientId"]) },
    },
  ]);
});

test("only the index by patient has contacts, names, history and the message of an email", () => {
  const [, ...others] = log.GlobalSecondaryIndexes;
  for (const data of ["phoneNumber", "email", "doctorName", "history", "fallbackMessage"]) {
    for (const { Projection } of others) expect(Projection.NonKeyAttributes ?? []).not.toContain(data);
  }
});

test("timestamp is a number, the other keys of the delivery log are strings", () => {
  expect(Object.fromEntries(log.AttributeDefinitions.map(typeByName))).toEqual({
    notificationId: "S",
    patientId: "S",
    dayPart: "S",
    createdAt: "S",
    smsMessageId: "S",
    phoneDigest: "S",
    attentionPart: "S",
    attentionAt: "S",
    timestamp: "N",
  });
});

test("the appointments have an index of due reminders, with all attributes, and one by patient, with keys only", () => {
  expect(appointments.GlobalSecondaryIndexes).toEqual([
    {
      IndexName: "RemindersDueIndex",
      KeySchema: [
        { AttributeName: "reminderDate", KeyType: "HASH" },
        { AttributeName: "appointmentTime", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "ALL" },
    },
    {
      IndexName: "PatientIndex",
      KeySchema: [{ AttributeName: "patientId", KeyType: "HASH" }],
      Projection: { ProjectionType: "KEYS_ONLY" },
    },
  ]);
});

test("an appointment is stored under its id and its patient", () => {
  expect(appointments.KeySchema).toEqual([
    { AttributeName: "appointmentId", KeyType: "HASH" },
    { AttributeName: "patientId", KeyType: "RANGE" },
  ]);
});

test("the keys of the appointments are strings", () => {
  expect(Object.fromEntries(appointments.AttributeDefinitions.map(typeByName))).toEqual({
    appointmentId: "S",
    appointmentTime: "S",
    patientId: "S",
    reminderDate: "S",
  });
});

test("an answer is stored under its id, with an index of those that wait for staff, oldest first, with all attributes", () => {
  const replies = stack.named("AWS::DynamoDB::Table", "sms-replies-dev");
  expect(replies.KeySchema).toEqual([{ AttributeName: "replyId", KeyType: "HASH" }]);
  expect(replies.GlobalSecondaryIndexes).toEqual([
    {
      IndexName: "WaitingIndex",
      KeySchema: [
        { AttributeName: "waiting", KeyType: "HASH" },
        { AttributeName: "receivedAt", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: expect.arrayContaining(["reason", "clinicId"]) },
    },
  ]);
  expect(Object.fromEntries(replies.AttributeDefinitions.map(typeByName))).toEqual({
    replyId: "S",
    waiting: "S",
    receivedAt: "S",
  });
});

test("an act of an operator is stored under its day and its id, without an index", () => {
  expect(acts.KeySchema).toEqual([
    { AttributeName: "day", KeyType: "HASH" },
    { AttributeName: "actId", KeyType: "RANGE" },
  ]);
  expect(acts.GlobalSecondaryIndexes).toBeUndefined();
});

test("nobody may change, replace or delete an item of the acts of operators, but insert one", () => {
  const [, writtenOnce, ...others] = acts.ResourcePolicy.PolicyDocument.Statement;
  expect(others).toEqual([]);
  expect(writtenOnce).toEqual({
    Sid: "WrittenOnce",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: ["BatchWriteItem", "DeleteItem", "PartiQLDelete", "PartiQLUpdate", "PutItem", "UpdateItem"].map(
      (name) => `dynamodb:${name}`,
    ),
    Resource: { "Fn::Join": ["", expect.arrayContaining([":table/operator-acts-dev"])] },
  });
});

test("no other table refuses to be written", () => {
  for (const { Properties } of TABLES) {
    if (Properties.TableName === "operator-acts-dev") continue;
    const { Statement } = Properties.ResourcePolicy.PolicyDocument;
    expect(Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(["TlsOnly"]);
  }
});

test("items expire by their ttl, except what operators have stopped", () => {
  const expiry = TABLES.map(({ Properties }) => [Properties.TableName, Properties.TimeToLiveSpecification]);
  const on = { AttributeName: "ttl", Enabled: true };
  expect(Object.fromEntries(expiry)).toEqual({
    "notification-delivery-logs-dev": on,
    "healthcare-appointments-dev": on,
    "sms-replies-dev": on,
    "sms-rate-limit-dev": on,
    "sending-stops-dev": undefined,
    "operator-acts-dev": on,
  });
});

test("tables are billed per request", () => {
  expect(TABLES.map(({ Properties }) => Properties.BillingMode)).toEqual(Array(6).fill("PAY_PER_REQUEST"));
});

test("tables have point-in-time recovery", () => {
  const recovery = TABLES.map(({ Properties }) => Properties.PointInTimeRecoverySpecification);
  expect(recovery).toEqual(Array(6).fill({ PointInTimeRecoveryEnabled: true }));
});

function typeByName({ AttributeName, AttributeType }: { AttributeName: string; AttributeType: string }) {
  return [AttributeName, AttributeType] as const;
}
