/** For every Guard rule: what a template must not say, done to one that is in order. */
import type { Properties } from "../synthesized-stack";

export interface Breakage {
  readonly rule: string;
  /** What is wrong then, as a sentence. */
  readonly says: string;
  /** The type of the resource that it is done to. */
  readonly type: string;
  readonly change: (properties: Properties) => void;
  /** The type of the resource that it is found at. */
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
const ROLE_POLICY = "AWS::IAM::Policy";

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

/** Rule, what is wrong, type, change, and where it is found unless at that type. */
const BROKEN: readonly (readonly [string, string, string, Breakage["change"], string?])[] = [
  ["keys_rotate", "a key is not rotated", KEY, set("EnableKeyRotation", false)],
  ["queues_use_the_customer_key", "a queue has a key of AWS's own", QUEUE, set("KmsMasterKeyId", "alias/aws/sqs")],
  ["queues_use_the_customer_key", "a queue has no key", QUEUE, drop("KmsMasterKeyId")],
  ["topics_use_the_customer_key", "a topic has no key", "AWS::SNS::Topic", drop("KmsMasterKeyId")],
  [
    "tables_use_the_customer_key",
    "a table has a key of AWS's own",
    TABLE,
    set("SSESpecification", { SSEEnabled: true }),
  ],
  ["logs_use_the_customer_key", "a log group has no key", LOGS, drop("KmsKeyId")],
  ["queues_take_tls_only", "a queue can be reached without TLS", QUEUE_POLICY, withoutTls("PolicyDocument"), QUEUE],
  ["queues_take_tls_only", "a queue has no policy", QUEUE_POLICY, set("Queues", [{ Ref: "Another" }]), QUEUE],
  [
    "topics_take_tls_only",
    "a topic can be reached without TLS",
    "AWS::SNS::TopicPolicy",
    withoutTls("PolicyDocument"),
    "AWS::SNS::Topic",
  ],
  ["tables_take_tls_only", "a table can be reached without TLS", TABLE, withoutTls("ResourcePolicy")],
  ["tables_take_tls_only", "a table has no policy", TABLE, drop("ResourcePolicy")],
  ["emails_take_tls_only", "emails may go without TLS", "AWS::SES::ConfigurationSet", drop("DeliveryOptions")],
  [
    "emails_are_signed",
    "emails are not signed",
    "AWS::SES::EmailIdentity",
    set("DkimAttributes", { SigningEnabled: false }),
  ],
  ["nothing_is_public", "a queue admits everybody", QUEUE_POLICY, allow({ Action: "sqs:SendMessage", Principal: "*" })],
  [
    "nothing_is_public",
    "a key admits everybody",
    KEY,
    allow({ Action: "kms:Decrypt", Principal: { AWS: ["*"] }, Condition: {} }),
  ],
  ["nothing_is_public", "a role is assumed by everybody", "AWS::IAM::Role", allow({ Principal: { AWS: "*" } })],
  [
    "nothing_is_public",
    "a queue admits all but one",
    QUEUE_POLICY,
    allow({ Action: "sqs:SendMessage", NotPrincipal: other }),
  ],
  [
    "services_act_for_this_account",
    "a topic admits a service on anybody's behalf",
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
    "numbers_admit_sns_alone",
    "a number admits everybody",
    SMS_POLICY,
    allow({ Action: "sms-voice:SendTextMessage", Principal: "*" }),
  ],
  [
    "services_act_for_this_account",
    "a number admits SNS on anybody's behalf",
    SMS_POLICY,
    allow({ Action: "sms-voice:SendTextMessage", Principal: { Service: "sns.amazonaws.com" } }),
  ],
  [
    "numbers_admit_sns_alone",
    "a number admits another account",
    SMS_POLICY,
    allow({ Action: "sms-voice:SendTextMessage", Principal: other }),
  ],
  [
    "numbers_admit_sns_alone",
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
    "a key belongs to another",
    KEY,
    allow({ Action: "kms:*", Principal: other, Condition: {} }),
  ],
  [
    "only_this_account_administers_the_key",
    "a key is lent without a condition",
    KEY,
    allow({ Action: "kms:Decrypt", Principal: other }),
  ],
  ["roles_are_allowed_by_name", "an action has a wildcard", ROLE_POLICY, allow({ Action: "sqs:Send*" })],
  ["roles_are_allowed_by_name", "actions are left out, not named", ROLE_POLICY, allow({ NotAction: "iam:*" })],
  [
    "roles_are_allowed_by_name",
    "all resources are allowed",
    ROLE_POLICY,
    allow({ Action: ["sqs:SendMessage"], Resource: "*" }),
  ],
  [
    "roles_are_allowed_by_name",
    "resources are left out, not named",
    ROLE_POLICY,
    allow({ Action: "sqs:SendMessage", NotResource: "a" }),
  ],
  [
    "roles_are_allowed_by_name",
    "a role of its own policy has a wildcard",
    "AWS::IAM::Role",
    set("Policies", [{ PolicyDocument: { Statement: [{ Effect: "Allow", Action: "*", Resource: "a" }] } }]),
  ],
  ["roles_are_allowed_under_conditions", "the key is used directly", ROLE_POLICY, allow({ Action: ["kms:Decrypt"] })],
  [
    "roles_are_allowed_under_conditions",
    "any role's work may be passed on",
    ROLE_POLICY,
    allow({ Action: "iam:PassRole" }),
  ],
  ["roles_are_allowed_under_conditions", "any address may send", ROLE_POLICY, allow({ Action: "ses:SendEmail" })],
  [
    "roles_are_allowed_under_conditions",
    "metrics of others may be written",
    ROLE_POLICY,
    allow({ Action: "cloudwatch:PutMetricData", Resource: "*" }),
  ],
  [
    "roles_are_allowed_under_conditions",
    "texts may be sent without SNS",
    ROLE_POLICY,
    allow({ Action: ["sms-voice:SendTextMessage"], Resource: "*" }),
  ],
  ["queues_keep_messages_for_14_days", "a queue forgets after 4 days", QUEUE, drop("MessageRetentionPeriod")],
  ["tables_can_be_restored", "a table cannot be restored", TABLE, drop("PointInTimeRecoverySpecification")],
  ["tables_forget", "a table's items stay for ever", TABLE, drop("TimeToLiveSpecification")],
  ["event_sources_report_each_message", "one message fails its batch", EVENT_SOURCE, set("FunctionResponseTypes", [])],
  [
    "event_sources_have_bounded_concurrency",
    "a consumer may run any number of times",
    EVENT_SOURCE,
    drop("ScalingConfig"),
  ],
  [
    "invocations_retry_within_bounds",
    "an invocation is retried as Lambda likes",
    "AWS::Lambda::EventInvokeConfig",
    drop("MaximumEventAgeInSeconds"),
  ],
  [
    "schedules_retry_and_then_tell",
    "a lost run is not told of",
    SCHEDULE,
    ({ Target }) => {
      delete Target.DeadLetterConfig;
    },
  ],
  ["schedules_name_their_time_zone", "a schedule runs on UTC", SCHEDULE, drop("ScheduleExpressionTimezone")],
  ["schedules_name_their_time_zone", "a schedule is switched off", SCHEDULE, set("State", "DISABLED")],
  ["functions_run_on_the_tested_runtime", "a function runs on another Node", FUNCTION, set("Runtime", "nodejs22.x")],
  ["functions_run_on_the_tested_runtime", "a function runs on x86", FUNCTION, drop("Architectures")],
  ["functions_come_from_assets", "code is in the template", FUNCTION, set("Code", { ZipFile: "code" })],
  ["functions_log_to_a_group_of_the_stack", "Lambda makes the log group", FUNCTION, drop("LoggingConfig")],
  ["logs_are_kept_for_30_days", "logs are kept for ever", LOGS, drop("RetentionInDays")],
  ["alarms_reach_people", "an alarm tells nobody", ALARM, set("AlarmActions", [])],
  ["alarms_reach_people", "an alarm's actions are off", ALARM, set("ActionsEnabled", false)],
  [
    "alarms_reach_people",
    "an alarm names no section of the runbook",
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
