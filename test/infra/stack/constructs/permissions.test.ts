import { OTHERS } from "../other-settings";
import { SynthesizedStack } from "../synthesized-stack";
import { permissionsOfFunction, permissionsOfRole } from "./permissions";

const stack = new SynthesizedStack();

const INSIGHTS_LOGS = "arn:AWS::Partition:logs:AWS::Region:AWS::AccountId:log-group:/aws/lambda-insights";

/** What a role may do with the key, only through a service. */
function useKey(service: string, ...actions: string[]): string[] {
  const via = `{StringEquals: {kms:ViaService: ${service}.AWS::Region.AWS::URLSuffix}}`;
  return actions.map((action) => `Allow kms:${action} on DataKey2A0DE9E6.Arn if ${via}`);
}

/** What every function may do. */
function ordinary(functionName: string): string[] {
  return [
    `Allow logs:CreateLogStream on /aws/lambda/${functionName}.Arn`,
    `Allow logs:PutLogEvents on /aws/lambda/${functionName}.Arn`,
    ...["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"].flatMap((action) => [
      `Allow ${action} on ${INSIGHTS_LOGS}`,
      `Allow ${action} on ${INSIGHTS_LOGS}:*`,
    ]),
    "Allow dynamodb:GetItem on notification-delivery-logs-dev.Arn",
    "Allow dynamodb:UpdateItem on notification-delivery-logs-dev.Arn",
    "Allow sns:Publish on healthcare-appointment-notifications-dev",
    "Allow cloudwatch:PutMetricData on * if {StringEquals: {cloudwatch:namespace: HealthcareNotifications}}",
    ...useKey("dynamodb", "Decrypt"),
    ...useKey("sns", "Decrypt", "GenerateDataKey"),
    ...useKey("sqs", "Decrypt", "GenerateDataKey"),
  ];
}

/** What the consumer of a queue may do with it. */
function consume(queueName: string): string[] {
  const actions = ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes", "SendMessage"];
  return actions.map((action) => `Allow sqs:${action} on ${queueName}.Arn`);
}

const viaSns = (action: string) => `Allow ${action} on * if {StringEquals: {aws:CalledViaLast: sns.amazonaws.com}}`;
/** What is needed to send a text by SNS. */
const TEXTS = ["Allow sns:Publish on anything but arn:AWS::Partition:sns:*:*:*", viaSns("sms-voice:SendTextMessage")];
/** What is needed to ask SNS who has opted out. */
const OPT_OUT_CHECKS = ["Allow sns:CheckIfPhoneNumberIsOptedOut on *", viaSns("sms-voice:DescribeOptedOutNumbers")];

/** Of the appointments table: the texts that wait for their send window. */
const ITEMS_WITH = (prefix: string) =>
  `if {ForAllValues:StringLike: {dynamodb:LeadingKeys: ${prefix}*}; Null: {dynamodb:LeadingKeys: false}}`;
const HELD_ONLY = ITEMS_WITH("#hold:");

test("the producer may only read due reminders, queue and record them", () => {
  const functionName = "appointment-notification-producer-dev";
  expect(permissionsOfFunction(stack, functionName)).toEqual(
    [
      ...ordinary(functionName),
      "Allow dynamodb:GetItem on healthcare-appointments-dev.Arn",
      "Allow dynamodb:Query on healthcare-appointments-dev.Arn/index/RemindersDueIndex",
      "Allow dynamodb:UpdateItem on healthcare-appointments-dev.Arn",
      "Allow dynamodb:Query on sms-replies-dev.Arn/index/WaitingIndex",
      `Allow dynamodb:DeleteItem on healthcare-appointments-dev.Arn ${HELD_ONLY}`,
      "Allow sqs:SendMessage on healthcare-appointments-dev.Arn",
      "Allow sqs:SendMessage on daily-notification-dlq-dev.Arn",
    ].sort(),
  );
});

test("if several runs share the daily run, the producer may also start itself, and nothing else", () => {
  const functionName = "appointment-notification-producer-dev";
  const alone = permissionsOfFunction(stack, functionName);
  const shared = permissionsOfFunction(new SynthesizedStack(OTHERS), functionName);
  const itself = `arn:AWS::Partition:lambda:AWS::Region:AWS::AccountId:function:${functionName}`;
  expect(shared.filter((line) => !alone.includes(line))).toEqual([`Allow lambda:InvokeFunction on ${itself}`]);
});

test("the SMS consumer may only text phones, hand over reminders and record them", () => {
  const functionName = "appointment-notification-processor-dev";
  expect(permissionsOfFunction(stack, functionName)).toEqual(
    [
      ...ordinary(functionName),
      ...consume("healthcare-appointments-dev"),
      "Allow dynamodb:UpdateItem on sms-rate-limit-dev.Arn",
      "Allow dynamodb:GetItem on sending-stops-dev.Arn",
      "Allow dynamodb:BatchGetItem on healthcare-appointments-dev.Arn",
      "Allow dynamodb:GetItem on healthcare-appointments-dev.Arn",
      `Allow dynamodb:PutItem on healthcare-appointments-dev.Arn ${HELD_ONLY}`,
      ...TEXTS,
      ...OPT_OUT_CHECKS,
      "Allow sqs:SendMessage on healthcare-email-fallback-dev.Arn",
      "Allow sqs:SendMessage on healthcare-appointments-dlq-dev.Arn",
    ].sort(),
  );
});

test("the email consumer may only send from the clinic's address, hand over or give up reminders, and record them", () => {
  const functionName = "appointment-notification-email-dev";
  expect(permissionsOfFunction(stack, functionName)).toEqual(
    [
      ...ordinary(functionName),
      ...consume("healthcare-email-fallback-dev"),
      "Allow dynamodb:GetItem on sending-stops-dev.Arn",
      "Allow dynamodb:BatchGetItem on healthcare-appointments-dev.Arn",
      "Allow dynamodb:GetItem on healthcare-appointments-dev.Arn",
      ...["identity/example.com", "configuration-set/healthcare-appointment-emails-dev"].map(
        (resource) =>
          `Allow ses:SendRawEmail on arn:AWS::Partition:ses:AWS::Region:AWS::AccountId:${resource}` +
          " if {StringEquals: {ses:FromAddress: noreply@example.com}}",
      ),
      "Allow sqs:SendMessage on healthcare-appointments-dev.Arn",
      "Allow sqs:SendMessage on healthcare-appointments-dlq-dev.Arn",
    ].sort(),
  );
});

test("the consumer of bookings may only read and write appointments, read the log, queue reminders and reject bookings", () => {
  const functionName = "appointment-bookings-dev";
  const notGranted = [
    "Allow dynamodb:UpdateItem on notification-delivery-logs-dev.Arn",
    "Allow sns:Publish on healthcare-appointment-notifications-dev",
    ...useKey("sns", "Decrypt", "GenerateDataKey"),
  ];
  expect(permissionsOfFunction(stack, functionName)).toEqual(
    [
      ...ordinary(functionName).filter((line) => !notGranted.includes(line)),
      ...consume("healthcare-bookings-dev").filter((line) => !line.includes("SendMessage")),
      "Allow dynamodb:GetItem on healthcare-appointments-dev.Arn",
      "Allow dynamodb:UpdateItem on healthcare-appointments-dev.Arn",
      "Allow sqs:SendMessage on healthcare-appointments-dev.Arn",
      "Allow sqs:SendMessage on healthcare-bookings-dlq-dev.Arn",
    ].sort(),
  );
});

test("the consumer of receipts may only find and record them, hand over messages and reject receipts", () => {
  const functionName = "appointment-notification-receipts-dev";
  expect(permissionsOfFunction(stack, functionName)).toEqual(
    [
      ...ordinary(functionName),
      ...consume("healthcare-delivery-receipts-dev").filter((line) => !line.includes("SendMessage")),
      "Allow dynamodb:Query on notification-delivery-logs-dev.Arn/index/SmsMessageIndex",
      "Allow sqs:SendMessage on healthcare-appointments-dev.Arn",
      "Allow sqs:SendMessage on healthcare-email-fallback-dev.Arn",
      "Allow sqs:SendMessage on healthcare-delivery-receipts-dlq-dev.Arn",
    ].sort(),
  );
});

test("the consumer of answers may only record and publish them, change opt-outs on one list, and acknowledge by a text", () => {
  const functionName = "appointment-replies-dev";
  const list = "arn:AWS::Partition:sms-voice:AWS::Region:AWS::AccountId:opt-out-list/Default";
  expect(permissionsOfFunction(stack, functionName)).toEqual(
    [
      ...ordinary(functionName),
      ...consume("healthcare-replies-dev").filter((line) => !line.includes("SendMessage")),
      "Allow dynamodb:Query on notification-delivery-logs-dev.Arn/index/PhoneIndex",
      ...["GetItem", "UpdateItem"].map((action) => `Allow dynamodb:${action} on healthcare-appointments-dev.Arn`),
      ...["GetItem", "PutItem", "UpdateItem"].map((action) => `Allow dynamodb:${action} on sms-replies-dev.Arn`),
      ...["PutOptedOutNumber", "DeleteOptedOutNumber"].map((action) => `Allow sms-voice:${action} on ${list}`),
      "Allow dynamodb:UpdateItem on sms-rate-limit-dev.Arn",
      "Allow dynamodb:GetItem on sending-stops-dev.Arn",
      ...TEXTS,
      "Allow sqs:SendMessage on healthcare-replies-dlq-dev.Arn",
    ].sort(),
  );
});

test("the receipt collector may only send to the receipts queue, and its failures to its dead-letter queue", () => {
  const functionName = "sms-receipt-collector-dev";
  expect(permissionsOfFunction(stack, functionName)).toEqual(
    [
      ...ordinary(functionName).filter((line) => /logs:|kms:\w+ on .* sqs\./.test(line)),
      "Allow sqs:SendMessage on healthcare-delivery-receipts-dev.Arn",
      "Allow sqs:SendMessage on sms-receipt-collector-dlq-dev.Arn",
    ].sort(),
  );
});

test("the digest may only find what needs a person, count dead letters, keep how far it has come, and publish", () => {
  const functionName = "daily-digest-dev";
  const dlqs = ["appointments", "bookings", "delivery-receipts", "replies"].map((name) => `healthcare-${name}-dlq-dev`);
  expect(permissionsOfFunction(stack, functionName)).toEqual(
    [
      ...ordinary(functionName).filter((line) => /logs:|kms:|cloudwatch:/.test(line)),
      "Allow dynamodb:Query on notification-delivery-logs-dev.Arn/index/AttentionIndex",
      "Allow dynamodb:Query on sms-replies-dev.Arn/index/WaitingIndex",
      ...["GetItem", "UpdateItem"].map(
        (action) => `Allow dynamodb:${action} on healthcare-appointments-dev.Arn ${ITEMS_WITH("#digest")}`,
      ),
      ...[...dlqs, "sms-receipt-collector-dlq-dev", "daily-notification-dlq-dev"].map(
        (queue) => `Allow sqs:GetQueueAttributes on ${queue}.Arn`,
      ),
      "Allow sns:Publish on healthcare-appointment-alarms-dev",
      "Allow sqs:SendMessage on daily-notification-dlq-dev.Arn",
    ].sort(),
  );
});

const SCHEDULES = [
  ["daily-notification-trigger-dev", "appointment-notification-producer-dev"],
  ["reminder-sweep-dev", "appointment-notification-producer-dev"],
  ["daily-digest-dev", "daily-digest-dev"],
] as const;

test.each(SCHEDULES)("%s may only start %s, and send failures to the dead-letter queue", (name, functionName) => {
  const { Target } = stack.named("AWS::Scheduler::Schedule", name);
  expect(permissionsOfRole(stack, Target.RoleArn["Fn::GetAtt"][0])).toEqual([
    ...useKey("sqs", "Decrypt", "GenerateDataKey"),
    `Allow lambda:InvokeFunction on ${functionName}.Arn`,
    "Allow sqs:SendMessage on daily-notification-dlq-dev.Arn",
  ]);
});

test("each role can be assumed by only one service", () => {
  const assumed = stack.ofType("AWS::IAM::Role").map(({ Properties }) => {
    const [statement, ...others] = Properties.AssumeRolePolicyDocument.Statement;
    return others.length === 0 && statement.Principal.Service;
  });
  expect(assumed.sort()).toEqual([
    ...Array(8).fill("lambda.amazonaws.com"),
    ...Array(3).fill("scheduler.amazonaws.com"),
    "sns.amazonaws.com",
  ]);
});

test.each(SCHEDULES)("only schedules in this account's default group can assume the role of %s", (name) => {
  const { Target } = stack.named("AWS::Scheduler::Schedule", name);
  const role = stack.resources[Target.RoleArn["Fn::GetAtt"][0]];
  // The group's ARN: the ARN of a schedule does not work here ("Confused deputy prevention", EventBridge Scheduler guide).
  expect(stack.read(role?.Properties.AssumeRolePolicyDocument.Statement[0].Condition)).toBe(
    "{StringEquals: {aws:SourceAccount: AWS::AccountId; " +
      "aws:SourceArn: arn:AWS::Partition:scheduler:AWS::Region:AWS::AccountId:schedule-group/default}}",
  );
});

test("only the roles are granted permissions, except alarms and carriers for their topics, and topics for their queues", () => {
  const documents = Object.values(stack.resources)
    .filter(({ Type }) => Type === "AWS::SQS::QueuePolicy" || Type === "AWS::SNS::TopicPolicy")
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  const allowed = documents.filter(({ Effect }) => Effect === "Allow").map(({ Principal }) => Principal);
  expect(allowed.map(({ Service }) => Service).sort()).toEqual([
    "cloudwatch.amazonaws.com",
    "ses.amazonaws.com",
    "sms-voice.amazonaws.com",
    "sms-voice.amazonaws.com",
    "sns.amazonaws.com",
    "sns.amazonaws.com",
  ]);
});
