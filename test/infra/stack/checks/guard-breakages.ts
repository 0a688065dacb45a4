/** For every Guard rule, a change that makes a correct template break it. */
import type { Properties } from "../synthesized-stack";

export interface Breakage {
  readonly rule: string;
  /** What the change makes wrong, as a sentence. */
  readonly says: string;
  /** The type of the resource that is changed. */
  readonly type: string;
  readonly change: (properties: Properties) => void;
  /** The type of the resource that the finding names. */
  readonly foundAt: string;
}

const QUEUE = "AWS::SQS::Queue";
const TABLE = "AWS::DynamoDB::Table";
const KEY = "AWS::KMS::Key";
const FUNCTION = "AWS::Lambda::Function";
const EVENT_SOURCE = "AWS::Lambda::EventSourceMapping";
const SCHEDULE = "AWS::Scheduler::Schedule";
const ALARM = "AWS::CloudWatch::Alarm";
const LOGS = "AWS::Logs::LogGroup";
const QUEUE_POLICY = "AWS::SQS::QueuePolicy";
const SMS_POLICY = "AWS::SMSVOICE::ResourcePolicy";
const SECRET = "AWS::SecretsManager::Secret";
const ROLE_POLICY = "AWS::IAM::Policy";
const PERMISSION = "AWS::Lambda::Permission";
const LOG_FILTER = "AWS::Logs::SubscriptionFilter";
const SUBSCRIPTION = "AWS::SNS::Subscription";

const allow = (statement: Properties) => (properties: Properties) => {
  const { Statement } = properties.PolicyDocument ?? properties.KeyPolicy ?? properties.AssumeRolePolicyDocument;
  Statement.push({ Effect: "Allow", Resource: { Ref: "Something" }, ...statement });
};
const withoutTls = (policy: "PolicyDocument" | "ResourcePolicy") => (properties: Properties) => {
  const { Statement } = properties[policy].PolicyDocument ?? properties[policy];
  for (const { Effect, Condition } of Statement)
    if (Effect === "Deny") Condition.Bool = { "aws:SecureTransport": "true" };
};
const set = (name: string, value: unknown) => (properties: Properties) => {
  properties[name] = value;
};
const drop = (name: string) => (properties: Properties) => {
  delete properties[name];
};
const other = { AWS: "arn:aws:iam::210987654321:root" };

/** Rule, what is wrong, type, change, and the type in the finding if it is another one. */
const BROKEN: readonly (readonly [string, string, string, Breakage["change"], string?])[] = [
  ["keys_rotate", "a key is not rotated", KEY, set("EnableKeyRotation", false)],
  ["queues_use_the_customer_key", "a queue has a key of AWS", QUEUE, set("KmsMasterKeyId", "alias/aws/sqs")],
  ["queues_use_the_customer_key", "a queue has no key", QUEUE, drop("KmsMasterKeyId")],
  ["topics_use_the_customer_key", "a topic has no key", "AWS::SNS::Topic", drop("KmsMasterKeyId")],
  ["tables_use_the_customer_key", "a table has a key of AWS", TABLE, set("SSESpecification", { SSEEnabled: true })],
  ["secrets_use_the_customer_key", "a secret has a key of AWS", SECRET, drop("KmsKeyId")],
  ["secrets_use_the_customer_key", "a secret is in the template", SECRET, set("SecretString", "word")],
  ["logs_use_the_customer_key", "a log group has no key", LOGS, drop("KmsKeyId")],
  ["queues_require_tls", "a queue can be reached without TLS", QUEUE_POLICY, withoutTls("PolicyDocument"), QUEUE],
  ["queues_require_tls", "a queue has no policy", QUEUE_POLICY, set("Queues", [{ Ref: "Another" }]), QUEUE],
  [
    "topics_require_tls",
    "a topic can be reached without TLS",
    "AWS::SNS::TopicPolicy",
    withoutTls("PolicyDocument"),
    "AWS::SNS::Topic",
  ],
  ["tables_require_tls", "a table can be reached without TLS", TABLE, withoutTls("ResourcePolicy")],
  ["tables_require_tls", "a table has no policy", TABLE, drop("ResourcePolicy")],
  [
    "acts_of_operators_are_never_rewritten",
    "the table of acts has the policy of any other table",
    TABLE,
    set("TableName", "operator-acts-dev"),
  ],
  ["emails_require_tls", "emails may go without TLS", "AWS::SES::ConfigurationSet", drop("DeliveryOptions")],
  [
    "emails_are_signed",
    "emails are not signed",
    "AWS::SES::EmailIdentity",
    set("DkimAttributes", { SigningEnabled: false }),
  ],
  ["nothing_is_public", "a queue allows everybody", QUEUE_POLICY, allow({ Action: "sqs:SendMessage", Principal: "*" })],
  [
    "nothing_is_public",
    "a key allows everybody",
    KEY,
    allow({ Action: "kms:Decrypt", Principal: { AWS: ["*"] }, Condition: {} }),
  ],
  ["nothing_is_public", "everybody may assume a role", "AWS::IAM::Role", allow({ Principal: { AWS: "*" } })],
  [
    "nothing_is_public",
    "a queue allows all but one",
    QUEUE_POLICY,
    allow({ Action: "sqs:SendMessage", NotPrincipal: other }),
  ],
  [
    "services_act_for_this_account",
    "a topic allows a service on behalf of any account",
    "AWS::SNS::TopicPolicy",
    allow({ Action: "sns:Publish", Principal: { Service: "s3.amazonaws.com" } }),
  ],
  [
    "other_accounts_may_only_send",
    "a queue may be read",
    QUEUE_POLICY,
    allow({ Action: ["sqs:ReceiveMessage"], Principal: other }),
  ],
  [
    "sms_resources_allow_only_sns",
    "a number allows everybody",
    SMS_POLICY,
    allow({ Action: "sms-voice:SendTextMessage", Principal: "*" }),
  ],
  [
    "services_act_for_this_account",
    "a number allows SNS on behalf of any account",
    SMS_POLICY,
    allow({ Action: "sms-voice:SendTextMessage", Principal: { Service: "sns.amazonaws.com" } }),
  ],
  [
    "sms_resources_allow_only_sns",
    "a number allows another account",
    SMS_POLICY,
    allow({ Action: "sms-voice:SendTextMessage", Principal: other }),
  ],
  [
    "sms_resources_allow_only_sns",
    "SNS may do more with a number",
    SMS_POLICY,
    allow({
      Action: ["sms-voice:SendVoiceMessage"],
      Principal: { Service: "sns.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    }),
  ],
  [
    "only_this_account_administers_the_key",
    "another account administers a key",
    KEY,
    allow({ Action: "kms:*", Principal: other, Condition: {} }),
  ],
  [
    "only_this_account_administers_the_key",
    "another account may use a key without a condition",
    KEY,
    allow({ Action: "kms:Decrypt", Principal: other }),
  ],
  ["roles_are_allowed_by_name", "an action has a wildcard", ROLE_POLICY, allow({ Action: "sqs:Send*" })],
  ["roles_are_allowed_by_name", "actions are excluded, not named", ROLE_POLICY, allow({ NotAction: "iam:*" })],
  [
    "roles_are_allowed_by_name",
    "all resources are allowed",
    ROLE_POLICY,
    allow({ Action: ["sqs:SendMessage"], Resource: "*" }),
  ],
  [
    "roles_are_allowed_by_name",
    "resources are excluded, not named",
    ROLE_POLICY,
    allow({ Action: "sqs:SendMessage", NotResource: "a" }),
  ],
  [
    "roles_are_allowed_by_name",
    "the inline policy of a role has a wildcard",
    "AWS::IAM::Role",
    set("Policies", [{ PolicyDocument: { Statement: [{ Effect: "Allow", Action: "*", Resource: "a" }] } }]),
  ],
  ["roles_are_allowed_under_conditions", "the key is used directly", ROLE_POLICY, allow({ Action: ["kms:Decrypt"] })],
  [
    "roles_are_allowed_under_conditions",
    "a role may be passed to any service",
    ROLE_POLICY,
    allow({ Action: "iam:PassRole" }),
  ],
  ["roles_are_allowed_under_conditions", "any address may send", ROLE_POLICY, allow({ Action: "ses:SendRawEmail" })],
  [
    "roles_are_allowed_under_conditions",
    "metrics may be put in any namespace",
    ROLE_POLICY,
    allow({ Action: "cloudwatch:PutMetricData", Resource: "*" }),
  ],
  [
    "roles_are_allowed_under_conditions",
    "texts may be sent without SNS",
    ROLE_POLICY,
    allow({ Action: ["sms-voice:SendTextMessage"], Resource: "*" }),
  ],
  [
    "roles_are_allowed_under_conditions",
    "texts may be sent from another account's numbers",
    ROLE_POLICY,
    allow({
      Action: ["sms-voice:SendTextMessage"],
      Resource: "*",
      Condition: { StringEqualsIfExists: { "aws:ResourceAccount": "123456789012" } },
    }),
  ],
  [
    "roles_are_allowed_under_conditions",
    "opt-outs may be changed on another account's list",
    ROLE_POLICY,
    allow({
      Action: ["sms-voice:PutOptedOutNumber"],
      Resource: {
        "Fn::Join": ["", ["arn:aws:sms-voice:", { Ref: "AWS::Region" }, ":123456789012:opt-out-list/Default"]],
      },
    }),
  ],
  [
    "roles_are_allowed_under_conditions",
    "a role may do more with this account's numbers than send texts",
    ROLE_POLICY,
    allow({
      Action: ["sms-voice:DescribeOptedOutNumbers"],
      Resource: "*",
      Condition: { StringEqualsIfExists: { "aws:ResourceAccount": { Ref: "AWS::AccountId" } } },
    }),
  ],
  [
    "code_cannot_change_the_network",
    "the code of a function may change the network",
    ROLE_POLICY,
    ({ PolicyDocument }) => {
      PolicyDocument.Statement = PolicyDocument.Statement.filter(({ Effect }: Properties) => Effect === "Allow");
    },
  ],
  ["every_function_is_traced_or_none_is", "one function is not traced", FUNCTION, drop("TracingConfig")],
  ["every_function_is_in_the_network_or_none_is", "one function is in no VPC", FUNCTION, drop("VpcConfig")],
  ["every_role_has_a_boundary_or_none_has", "one role has no boundary", "AWS::IAM::Role", drop("PermissionsBoundary")],
  ["queues_keep_messages_for_14_days", "a queue keeps messages for 4 days", QUEUE, drop("MessageRetentionPeriod")],
  ["tables_can_be_restored", "a table cannot be restored", TABLE, drop("PointInTimeRecoverySpecification")],
  ["table_items_expire", "a table's items never expire", TABLE, drop("TimeToLiveSpecification")],
  ["event_sources_report_each_message", "one message fails its batch", EVENT_SOURCE, set("FunctionResponseTypes", [])],
  [
    "event_sources_have_bounded_concurrency",
    "a consumer's concurrency is unlimited",
    EVENT_SOURCE,
    drop("ScalingConfig"),
  ],
  [
    "invocations_retry_within_bounds",
    "retries of an invocation are not limited",
    "AWS::Lambda::EventInvokeConfig",
    drop("MaximumEventAgeInSeconds"),
  ],
  [
    "schedules_retry_and_have_a_dead_letter_queue",
    "a run that could not be started is lost",
    SCHEDULE,
    ({ Target }) => {
      delete Target.DeadLetterConfig;
    },
  ],
  [
    "functions_are_invoked_only_for_logs",
    "another service may invoke a function",
    PERMISSION,
    set("Principal", "s3.amazonaws.com"),
  ],
  ["functions_are_invoked_only_for_logs", "a function may be changed", PERMISSION, set("Action", "lambda:*")],
  ["functions_are_invoked_only_for_logs", "any log group may invoke a function", PERMISSION, drop("SourceArn")],
  [
    "functions_are_invoked_only_for_logs",
    "any account's logs may invoke a function",
    PERMISSION,
    drop("SourceAccount"),
  ],
  [
    "events_stay_in_the_stack",
    "logs go to another account",
    LOG_FILTER,
    set("DestinationArn", "arn:aws:logs:us-east-1:1:destination:d"),
  ],
  [
    "events_stay_in_the_stack",
    "events of emails go to another topic",
    "AWS::SES::ConfigurationSetEventDestination",
    ({ EventDestination }) => {
      EventDestination.SnsDestination = { TopicARN: "arn:aws:sns:us-east-1:210987654321:events" };
    },
  ],
  [
    "events_stay_in_the_stack",
    "events of texts go to another topic",
    "AWS::SMSVOICE::ConfigurationSet",
    ({ EventDestinations }) => {
      EventDestinations[0].SnsDestination = { TopicArn: "arn:aws:sns:us-east-1:210987654321:events" };
    },
  ],
  ["events_stay_in_the_stack", "a topic delivers to an address", SUBSCRIPTION, set("Protocol", "https")],
  [
    "events_stay_in_the_stack",
    "a topic delivers to another queue",
    SUBSCRIPTION,
    set("Endpoint", "arn:aws:sqs:us-east-1:1:queue"),
  ],
  ["schedules_name_their_time_zone", "a schedule runs on UTC", SCHEDULE, drop("ScheduleExpressionTimezone")],
  ["schedules_name_their_time_zone", "a schedule is switched off", SCHEDULE, set("State", "DISABLED")],
  ["functions_run_on_the_tested_runtime", "a function runs on another Node", FUNCTION, set("Runtime", "nodejs22.x")],
  ["functions_run_on_the_tested_runtime", "a function runs on x86", FUNCTION, drop("Architectures")],
  ["functions_come_from_assets", "code is in the template", FUNCTION, set("Code", { ZipFile: "code" })],
  ["functions_log_to_a_group_of_the_stack", "Lambda creates the log group", FUNCTION, drop("LoggingConfig")],
  ["logs_expire", "logs never expire", LOGS, drop("RetentionInDays")],
  [
    "delivery_logs_of_texts_are_kept_for_30_days",
    "phone numbers are kept for a year",
    LOGS,
    (properties) => {
      properties.LogGroupName = { "Fn::Join": ["/", ["sns", { Ref: "AWS::Region" }, "DirectPublishToPhoneNumber"]] };
      properties.RetentionInDays = 365;
    },
  ],
  ["alarms_notify_people", "an alarm has no action", ALARM, set("AlarmActions", [])],
  ["alarms_notify_people", "an alarm's actions are off", ALARM, set("ActionsEnabled", false)],
  [
    "alarms_notify_people",
    "an alarm links no section of the runbook",
    ALARM,
    set("AlarmDescription", "Something is wrong."),
  ],
];

export const BREAKAGES: readonly Breakage[] = BROKEN.map(([rule, says, type, change, foundAt = type]) => ({
  rule,
  says,
  type,
  change,
  foundAt,
}));
