/** The local cloud: emulates the synthesized template's resources in this process, on one port. */
import { resourceNames } from "../../contracts/resource-names";
import { createAccessControl } from "./access/access-control";
import { createCallRecord } from "./access/call-record";
import { oncePerCall } from "./access/once-per-call";
import { createRequirements } from "./access/requirements";
import { readRoles } from "./access/roles";
import { createOptOutList } from "./emulators/carriers/opt-out-list";
import { createTestContacts } from "./emulators/carriers/test-contacts";
import { partitionKeysOf, startTables } from "./emulators/dynamodb/tables";
import type { Outbox } from "./emulators/outbox";
import { startEmulator } from "./emulators/queues/fauxqs";
import { createQueues } from "./emulators/queues/queues";
import { createReceipts } from "./emulators/receipts/receipts";
import { createTwoWayNumber } from "./emulators/replies/two-way-number";
import { createSchedules } from "./emulators/schedules";
import { seededRandom } from "./faults/fault-injection";
import { RECEIPT_FAULTS } from "./faults/fault-levels";
import { createPauses } from "./faults/pauses";
import { createAsynchronousInvocations } from "./functions/asynchronous-invocations";
import { createDeadLetterSender } from "./functions/dead-letters";
import { startEventSource, usefulInstances } from "./functions/event-source";
import { EventSourceSwitch } from "./functions/event-source-switch";
import { createFunctionLogs, writeByRole } from "./functions/function-logs";
import { compileLater } from "./functions/function-thread";
import { LocalFunction } from "./functions/local-function";
import { createScheduler } from "./functions/scheduler";
import type { LocalCloud, LocalCloudOptions } from "./local-cloud-types";
import { answerOutcomes } from "./pages/answer-outcomes";
import { createPages } from "./pages/pages";
import { phoneFacts } from "./pages/phone-facts";
import { createTextFacts } from "./pages/text-facts";
import { waitingTexts } from "./pages/waiting-texts";
import { startHttpServer } from "./protocol/http-server";
import { createRouter } from "./router";
import { readResources } from "./template/resources";

export type { PermissionsReport } from "./access/permission-record";
export type { Outbox, RecordedMetric, SentEmail, SentSms } from "./emulators/outbox";
export type { FaultLevel } from "./faults/fault-levels";
export { FunctionError } from "./functions/function-thread";
export type { LocalCloud, LocalCloudOptions } from "./local-cloud-types";
export { PortInUse } from "./protocol/http-server";

const DEFAULT_TIME_FACTOR = 60;
const DEFAULT_SEED = 1;
const DEFAULT_IDLE_MS = 60_000;
const MAX_LOG_LINES = 5000;
const NO_RECEIPTS = { logSubscriptions: [], eventDestinations: [] };

/**
 * @throws {PortInUse} if another program uses the port
 * @throws {FunctionError} if a bundle does not load
 * @throws an error that names the resource of the template that cannot be created
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const { assembly, port, faults, seed = DEFAULT_SEED, timeFactor = DEFAULT_TIME_FACTOR } = options;
  const { wrapTables = (tables) => tables, batchingWindowMs = 0, instances = usefulInstances() } = options;
  const polling = { timeFactor, batchingWindowMs, instances };
  compileLater();
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    await Promise.all(closers.splice(0).map((close) => close()));
  };
  try {
    // 1. The port, because queue URLs contain it.
    const server = await startHttpServer(port);
    closers.push(server.close);

    // 2. The template's resources.
    const resources = readResources(assembly, server.endpoint);
    const identities = new Map(resources.emailIdentities.map(({ name, configurationSet }) => [name, configurationSet]));
    const partitionKeys = partitionKeysOf(resources.tables);
    const ownKey = (table: string) => partitionKeys.get(table);
    const requirements = oncePerCall(
      createRequirements(resources.keyOf, (identity) => identities.get(identity), ownKey),
    );
    const access = createAccessControl(readRoles(resources), resources.functions, requirements);
    const calls = createCallRecord(requirements.ofCall);
    const outbox: Outbox = { sms: [], emails: [], receipts: [], replies: [], metrics: [], notices: [] };
    const optOuts = createOptOutList(resources.smsOptOutList);
    const contacts = createTestContacts(optOuts);
    const pauses = createPauses();
    const logs = createFunctionLogs(MAX_LOG_LINES);
    const emulator = await startEmulator();
    closers.push(emulator.close);
    const queues = await createQueues(emulator, resources, server.endpoint, timeFactor);
    const tables = wrapTables(await startTables(resources.tables));
    const eventSources = resources.eventSources.map(
      (mapping) => new EventSourceSwitch(mapping, () => queues.endLongPolls(mapping.queueName)),
    );
    const functions = new Map(
      resources.functions.map((fn) => {
        const log = writeByRole(logs.writer(fn.name), access.ofFunction(fn.name), fn.logGroup);
        return [fn.name, new LocalFunction(fn, server.endpoint, log, options.idleMs ?? DEFAULT_IDLE_MS, instances)];
      }),
    );
    const find = (nameOrArn: string) => {
      const fn = functions.get(nameOrArn.split(":").at(-1) ?? "");
      if (!fn) throw new Error(`There is no function ${nameOrArn} in the template`);
      return fn;
    };

    const sendToDeadLetterQueue = createDeadLetterSender(queues, requirements);
    const asynchronous = createAsynchronousInvocations(find, access, sendToDeadLetterQueue, timeFactor);

    const receipts = createReceipts({
      resources: options.receipts === false ? NO_RECEIPTS : resources,
      contacts,
      given: outbox.receipts,
      faults: RECEIPT_FAULTS[faults],
      // Another sequence than that of the calls that fail.
      random: seededRandom(seed + 1),
      timeFactor,
      invoke: asynchronous.invoke,
      publish: queues.publish,
    });
    closers.push(async () => receipts.stop());

    // 3. The HTTP server.
    const schedules = createSchedules(resources.schedules);
    const factsOf = createTextFacts(server.endpoint, resources.environment);
    const { selfManagedOptOuts, repliesTopicArn: topicArn } = resources;
    const { publish } = queues;
    const cloud: LocalCloud = {
      endpoint: server.endpoint,
      environment: resources.environment,
      invoke: async (functionName, payload) => find(functionName).invoke(payload),
      fireSchedule: createScheduler(schedules, access, asynchronous.invoke, sendToDeadLetterQueue),
      invokeLater: asynchronous.invoke,
      pendingInvocations: asynchronous.pending,
      queueCounts: queues.counts,
      outbox: () => outbox,
      pendingReceipts: receipts.pending,
      reply: createTwoWayNumber({ outbox, optOuts, selfManagedOptOuts, topicArn, publish }),
      optedOut: () => optOuts.numbers().map(({ phoneNumber }) => phoneNumber),
      answers: async () => (topicArn ? answerOutcomes(server.endpoint, resources.environment) : []),
      phoneFacts: (phoneNumber) => phoneFacts(server.endpoint, resources.environment, phoneNumber),
      waiting: () => waitingTexts(server.endpoint, resources.environment),
      textFacts: async (messageId) => {
        const text = outbox.sms.find((one) => one.messageId === messageId);
        return text && factsOf(text);
      },
      repair: contacts.repair,
      break: contacts.break,
      kill: async (functionName) => find(functionName).kill(),
      pause: pauses.pause,
      resume: pauses.resume,
      hanging: pauses.hanging,
      logs: logs.entries,
      permissions: access.report,
      calls: calls.report,
      stop,
    };
    const { emailSender, configurationSets, smsConfigurationSets } = resources;
    const identity = { emailSender, configurationSets, smsConfigurationSets };
    const parts = {
      access,
      calls,
      resources,
      eventSources,
      schedules,
      queues,
      tables,
      outbox,
      cloud,
      ...identity,
      contacts,
      optOuts,
      alarmTopic: resourceNames(resources.environment).alarmTopic,
      onAccepted: receipts.textAccepted,
      onEmailAccepted: receipts.emailAccepted,
      faults,
      pauses,
      seed,
    };
    const route = createRouter(parts);
    server.open({ pages: createPages(cloud), route });

    // 4. The pollers, last: the functions that they invoke call all of the above.
    closers.push(...[...functions.values()].map((fn) => () => fn.stop()));
    const starting = eventSources.map(async (eventSource) => {
      const { mapping } = eventSource;
      const role = access.ofFunction(mapping.functionName);
      const may = (action: string) => role.may(...requirements.ofQueue(action, mapping.queueArn));
      const operate = calls.polling(queues.operate, mapping.functionName, mapping.queueArn);
      const source = await startEventSource(eventSource, find(mapping.functionName), { operate }, may, polling);
      closers.push(source.stop);
    });
    // Those that have started are stopped if another one cannot be.
    const failed = (await Promise.allSettled(starting)).find((result) => result.status === "rejected");
    if (failed) throw failed.reason;
    return cloud;
  } catch (error) {
    await stop();
    throw error;
  }
}
