/** The facts of the doctor for an environment without problems. */

import { ENV } from "../../../contracts/environment";
import { resourceNames } from "../../../contracts/resource-names";
import type { Inbound, SmsResource } from "../../../services/ops/aws/inspection/carriers/inspect-sms-resources";
import type { InspectedFunction } from "../../../services/ops/aws/inspection/inspect-function";
import { known, type Lookup } from "../../../services/ops/aws/inspection/lookup";
import type { Check } from "../../../services/ops/doctor/facts/check";
import { alarmNames } from "../../../services/ops/doctor/facts/deployed-names";
import type { Facts } from "../../../services/ops/doctor/facts/facts";
import type { TextSettings } from "../../../services/ops/doctor/facts/receipt-facts";
import { CLINIC_TIME_ZONE } from "./clinics";
import { NOW } from "./records";

export const NAMES = resourceNames("dev");
export const HOUR = 3_600_000;

export const MISSING: Lookup<never> = { how: "missing" };
export const REFUSED: Lookup<never> = {
  how: "unknown",
  action: "some:Action",
  error: Object.assign(new Error(), { name: "AccessDeniedException" }),
};

const allows = (Principal: unknown, Action: unknown) => ({ Effect: "Allow", Principal, Action, Resource: "*" });
export const STATEMENTS = {
  account: allows({ AWS: "arn:aws:iam::123456789012:root" }, "kms:*"),
  logs: allows({ Service: "logs.us-east-1.amazonaws.com" }, ["kms:Decrypt*", "kms:GenerateDataKey*"]),
  alarms: allows({ Service: ["cloudwatch.amazonaws.com"] }, ["kms:Decrypt", "kms:GenerateDataKey"]),
  topics: allows({ Service: "sns.amazonaws.com" }, ["kms:Decrypt", "kms:GenerateDataKey*"]),
  publishers: allows({ Service: ["ses.amazonaws.com", "sms-voice.amazonaws.com"] }, [
    "kms:Decrypt",
    "kms:GenerateDataKey",
  ]),
};

export const policyOf = (...Statement: readonly unknown[]) => known(JSON.stringify({ Statement }));

/** A number or opt-out list with a policy that allows SNS. */
function openToSns(name: string, action: string): SmsResource {
  const statement = { ...allows({ Service: "sns.amazonaws.com" }, action) };
  const arn = `arn:aws:sms-voice:us-east-1:123456789012:${name}`;
  return { arn, createdAt: NOW, policy: policyOf({ ...statement, Resource: arn }) };
}

const ARN = "arn:aws:lambda:us-east-1:123456789012:function";
export const COLLECTOR = `${ARN}:${NAMES.receiptCollector}`;
export const SMS_LOG = "sns/us-east-1/123456789012/DirectPublishToPhoneNumber";
/** Texts by SNS, with receipts. */
export const TEXTS: TextSettings = {
  carrier: "sns",
  receipts: "index",
  configurationSet: "none",
  textsPerSecond: 20,
  arn: `${ARN}:${NAMES.smsConsumer}`,
};

/** What becomes of the texts to a number that is set up for answers. */
export const INBOUND: Inbound = {
  isTwoWay: true,
  channelArn: `arn:aws:sns:us-east-1:123456789012:${NAMES.repliesTopic}`,
  isSelfManaged: false,
  optOutList: "Default",
};

/** An event destination that publishes to the topic of receipts. */
export function events(...eventTypes: string[]) {
  return { isEnabled: true, topicArn: `arn:aws:sns:us-east-1:123456789012:${NAMES.receiptsTopic}`, eventTypes };
}

export function healthy(changes: Partial<Facts> = {}): Facts {
  const queues = [
    NAMES.appointmentsQueue,
    NAMES.emailQueue,
    NAMES.bookingsQueue,
    NAMES.receiptsQueue,
    NAMES.repliesQueue,
    NAMES.repliesDeadLetterQueue,
    NAMES.deadLetterQueue,
    NAMES.bookingsDeadLetterQueue,
    NAMES.receiptsDeadLetterQueue,
    NAMES.receiptCollectorDeadLetterQueue,
    NAMES.dailyRunDeadLetterQueue,
  ];
  const empty = {
    counts: known({ visible: 0, inFlight: 0, delayed: 0 }),
    oldest: known<number | undefined>(undefined),
  };
  return {
    environment: "dev",
    names: NAMES,
    now: NOW,
    local: false,
    stops: known(undefined),
    texts: known(TEXTS),
    sms: { sandbox: known(false), settings: known({ spendLimit: 500, logsDelivery: true, successSampling: 100 }) },
    smsResources: {
      identities: known([
        {
          ...openToSns("phone-number/phone-1", "sms-voice:SendTextMessage"),
          state: "ACTIVE",
          isSimulator: false,
          inbound: INBOUND,
        },
      ]),
      optOutLists: known([openToSns("opt-out-list/Default", "sms-voice:DescribeOptedOutNumbers")]),
    },
    clinics: known("none"),
    email: {
      account: known({ production: true, sends: true, enforcement: "HEALTHY", quota: 50_000, sent: 120, rate: 14 }),
      domain: known("clinic.example"),
      identity: known({ verified: true, dkim: { signs: true, status: "SUCCESS" } }),
    },
    receipts: {
      filters: new Map([SMS_LOG, `${SMS_LOG}/Failure`].map((group) => [group, known([COLLECTOR])])),
      textEvents: undefined,
      emailEvents: known([events("DELIVERY", "BOUNCE", "COMPLAINT", "REJECT")]),
      day: known({ texts: 100, emails: 20, delivered: 110, undeliveredTexts: 7, undelivered: 4 }),
    },
    schedule: known({ enabled: true, expression: "cron(0 9 * * ? *)", timeZone: CLINIC_TIME_ZONE }),
    sweepSchedule: known({ enabled: true, expression: "cron(0/15 * * * ? *)", timeZone: "Etc/UTC" }),
    digestSchedule: known({ enabled: true, expression: "cron(0 7 * * ? *)", timeZone: CLINIC_TIME_ZONE }),
    runs: { lastRun: known(NOW - HOUR), lastSweep: known(NOW - HOUR / 4), spent: known(12.5) },
    floods: {
      heldRun: known(undefined),
      texts: known({
        day: "2026-12-01",
        texts: 812,
        allowed: { usual: 1_004, limit: 3_012 },
        isHeld: false,
        isReleased: false,
      }),
      waitingForPhone: known({ count: 0 }),
    },
    queues: new Map(queues.map((name) => [name, empty])),
    functions: new Map([
      [NAMES.producer, aFunction({ sources: known([]) })],
      [NAMES.smsConsumer, aFunction({}, { [ENV.smsWording]: "keys" })],
      [NAMES.emailConsumer, aFunction()],
      [NAMES.bookingsConsumer, aFunction()],
      [NAMES.receiptsConsumer, aFunction()],
      [NAMES.receiptCollector, aFunction({ sources: known([]) })],
      [NAMES.repliesConsumer, aFunction()],
      [NAMES.digest, aFunction({ sources: known([]) })],
    ]),
    tables: new Map(
      [
        NAMES.deliveryLogTable,
        NAMES.appointmentsTable,
        NAMES.sendingStopsTable,
        NAMES.repliesTable,
        NAMES.operatorActsTable,
      ].map((name) => [name, { expiry: known("ttl"), recovery: known(true), protection: known(true) }]),
    ),
    due: known({ read: 12, more: false, found: 0, problems: [] }),
    alarms: known(
      alarmNames(NAMES).map((name) => ({
        name,
        inAlarm: false,
        notifies: true,
        threshold: name === NAMES.smsSpendAlarm ? 400 : 3_600,
      })),
    ),
    subscribers: known({ confirmed: 1, pending: 0 }),
    key: {
      key: known({ arn: "arn:aws:kms:us-east-1:123456789012:key/one", state: "Enabled" }),
      rotates: known(true),
      policy: policyOf(...Object.values(STATEMENTS)),
    },
    ...changes,
  };
}

/** @param variables its environment variables */
export function aFunction(
  changes: Partial<InspectedFunction> = {},
  variables: Readonly<Record<string, string>> = {},
): InspectedFunction {
  const arn = "arn:aws:lambda:us-east-1:123456789012:function:one";
  return {
    configuration: known({ arn, state: "Active", variables }),
    reserved: known(undefined),
    sources: known(["Enabled"]),
    ...changes,
  };
}

/** The check with this title. */
export function found(checks: readonly Check[], title: string): Check {
  const check = checks.find((one) => one.title === title);
  if (!check) throw new Error(`There is no check ${title}: ${checks.map((one) => one.title).join(", ")}`);
  return check;
}
