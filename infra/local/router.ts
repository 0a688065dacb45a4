/** Routes each call to its service, with pauses and random faults. */
import type { AccessControl } from "./access/access-control";
import type { CallRecord } from "./access/call-record";
import { withAlarmTopic } from "./emulators/alarm-topic";
import type { OnAccepted, OnEmailAccepted } from "./emulators/carriers/accepted-message";
import { createEmailAccount, isAboutSmsAccount, isSesV2, smsAccount } from "./emulators/carriers/carrier-accounts";
import { createEmailCarrier } from "./emulators/carriers/email-carrier";
import {
  createEndUserMessaging,
  endUserMessagingError,
  endUserMessagingThrottle,
} from "./emulators/carriers/end-user-messaging";
import type { OptOutList } from "./emulators/carriers/opt-out-list";
import { createOptedOutNumbers, isAboutOptedOutNumbers } from "./emulators/carriers/opted-out-numbers";
import {
  createEmailEvents,
  createLogFilters,
  createTextSets,
  isAboutEmailEvents,
} from "./emulators/carriers/receipt-sources";
import { createSmsCarrier, smsThrottle } from "./emulators/carriers/sms-carrier";
import type { TestContacts } from "./emulators/carriers/test-contacts";
import { createAlarmDescriptions } from "./emulators/cloudwatch/alarms";
import { createMetricData } from "./emulators/cloudwatch/metric-data";
import { createMetricsRecorder } from "./emulators/cloudwatch/metrics";
import { withFilterPolicies } from "./emulators/filter-policies";
import { createKeyDescriptions } from "./emulators/keys";
import type { Outbox } from "./emulators/outbox";
import { isAboutPhone, type Queues } from "./emulators/queues/queues";
import { createScheduleService, type Schedules } from "./emulators/schedules";
import { type FaultErrors, seededRandom, withFaults } from "./faults/fault-injection";
import { FAULT_LEVELS, type FaultLevel, type FaultTarget } from "./faults/fault-levels";
import type { Pauses } from "./faults/pauses";
import type { EventSourceSwitch } from "./functions/event-source-switch";
import { createFunctionDescriptions } from "./functions/function-descriptions";
import { createInvoker, type Invocations } from "./functions/invoker";
import { AwsError, type Call, queryParameters, type Service } from "./protocol/call";
import type { LocalResources } from "./template/resource-types";

export interface RouterParts {
  readonly access: Pick<AccessControl, "check">;
  readonly calls: Pick<CallRecord, "made">;
  readonly queues: Queues;
  readonly tables: Service;
  readonly outbox: Outbox;
  readonly cloud: Invocations;
  /** The deployed resources, for calls that describe them. */
  readonly resources: Pick<LocalResources, "functions" | "keys" | "alarms" | "logSubscriptions" | "eventDestinations">;
  readonly eventSources: readonly EventSourceSwitch[];
  readonly schedules: Schedules;
  /** The name of the topic of the alarms. */
  readonly alarmTopic: string;
  readonly emailSender: string | undefined;
  readonly configurationSets: readonly string[];
  /** Of texts. */
  readonly smsConfigurationSets: readonly string[];
  readonly contacts: TestContacts;
  readonly optOuts: OptOutList;
  /** Receives each text that a carrier accepted. */
  readonly onAccepted?: OnAccepted;
  readonly onEmailAccepted?: OnEmailAccepted;
  readonly faults: FaultLevel;
  readonly pauses: Pick<Pauses, "pausable">;
  readonly seed: number;
}

const RATE_EXCEEDED = "Rate exceeded";
const FAILED = "The local run failed this call on purpose";

const ERRORS = {
  sms: {
    error: new AwsError("InternalError", 500, FAILED),
    throttle: ({ operation }) =>
      operation === "Publish" ? smsThrottle() : new AwsError("Throttled", 429, RATE_EXCEEDED),
  },
  endUserMessaging: { error: endUserMessagingError(), throttle: endUserMessagingThrottle },
  email: {
    error: new AwsError("ServiceUnavailable", 503, FAILED),
    throttle: () => new AwsError("Throttling", 400, "Maximum sending rate exceeded."),
  },
  dynamodb: {
    error: new AwsError("InternalServerError", 500, FAILED),
    throttle: () => new AwsError("ThrottlingException", 400, RATE_EXCEEDED),
  },
  sqs: {
    error: new AwsError("InternalFailure", 500, FAILED),
    throttle: () => new AwsError("RequestThrottled", 400, RATE_EXCEEDED),
  },
  monitoring: {
    error: new AwsError("InternalServiceFault", 500, FAILED),
    throttle: () => new AwsError("ThrottlingException", 400, RATE_EXCEEDED),
  },
} satisfies Record<string, FaultErrors>;

/** @returns a function that finds a call's service, and throws an {@link AwsError} if its role does not allow the call */
export function createRouter(parts: RouterParts): (call: Call) => Service | undefined {
  const { resources } = parts;
  const { pausable } = parts.pauses;
  const random = seededRandom(parts.seed);
  const failing = (target: FaultTarget, errors: FaultErrors, serve: Service) =>
    withFaults(serve, FAULT_LEVELS[parts.faults][target], errors, random);
  const { contacts, onAccepted } = parts;
  const phones = failing("carrier", ERRORS.sms, createSmsCarrier(parts.outbox.sms, contacts, onAccepted));
  const textMessages = createEndUserMessaging({
    sent: parts.outbox.sms,
    contacts,
    configurationSets: parts.smsConfigurationSets,
    onAccepted,
  });
  const sentTexts = pausable("sms", failing("carrier", ERRORS.endUserMessaging, textMessages));
  const listed = createOptedOutNumbers(parts.optOuts);
  const optedOutNumbers = pausable("opt-outs", failing("carrier", ERRORS.endUserMessaging, listed));
  const textSets = createTextSets(resources, parts.smsConfigurationSets);
  const emailEvents = createEmailEvents(resources, parts.configurationSets);
  const texts = pausable("sms", phones);
  const optOuts = pausable("opt-outs", phones);
  const topics = pausable(
    "sns",
    withAlarmTopic(withFilterPolicies(parts.queues.sns), parts.alarmTopic, parts.outbox.notices),
  );
  const { emailSender, configurationSets, onEmailAccepted } = parts;
  const carrier = createEmailCarrier(parts.outbox.emails, emailSender, contacts, configurationSets, onEmailAccepted);
  const mails = pausable("email", failing("carrier", ERRORS.email, carrier));
  const invoker = createInvoker(parts.cloud);
  const descriptions = createFunctionDescriptions(resources.functions, parts.eventSources);
  const emailAccount = createEmailAccount(parts.emailSender);
  const recorder = createMetricsRecorder(parts.outbox.metrics);
  const metricData = createMetricData(parts.outbox.metrics);
  const alarms = createAlarmDescriptions(resources.alarms);
  const metrics: Service = (call) => {
    if (call.operation === "DescribeAlarms") return alarms(call);
    return call.operation === "GetMetricData" ? metricData(call) : recorder(call);
  };
  const services: Record<string, Service> = {
    dynamodb: pausable("dynamodb", failing("infrastructure", ERRORS.dynamodb, parts.tables)),
    kms: createKeyDescriptions(resources.keys),
    lambda: (call) => (call.operation.startsWith("POST ") ? invoker(call) : descriptions(call)),
    logs: createLogFilters(resources),
    monitoring: pausable("monitoring", failing("infrastructure", ERRORS.monitoring, metrics)),
    scheduler: createScheduleService(parts.schedules),
    ses: (call) => {
      if (isAboutEmailEvents(call)) return emailEvents(call);
      return isSesV2(call.path) ? emailAccount(call) : mails(call);
    },
    "sms-voice": (call) => {
      if (isAboutOptedOutNumbers(call.operation)) return optedOutNumbers(call);
      return call.operation === "DescribeConfigurationSets" ? textSets(call) : sentTexts(call);
    },
    sns: (call) => {
      if (isAboutSmsAccount(call.operation)) return smsAccount(call);
      if (!isAboutPhone(call, queryParameters(call))) return topics(call);
      return call.operation === "Publish" ? texts(call) : optOuts(call);
    },
    sqs: pausable("sqs", failing("infrastructure", ERRORS.sqs, parts.queues.sqs)),
    sts: parts.queues.sts,
  };
  return (call) => {
    parts.calls.made(call);
    parts.access.check(call);
    return services[call.service];
  };
}
