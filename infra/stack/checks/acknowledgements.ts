import type { Acknowledgement } from "./acknowledge";

const CONSUMERS = ["Sms", "Email", "Bookings", "Receipts", "Replies"].map((queue) => `${queue}/Consumer/Function`);
const FUNCTIONS = ["Producer/Function", "Collector/Function", "Digest/Function", ...CONSUMERS];
const FUNCTION_POLICIES = FUNCTIONS.map((path) => path.replace("Function", "Role/DefaultPolicy"));
/** The collector emits no metrics, and has no permission without a resource. */
const POLICIES_WITH_METRICS = FUNCTION_POLICIES.filter((path) => !path.startsWith("Collector/"));
/** CDK's function for the custom resource that sets the SMS settings of the account. */
const SETTINGS_FUNCTION = "AWS679f53fac002430cb0da5b7982bd2287";
const NO_RESERVATION =
  "Lambda keeps 100 of an account's concurrency unreserved. New accounts start with less: a reservation would fail to " +
  "deploy there. Where the account has enough, `reserveConcurrency` reserves it.";
const LOG_GROUPS = "arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group";
const SMS_LOGS = `${LOG_GROUPS}:sns/<AWS::Region>/<AWS::AccountId>/DirectPublishToPhoneNumber`;

/** The accepted findings of the rule packs. All others are fixed. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    rule: "AwsSolutions-IAM5[Resource::*]",
    resources: POLICIES_WITH_METRICS,
    reason:
      "`cloudwatch:PutMetricData` and `sns:CheckIfPhoneNumberIsOptedOut` have no resource. A condition restricts the first " +
      "to the namespace of the pipeline; the second only answers whether a given number has opted out. " +
      "`sms-voice:SendTextMessage` and `sms-voice:DescribeOptedOutNumbers` are allowed only through SNS " +
      "(`aws:CalledViaLast`), which chooses the number to send from. With `smsCarrier=end-user-messaging` the role has " +
      "`sms-voice:SendTextMessage` alone, and only for what this account has (`aws:ResourceAccount`): a text that names no " +
      "number has no resource before AWS chooses one. The two actions of X-Ray (`tracing`) have no resource. With `subnetIds`, Lambda may do with network interfaces what " +
      "AWSLambdaVPCAccessExecutionRole allows, and the code of the function may not. The Guard rules `roles_are_allowed_by_name` and " +
      "`roles_are_allowed_under_conditions` fail any other action on `*` that has a resource.",
  },
  {
    rule: "AwsSolutions-IAM5[Resource::*]",
    resources: ["Collector/Role/DefaultPolicy"],
    reason:
      "With `subnetIds`, Lambda may do with network interfaces what AWSLambdaVPCAccessExecutionRole allows: their ids are not " +
      "known before. The code of the function may not (Guard rule `code_cannot_change_the_network`). The two actions of " +
      "X-Ray (`tracing`) have no resource.",
  },
  {
    rule: "AwsSolutions-IAM5[Resource::*]",
    resources: ["SmsAccountSettings/Role/DefaultPolicy"],
    reason:
      "`sns:SetSMSAttributes` has no resource, and the `sms-voice` actions of the spend limit are allowed only through SNS. " +
      "The role belongs to the one function that sets these attributes during deployment. Otherwise it may only pass the " +
      "delivery-status role to SNS, and log; with `subnetIds`, Lambda may do with network interfaces what " +
      "AWSLambdaVPCAccessExecutionRole allows, and with `tracing` it traces.",
  },
  {
    rule: `AwsSolutions-IAM5[Resource::${LOG_GROUPS}:/aws/lambda-insights:*]`,
    resources: FUNCTION_POLICIES,
    reason:
      "The log streams of one log group: Lambda Insights chooses their names. It logs metrics of the runtime, such as " +
      "memory and CPU time, and no data that the functions process.",
  },
  {
    rule: `AwsSolutions-IAM5[Resource::${SMS_LOGS}:*]`,
    resources: ["SmsCarrier/DeliveryStatusRole"],
    reason: "The log streams of one log group: SNS chooses their names.",
  },
  {
    rule: `AwsSolutions-IAM5[Resource::${SMS_LOGS}/Failure:*]`,
    resources: ["SmsCarrier/DeliveryStatusRole"],
    reason: "The log streams of one log group: SNS chooses their names.",
  },
  {
    rule: "HIPAA.Security-DynamoDBInBackupPlan",
    resources: ["DeliveryLog/Table", "Appointments/Table", "RepliesTable/Table"],
    reason:
      "Point-in-time recovery restores the tables to any second of the last 35 days (Guard rule `tables_can_be_restored`), " +
      "and with `deletionProtection` they are protected from deletion. Backup plans are for the account to decide; one that keeps " +
      "copies for longer would hold patients' data after it has expired in the tables.",
  },
  {
    rule: "HIPAA.Security-DynamoDBInBackupPlan",
    resources: ["SmsRateLimit/Table"],
    reason:
      "It says how far the account's rate of texts is reserved, a few seconds ahead, and how many texts a phone had today. " +
      "Without it the consumers start again from now, and from nothing.",
  },
  {
    rule: "HIPAA.Security-DynamoDBInBackupPlan",
    resources: ["SendingStops/Table"],
    reason:
      "Its one item says what operators have stopped. Point-in-time recovery restores it, and without the table nothing " +
      "is sent.",
  },
  {
    rule: "HIPAA.Security-DynamoDBInBackupPlan",
    resources: ["OperatorActs/Table"],
    reason:
      "Point-in-time recovery restores it, and with `deletionProtection` it is protected from deletion. It has no patients' data: a " +
      "backup plan that keeps copies for longer is for the account to decide.",
  },
  ...(["AwsSolutions-SMG4", "HIPAA.Security-SecretsManagerRotationEnabled"] as const).map((rule) => ({
    rule,
    resources: ["PhoneDigest/Secret"],
    reason:
      "The secret hashes phone numbers in the delivery log: after a rotation, answers would no longer find the reminders of " +
      "their phone. It opens no access to anything.",
  })),
  {
    rule: "HIPAA.Security-IAMNoInlinePolicy",
    resources: [
      ...FUNCTION_POLICIES,
      "DailySchedule/Role/DefaultPolicy",
      "SweepSchedule/Role/DefaultPolicy",
      "DigestSchedule/Role/DefaultPolicy",
      "SmsCarrier/DeliveryStatusRole",
      "SmsAccountSettings/Role/DefaultPolicy",
    ],
    reason:
      "Each policy is written for one role and is deleted with it; a managed policy could be attached to others. The IAM " +
      "User Guide recommends inline policies for such a one-to-one relationship. Tests list every action that each role " +
      "may perform.",
  },
  {
    rule: "HIPAA.Security-LambdaConcurrency",
    resources: CONSUMERS,
    reason:
      "Their event sources limit the concurrency (Guard rule `event_sources_have_bounded_concurrency`). " +
      NO_RESERVATION,
  },
  {
    rule: "HIPAA.Security-LambdaConcurrency",
    resources: ["Producer/Function"],
    reason:
      "Schedules start it every 15 minutes and once a day; operators can start it too. If two runs queue the same reminder, it is sent once: " +
      `the consumers claim each notification. ${NO_RESERVATION}`,
  },
  {
    rule: "HIPAA.Security-LambdaConcurrency",
    resources: ["Digest/Function"],
    reason:
      "A schedule starts it once a day. If two run at the same time, the digest is published twice, and nothing is left " +
      `out. ${NO_RESERVATION}`,
  },
  {
    rule: "HIPAA.Security-LambdaConcurrency",
    resources: ["Collector/Function"],
    reason:
      "CloudWatch Logs invokes it with the delivery logs of texts, as many as the rate of texts allows. A receipt that " +
      `arrives twice is recorded once. ${NO_RESERVATION}`,
  },
  {
    rule: "HIPAA.Security-LambdaConcurrency",
    resources: [SETTINGS_FUNCTION],
    reason: "CloudFormation invokes it once per deployment.",
  },
  {
    rule: "HIPAA.Security-LambdaDLQ",
    resources: CONSUMERS,
    reason:
      "A function's dead-letter queue is only for asynchronous invocations; event sources invoke these functions " +
      "synchronously. The redrive policies of their queues move the messages that fail, finally to the dead-letter queue.",
  },
  {
    rule: "HIPAA.Security-LambdaDLQ",
    resources: [SETTINGS_FUNCTION],
    reason:
      "CloudFormation waits for its response: without one, or with an error, the deployment fails and is rolled back.",
  },
  {
    rule: "HIPAA.Security-LambdaInsideVPC",
    resources: [...FUNCTIONS, SETTINGS_FUNCTION],
    reason:
      "They only call AWS services, over TLS, with roles that name each action and resource. Nothing can connect to them, " +
      "and no resource of the stack is in a VPC. A VPC needs an endpoint for each service, or access to the internet, and " +
      "protects no data. A platform that demands one sets `subnetIds`.",
  },
];
