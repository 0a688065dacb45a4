/** Written by `npm run schema` from `../settings.ts`: the settings that may be given, each with its own words. */
export interface GivenSettings {
  /**
   * The environment, which every name of a resource ends with, so that one account can have several.
   * It takes 1 to 20 lower-case letters and digits.
   * @default "dev"
   */
  readonly environment?: string;
  /**
   * What every name of a resource begins with, such as `acme` for `acme-healthcare-appointments-prod`, where names
   * would clash or a rule asks for it. With the environment, it has at most 29 characters.
   * It takes up to 20 lower-case letters, digits and single hyphens, and begins with a letter.
   * @default ""
   */
  readonly namePrefix?: string;
  /**
   * The domain that emails come from, as `noreply@<emailDomain>`.
   * It takes a domain name in lower case, such as clinic.org.
   * @default "example.com"
   */
  readonly emailDomain?: string;
  /**
   * Whether the stack creates the domain's identity in SES or uses an existing one. A second environment with the
   * same domain must use the existing one.
   * It takes one of created, existing.
   * @default "created"
   */
  readonly emailIdentity?: "created" | "existing";
  /**
   * The clinic's time zone, for the daily run and for appointments that name none.
   * It takes an IANA time zone with a region, such as America/New_York, or UTC.
   * @default "America/New_York"
   */
  readonly timeZone?: string;
  /**
   * When the daily run starts, in the time zone `timeZone`.
   * It takes a time of day from 00:00 to 23:59.
   * @default "09:00"
   */
  readonly schedule?: string;
  /**
   * When the daily digest of what needs a person is published to the topic of the alarms, in the time zone
   * `timeZone`; `off` for never.
   * It takes a time of day from 00:00 to 23:59, or off.
   * @default "07:00"
   */
  readonly digestTime?: string;
  /**
   * The country of phone numbers without a country code.
   * It takes an ISO 3166-1 country code in capitals, such as US.
   * @default "US"
   */
  readonly defaultCountry?: string;
  /**
   * The countries whose numbers are texted; patients with other numbers get an email. Territories have their own
   * codes: PR, GU and VI are not part of US, nor GG, JE and IM of GB.
   * It takes all, or ISO 3166-1 country codes in capitals, each once, separated by commas, such as US,CA.
   * @default "all"
   */
  readonly countries?: "all" | readonly string[];
  /**
   * The file of clinic profiles (docs/clinics.md). If omitted, the other settings describe the only clinic.
   * It takes the path of a JSON file, relative to the folder of the app.
   * @default ""
   */
  readonly clinics?: string;
  /**
   * Whether clinics with profiles have metrics of their own, which cost up to 0.90 dollars a clinic and month. With
   * `auto` they do if there are 50 or fewer.
   * It takes one of auto, on, off.
   * @default "auto"
   */
  readonly clinicMetrics?: "auto" | "on" | "off";
  /**
   * Who sends the texts: Amazon SNS, or AWS End User Messaging SMS, whose receipts every environment of an account
   * can have, and which allows one text per second until AWS has raised that quota (docs/carriers.md).
   * It takes one of sns, end-user-messaging.
   * @default "sns"
   */
  readonly smsCarrier?: "sns" | "end-user-messaging";
  /**
   * SMS parts per second that the account may send; the consumers share this rate.
   * It takes a whole number from 1 to 1000.
   * @default 20
   */
  readonly smsPartsPerSecond?: number;
  /**
   * Texts per second, of any length, that the account may send by its carrier. By SNS, more than 50 have no effect:
   * each number is checked for an opt-out first, and SNS answers 50 of these calls per second. With
   * `smsCarrier=end-user-messaging` there is no such check, and the account's quota of SendTextMessage is the
   * maximum.
   * It takes a whole number from 1 to 1000.
   * @default 20
   */
  readonly smsTextsPerSecond?: number;
  /**
   * Maximum number of batches of texts that are sent concurrently. `auto` derives it from the rate.
   * It takes auto, or a whole number from 2 to 50.
   * @default "auto"
   */
  readonly smsConcurrency?: number | "auto";
  /**
   * Minutes before the appointment at which a reminder that still waits switches channel, if it waits for the
   * carrier's quota or for a configuration fault to be corrected: a text goes by email, if there is a usable
   * address; an email that went first because the phone is a fixed line goes by text.
   * It takes a whole number from 30 to 1440.
   * @default 120
   */
  readonly channelSwitchMinutes?: number;
  /**
   * With `managed`, this environment sets the SMS settings of the whole account in its region: delivery logs, their
   * sampling rate, transactional texts, the monthly spend limit. At most one environment per account and region.
   * It takes one of untouched, managed.
   * @default "untouched"
   */
  readonly smsAccountSettings?: "untouched" | "managed";
  /**
   * US dollars per month that the account may spend on texts: an alarm goes off above 80 %. With
   * `smsAccountSettings=managed` it is also set in the account, up to the quota that AWS has granted.
   * It takes a whole number from 1 to 1000000.
   * @default 1
   */
  readonly smsMonthlySpendLimit?: number;
  /**
   * Percent of the delivered texts that SNS logs, if `smsAccountSettings` is `managed`.
   * It takes a whole number from 0 to 100.
   * @default 100
   */
  readonly smsSuccessSampling?: number;
  /**
   * The resources that SNS may use to send texts: the stack replaces the resource policy of each with one that
   * allows SNS. At most one environment per account.
   * It takes up to 20 numbers, pools, sender ids or opt-out lists, by the ends of their ARNs, such as
   * phone-number/phone-0123456789abcdef or opt-out-list/Default, each once, separated by commas.
   * @default []
   */
  readonly smsResources?: readonly string[];
  /**
   * The opt-out list of the numbers that texts come from: a phone whose patient answers STOP is put on it, and one
   * whose patient answers START is taken off it.
   * It takes 1 to 64 letters, digits, hyphens and underscores.
   * @default "Default"
   */
  readonly smsOptOutList?: string;
  /**
   * Whether outcomes and answers are also published as FHIR, to the same topic (docs/ehr.md). Before you switch it
   * on, give the subscriptions without a filter policy one.
   * It takes one of off, on.
   * @default "off"
   */
  readonly fhirEvents?: "off" | "on";
  /**
   * Other accounts, or their roles or users, that may send appointments to the queue.
   * It takes up to 40 account ids of 12 digits or ARNs of IAM roles or users, each once, separated by commas.
   * @default []
   */
  readonly senderAccounts?: readonly string[];
  /**
   * The address that gets the alarms, once it has confirmed the subscription. If omitted, no one does.
   * It takes an email address with its domain in lower case.
   * @default ""
   */
  readonly alarmEmail?: string;
  /**
   * The address of the runbook; each alarm links its section.
   * It takes an https address or a path, without spaces or #.
   * @default "docs/runbook.md"
   */
  readonly runbookUrl?: string;
  /**
   * Minutes that a message may wait in a queue before an alarm goes off.
   * It takes a whole number from 5 to 1440.
   * @default 60
   */
  readonly oldestMessageMinutes?: number;
  /**
   * Consecutive days on which the daily run queues nothing before an alarm goes off.
   * It takes a whole number from 1 to 6.
   * @default 1
   */
  readonly emptyRunDays?: number;
  /**
   * Percent of an hour's reminders that may go out as emails before an alarm goes off.
   * It takes a whole number from 1 to 100.
   * @default 30
   */
  readonly fallbackAlarmPercent?: number;
  /**
   * Percent of a day's accepted texts that may not be delivered before an alarm goes off.
   * It takes a whole number from 1 to 100.
   * @default 20
   */
  readonly undeliveredAlarmPercent?: number;
  /**
   * Percent of a day's accepted texts that patients may answer with STOP before an alarm goes off.
   * It takes a whole number from 1 to 100.
   * @default 3
   */
  readonly optOutAlarmPercent?: number;
  /**
   * Hours that an answer may wait for staff before an alarm goes off.
   * It takes a whole number from 1 to 168.
   * @default 24
   */
  readonly replyWaitingHours?: number;
  /**
   * With `true`, tables, queues and their key are retained when the stack is deleted. `false` is for environments
   * without patients' data.
   * It takes one of true, false.
   * @default true
   */
  readonly retainData?: boolean;
  /**
   * Whether the stack and its tables are protected from deletion. `false` for the first deployment, because
   * CloudFormation cannot delete what is protected when it rolls back; `true` once it stands.
   * It takes one of true, false.
   * @default false
   */
  readonly deletionProtection?: boolean;
  /**
   * The permissions boundary of every role. If omitted, roles have none.
   * It takes the ARN of a managed policy, or the name of one of this account, with its path if it has one.
   * @default ""
   */
  readonly permissionsBoundary?: string;
  /**
   * The subnets of the functions, all of one VPC, with the endpoints of docs/platform.md#network. If omitted, the
   * functions are in no VPC of the account.
   * It takes up to 16 ids of subnets, such as subnet-0123456789abcdef0, each once, separated by commas.
   * @default []
   */
  readonly subnetIds?: readonly string[];
  /**
   * The security groups of the functions. They need HTTPS out, and nothing in. Required with `subnetIds`.
   * It takes up to 5 ids of security groups, such as sg-0123456789abcdef0, each once, separated by commas.
   * @default []
   */
  readonly securityGroupIds?: readonly string[];
  /**
   * Topics that get the alarms too, besides the topic of the stack. Their policies and keys must allow CloudWatch
   * to publish.
   * It takes up to 4 ARNs of SNS topics of the same region, each once, separated by commas.
   * @default []
   */
  readonly alarmTopicArns?: readonly string[];
  /**
   * Tags of every resource that can have some, such as a cost centre, besides Environment and Application.
   * It takes up to 40 tags, as key=value separated by commas, or as an object in a file; not Environment,
   * Application, or what begins with aws:.
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Whether each function reserves as much of the account's concurrency as it uses at most, so that other functions
   * cannot take it. Lambda leaves 100 of it unreserved: a new account with less cannot be deployed to.
   * It takes one of true, false.
   * @default false
   */
  readonly reserveConcurrency?: boolean;
  /**
   * Days for which the logs of the functions are kept. They have ids and codes. The delivery logs of texts, which
   * have phone numbers, are always kept for 30 days.
   * It takes one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
   * 3288, 3653.
   * @default 30
   */
  readonly logRetentionDays?: number;
  /**
   * Whether Lambda Insights measures memory and CPU time of the functions, by a layer of AWS. `false` for regions
   * and platforms that do not have that layer.
   * It takes one of true, false.
   * @default true
   */
  readonly lambdaInsights?: boolean;
  /**
   * Whether AWS X-Ray traces a sample of the functions' invocations: their times and errors, and nothing that they
   * process.
   * It takes one of true, false.
   * @default false
   */
  readonly tracing?: boolean;
  /**
   * Days that an item of the delivery log is kept.
   * It takes a whole number from 43 to 3650.
   * @default 90
   */
  readonly retentionDays?: number;
  /**
   * How many days back the daily run looks for reminders that were not sent because of an outage.
   * It takes a whole number from 1 to 60.
   * @default 7
   */
  readonly catchUpDays?: number;
  /**
   * How many runs share the daily run, each with its parts of a day; for more than a million reminders a day
   * (docs/scaling.md).
   * It takes one of 1, 4, 16.
   * @default 1
   */
  readonly producerRuns?: number;
  /**
   * How many times the highest volume of the last 28 days a daily run, and the texts of a day, may have; more is
   * held until an operator releases it. `off` holds nothing.
   * It takes off, or a whole number from 2 to 100.
   * @default 3
   */
  readonly floodFactor?: number | "off";
  /**
   * Up to this number of reminders of a daily run, and of texts a day, is never held, whatever is usual.
   * It takes a whole number from 1 to 1000000.
   * @default 1000
   */
  readonly floodMinimum?: number;
  /**
   * The notifications of which one phone may get texts on one day; more are held until an operator releases the
   * phone, or until the next day. `off` holds nothing.
   * It takes off, or a whole number from 1 to 1000.
   * @default 10
   */
  readonly maxTextsPerPhone?: number | "off";
  /**
   * When patients are reminded, unless the clinic's profile or the appointment says otherwise.
   * It takes 1 to 6 different steps separated by commas, such as 7d@10:00, 1d, 3h (at most 60d or 1440h, at least
   * 30m).
   * @default "1d"
   */
  readonly reminderPlan?: string;
  /**
   * What patients are told besides reminders, unless the clinic's profile says otherwise.
   * It takes moved, cancelled or both, separated by commas.
   * @default []
   */
  readonly changeTexts?: readonly string[];
  /**
   * `keys` asks the patient to answer C or X, and `reply` to answer CONFIRM or CANCEL; `no-reply` asks for no
   * answer.
   * It takes one of keys, reply, no-reply.
   * @default "keys"
   */
  readonly smsWording?: "keys" | "reply" | "no-reply";
  /**
   * When patients may be texted, on the clock of the appointment's time zone: a text waits outside of these hours
   * (docs/clinics.md#quiet-hours). For clinics whose profile has none.
   * It takes always, or two different times of day such as 09:00-20:00.
   * @default "09:00-20:00"
   */
  readonly sendWindow?: string;
  /**
   * Whether the number that texts come from has self-managed opt-outs. If not, AWS treats the reply CANCEL as an
   * opt-out from all texts, and synth warns about the wording `reply`; if unstated, synth reports it as INFO.
   * It takes one of unstated, true, false.
   * @default "unstated"
   */
  readonly selfManagedOptOuts?: "unstated" | "true" | "false";
}
