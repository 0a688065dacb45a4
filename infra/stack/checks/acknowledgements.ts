import type { Acknowledgement } from "./acknowledge";

const CONSUMERS = ["Sms/Consumer/Function", "Email/Consumer/Function"];
const FUNCTIONS = ["Producer/Function", ...CONSUMERS];
const FUNCTION_POLICIES = ["Producer", "Sms/Consumer", "Email/Consumer"].map((path) => `${path}/Role/DefaultPolicy`);
/** CDK's function behind the custom resource that sets the SMS settings of the account. */
const SETTINGS_FUNCTION = "AWS679f53fac002430cb0da5b7982bd2287";
const NO_RESERVATION =
  "Lambda keeps 100 of an account's concurrency unreserved; new accounts start with less, so that a reservation fails to " +
  "deploy there.";
const LOG_GROUPS = "arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group";
const SMS_LOGS = `${LOG_GROUPS}:sns/<AWS::Region>/<AWS::AccountId>/DirectPublishToPhoneNumber`;

/** Every finding of the rule packs that is accepted. The rest is mended. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    rule: "AwsSolutions-IAM5[Resource::*]",
    resources: FUNCTION_POLICIES,
    reason:
      "`cloudwatch:PutMetricData` and `sns:CheckIfPhoneNumberIsOptedOut` take no resource. The first is bounded to the " +
      "namespace of the pipeline by a condition; the second answers for a given number whether it has opted out. " +
      "`sms-voice:SendTextMessage` and `sms-voice:DescribeOptedOutNumbers` are allowed only to SNS in the role's name " +
      "(`aws:CalledViaLast`), which chooses the number to send from. The Guard rules `roles_are_allowed_by_name` and " +
      "`roles_are_allowed_under_conditions` fail any other action on `*` that takes a resource.",
  },
  {
    rule: "AwsSolutions-IAM5[Resource::*]",
    resources: ["SmsAccountSettings/Role/DefaultPolicy"],
    reason:
      "`sns:SetSMSAttributes` takes no resource, and the spend limit's `sms-voice` actions are allowed only to SNS in the " +
      "role's name. The role is that of the one function that sets these attributes while " +
      "the stack is deployed, and may do nothing else but pass the delivery-status role to SNS and log.",
  },
  {
    rule: `AwsSolutions-IAM5[Resource::${LOG_GROUPS}:/aws/lambda-insights:*]`,
    resources: FUNCTION_POLICIES,
    reason:
      "The log streams of one log group, whose names Lambda Insights chooses. It writes figures of the run time there, " +
      "such as memory and CPU time, and nothing of what the functions work on.",
  },
  {
    rule: `AwsSolutions-IAM5[Resource::${SMS_LOGS}:*]`,
    resources: ["SmsCarrier/DeliveryStatusRole"],
    reason: "The log streams of one log group, whose names SNS chooses.",
  },
  {
    rule: `AwsSolutions-IAM5[Resource::${SMS_LOGS}/Failure:*]`,
    resources: ["SmsCarrier/DeliveryStatusRole"],
    reason: "The log streams of one log group, whose names SNS chooses.",
  },
  {
    rule: "HIPAA.Security-DynamoDBInBackupPlan",
    resources: ["DeliveryLog/Table", "Appointments/Table"],
    reason:
      "Point-in-time recovery restores the tables to any second of the last 35 days (Guard rule `tables_can_be_restored`), " +
      "and with `retainData` they are protected from deletion. A backup plan belongs to the account; one that keeps copies " +
      "for longer would hold patients' data past the day on which the tables forget it.",
  },
  {
    rule: "HIPAA.Security-DynamoDBInBackupPlan",
    resources: ["SmsRateLimit/Table"],
    reason:
      "Its one item says until when the account's rate of texts is taken, some seconds ahead. Without it the consumers " +
      "begin anew.",
  },
  {
    rule: "HIPAA.Security-DynamoDBInBackupPlan",
    resources: ["SendingStops/Table"],
    reason:
      "Its one item says what operators have stopped. Point-in-time recovery restores it, and where the table is gone " +
      "nothing is sent at all.",
  },
  {
    rule: "HIPAA.Security-IAMNoInlinePolicy",
    resources: [
      ...FUNCTION_POLICIES,
      "DailySchedule/Role/DefaultPolicy",
      "SmsCarrier/DeliveryStatusRole",
      "SmsAccountSettings/Role/DefaultPolicy",
    ],
    reason:
      "Each policy is written for one role and goes with it; a managed policy could be attached to others. Such a " +
      "one-to-one relation is what the IAM User Guide names inline policies for. Tests list what each role may do, action " +
      "by action.",
  },
  {
    rule: "HIPAA.Security-LambdaConcurrency",
    resources: CONSUMERS,
    reason:
      "Their event sources bound the concurrency (Guard rule `event_sources_have_bounded_concurrency`). " +
      NO_RESERVATION,
  },
  {
    rule: "HIPAA.Security-LambdaConcurrency",
    resources: ["Producer/Function"],
    reason:
      "The schedule starts it once a day, and operators may. What two runs at once queue twice is sent once: the consumers " +
      `claim each notification. ${NO_RESERVATION}`,
  },
  {
    rule: "HIPAA.Security-LambdaConcurrency",
    resources: [SETTINGS_FUNCTION],
    reason: "CloudFormation calls it once in a deployment.",
  },
  {
    rule: "HIPAA.Security-LambdaDLQ",
    resources: CONSUMERS,
    reason:
      "A function's dead-letter queue takes asynchronous invocations only; event sources invoke these synchronously. " +
      "What they cannot work off is moved by the redrive policies of their queues, and ends in the dead-letter queue.",
  },
  {
    rule: "HIPAA.Security-LambdaDLQ",
    resources: [SETTINGS_FUNCTION],
    reason:
      "CloudFormation waits for its answer: without one, or with an error, the deployment fails and is rolled back.",
  },
  {
    rule: "HIPAA.Security-LambdaInsideVPC",
    resources: [...FUNCTIONS, SETTINGS_FUNCTION],
    reason:
      "They call AWS's services only, by TLS, under roles that name each action and resource; nothing reaches them over a " +
      "network, and nothing of the stack lies in one. A VPC would add an endpoint a service, or a way to the internet, " +
      "and would keep no data from anybody.",
  },
];
