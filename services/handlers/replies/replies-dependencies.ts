import { ENV, FUNCTION_ENVIRONMENT } from "../../../contracts/environment";
import { TEXTS_FOLDER } from "../../../contracts/texts/messages";
import { sendConnections } from "../../adapters/clients/client-settings";
import { dynamoStops } from "../../adapters/dynamodb/dynamo-stops";
import { dynamoAnsweredAppointments } from "../../adapters/dynamodb/replies/dynamo-answered-appointments";
import { dynamoReplyLog } from "../../adapters/dynamodb/replies/dynamo-reply-log";
import { dynamoReplyTable } from "../../adapters/dynamodb/replies/dynamo-reply-table";
import { positive, readEnvironment } from "../../adapters/environment";
import { textFiles } from "../../adapters/text-files";
import { once } from "../../domain/concurrency/once";
import { phoneDigestBy } from "../../domain/contact/phone-digest";
import type { RepliesDependencies } from "../../domain/replies/consume-replies";
import type { OptOutList } from "../../domain/replies/reply-ports";
import type { Connected } from "../queue-handler";
import { inBundle, queue, sharedDependencies } from "../shared-dependencies";
import { smsSending } from "../sms-sending";

/**
 * The dependencies of the consumer of answers.
 * @throws ConfigurationError
 */
export function repliesDependencies(): RepliesDependencies & Connected {
  const env = readEnvironment(FUNCTION_ENVIRONMENT.replies);
  // An answer claims no notification.
  const { log: _log, ...shared } = sharedDependencies(env, 0);
  const { dynamo, clock, clinicTimeZone } = shared;
  const retentionDays = positive(env, ENV.retentionDays);
  const connections = sendConnections();
  return {
    ...shared,
    ...smsSending(env, connections, shared),
    connections,
    log: dynamoReplyLog(dynamo, env[ENV.deliveryLogTable], { retentionDays, clinicTimeZone }, clock),
    appointments: dynamoAnsweredAppointments(dynamo, env[ENV.appointmentsTable]),
    replies: dynamoReplyTable(dynamo, env[ENV.repliesTable], clock),
    stops: dynamoStops(dynamo, env[ENV.sendingStopsTable], clock),
    texts: textFiles(inBundle(TEXTS_FOLDER), shared.logger),
    deadLetters: queue(env[ENV.repliesDeadLetterQueue]),
    optOuts: lazyOptOutList(env[ENV.smsOptOutList]),
    phoneDigest: phoneDigestBy(env[ENV.phoneDigestKey]),
    selfManagedOptOuts: env[ENV.selfManagedOptOuts] === "true",
    retentionDays,
  };
}

/** Few answers ask for it: its SDK is loaded at its first use. */
function lazyOptOutList(name: string): OptOutList {
  const loaded = once(async () => (await import("../../adapters/carriers/opt-out-list")).optOutList(name));
  return {
    add: async (phoneNumber) => (await loaded()).add(phoneNumber),
    remove: async (phoneNumber) => (await loaded()).remove(phoneNumber),
  };
}
