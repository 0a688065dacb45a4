/** The consumer of answers on simulated services. */
import type { RepliesDependencies } from "../../../services/domain/replies/consume-replies";
import { repliesHandler } from "../../../services/handlers/replies/replies-handler";
import { FakeAnsweredAppointments, FakeReplyLog } from "../../support/fakes/fake-replies";
import { PHONE_DIGEST } from "../../support/worlds/pipeline-world";
import type { Execution } from "../services/execution";
import { startFunction } from "../services/simulated-function";
import { logSeenBy } from "../services/simulated-log";
import { simulatedSend, smsDependencies } from "../services/simulated-ports";
import type { World } from "../services/world";
import type { Variant } from "../variants/variant";
import { REPLY_TIMINGS, type SimulatedAnswers } from "./simulated-answers";

/** Processes answers from now on, in a run that has them. */
export function startRepliesFunction(
  world: World,
  { changeReplies = (deps) => deps, acknowledgesAnswersFirst, changeAnswer }: Variant,
): void {
  const { answers } = world;
  if (!answers) return;
  startFunction(world, {
    name: "replies",
    queue: answers.queue,
    timings: REPLY_TIMINGS,
    acknowledgesFirst: acknowledgesAnswersFirst,
    handlerOf: (by) => {
      const handler = repliesHandler(changeReplies(dependencies(by, world, answers), world));
      if (!changeAnswer) return handler;
      return ({ Records }, context) =>
        handler({ Records: Records.map((record) => ({ ...record, body: changeAnswer(record.body) })) }, context);
    },
  });
}

type Call = Execution["repeatable"];

/** Calls that fail during an outage. */
function callsOf(by: Execution, answers: SimulatedAnswers): Call {
  return (what, effect, about) =>
    by.repeatable(
      what,
      () => {
        if (answers.isOut(what)) throw Object.assign(new Error(), { name: "ServiceUnavailable" });
        return effect();
      },
      about,
    );
}

function dependencies(by: Execution, world: World, answers: SimulatedAnswers): RepliesDependencies {
  const call = callsOf(by, answers);
  const shared = smsDependencies(by, world);
  const { table, optOuts, events, selfManagedOptOuts, deadLetters } = answers;
  const appointments = new FakeAnsweredAppointments(world.table);
  return {
    ...shared,
    log: simulatedReplyLog(by, call, world),
    appointments: {
      find: (appointmentId, patientId) =>
        call(
          "look up what is answered",
          () => appointments.find(appointmentId, patientId),
          () => patientId,
        ),
      recordReply: (item, answer) =>
        call(
          "write an answer to the table",
          () => appointments.recordReply(item, answer),
          () => String(item.patientId),
        ),
    },
    replies: {
      find: (replyId) =>
        call(
          "read an answer",
          () => table.find(replyId),
          () => replyId,
        ),
      store: (reply) =>
        call(
          "store an answer",
          () => table.store(reply),
          () => reply.replyId,
        ),
      firstReceivedAt: (...of) => call("note an answer's time", () => table.firstReceivedAt(...of)),
      noteWish: (...of) => call("note a wish", () => table.noteWish(...of)),
      erasedAt: (digest) => call("read an erasure", () => table.erasedAt(digest)),
      countAnswer: (...of) => call("count an answer", () => table.countAnswer(...of)),
      countAcknowledgement: (...of) => call("count an acknowledgement", () => table.countAcknowledgement(...of)),
    },
    optOuts: {
      add: (phone) => call("opt out", () => optOuts.add(phone)),
      remove: (phone) => call("opt in", () => optOuts.remove(phone)),
    },
    topic: {
      publish: (published) =>
        call("publish answers", () => {
          for (const event of published) events.push({ event, at: world.time.now });
        }),
    },
    deadLetters: simulatedSend(by, deadLetters),
    phoneDigest: PHONE_DIGEST,
    selfManagedOptOuts,
    retentionDays: 90,
  };
}

function simulatedReplyLog(by: Execution, call: Call, world: World): RepliesDependencies["log"] {
  const { log, timed } = logSeenBy(by, world, 0);
  const fake = new FakeReplyLog(log);
  return {
    find: (phoneDigest, since) =>
      call("find the texts of a phone", async () => {
        const keys = world.phoneIndex.find(phoneDigest);
        const items = await fake.find(phoneDigest, since);
        return items.filter(({ notificationId }) => keys.has(notificationId));
      }),
    read: (key) => call("read the log", () => fake.read(key)),
    note: (item, note) =>
      call(
        "note an answer",
        timed(() => fake.note(item, note)),
        () => item.patientId,
      ),
  };
}
