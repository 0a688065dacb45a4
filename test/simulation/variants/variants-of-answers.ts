/** Pipelines that draw the wrong conclusions from patients' answers. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { StoredItem } from "../../../services/domain/lookup/appointment-lookup";
import type { RepliesDependencies } from "../../../services/domain/replies/consume-replies";
import type { AppointmentReply } from "../../../services/domain/replies/reply-ports";
import type { Stored } from "../../../services/domain/stored-appointment/stored-appointment";
import type { World } from "../services/world";
import { patientIn } from "../story";
import type { Variant } from "./variant";
import { lookingUp } from "./variants-of-lookups";

type Part<Name extends keyof RepliesDependencies> = Readonly<Partial<RepliesDependencies[Name]>>;

/** The consumer of answers with other tables, another log, another list or another topic. */
function replying(
  change: (deps: RepliesDependencies) => {
    readonly appointments?: Part<"appointments">;
    readonly replies?: Part<"replies">;
    readonly log?: Part<"log">;
    readonly optOuts?: Part<"optOuts">;
    readonly topic?: Part<"topic">;
  },
): Variant {
  return {
    changeReplies: (deps) => {
      const { appointments, replies, log, optOuts, topic } = change(deps);
      return {
        ...deps,
        appointments: { ...deps.appointments, ...appointments },
        replies: { ...deps.replies, ...replies },
        log: { ...deps.log, ...log },
        optOuts: { ...deps.optOuts, ...optOuts },
        topic: { ...deps.topic, ...topic },
      };
    },
  };
}

/** The consumer of answers, which finds other texts of a phone than the log has. */
function finding(change: (item: DeliveryLogItem, world: World) => DeliveryLogItem): Variant {
  return {
    changeReplies: (deps, world) => ({
      ...deps,
      log: {
        ...deps.log,
        find: async (...of) => (await deps.log.find(...of)).map((item) => change(item, world)),
      },
    }),
  };
}

/** Another body of an answer. */
function reading(change: (answer: Record<string, string>) => Record<string, string>): Variant {
  const changeAnswer = (body: string) => {
    try {
      return JSON.stringify(change(JSON.parse(body)));
    } catch {
      return body;
    }
  };
  return { changeAnswer };
}

/** Both consumers and the producer read another answer in the table. */
function readingReply(change: (reply: unknown) => unknown): Variant {
  const changed = (item: StoredItem) => ({ ...item, reply: change(item.reply) });
  return {
    ...lookingUp(({ find }) => ({
      async find(...ids) {
        const item = await find(...ids);
        return item && changed(item);
      },
    })),
    changeAppointments: (appointments) => ({
      ...appointments,
      async *due(day) {
        for await (const page of appointments.due(day)) yield page.map((due) => ({ ...due, item: changed(due.item) }));
      },
    }),
  };
}

function startOf({ appointmentTime }: Stored): number {
  return Date.parse(String(appointmentTime));
}

export const BROKEN_ANSWERS = {
  "a word of cancelling, taken for a wish": reading((answer) => {
    const { messageBody = "" } = answer;
    return { ...answer, messageBody: /cancel/i.test(messageBody) ? "X" : messageBody };
  }),
  "an answer about a start that was moved, which counts for the new one": finding((item, { table }) => {
    const stored = table.item(item.appointmentId ?? "", item.patientId ?? "");
    return stored ? { ...item, timestamp: startOf(stored) } : item;
  }),
  "a booking that keeps the answer about another start": {
    changeBookings: (deps) => ({
      ...deps,
      table: {
        read: (key) => deps.table.read(key),
        write(key, before, item) {
          const { reply, repliedAt } = before ?? {};
          const kept = reply === undefined ? {} : { reply, repliedAt, replyStart: startOf(item) };
          return deps.table.write(key, before, { ...item, ...kept });
        },
      },
    }),
  },
  "a booking that removes the answer about the same start": {
    changeBookings: (deps) => ({
      ...deps,
      table: {
        read: (key) => deps.table.read(key),
        write(key, before, { reply: _, repliedAt: __, replyStart: ___, ...item }) {
          return deps.table.write(key, before, item);
        },
      },
    }),
  },
  "an answer of one of several patients, which counts for the first": replying(({ log }) => ({
    log: {
      async find(...of) {
        const items = await log.find(...of);
        return items.filter(({ patientId }) => patientId === items[0]?.patientId);
      },
    },
  })),
  "an answer of any kind, taken for a wish to cancel": readingReply((reply) => reply && "CANCEL"),
  "an answer that always waits for staff": replying(() => ({ log: { find: async () => [] } })),
  "an answer that is acknowledged before it was processed": { acknowledgesAnswersFirst: true },
  "an answer that is not published": replying(() => ({ topic: { publish: async () => {} } })),
  "an event that is lost with the consumer of its answer": replying(({ replies, topic }) => {
    const stored = new Set<string>();
    return {
      replies: {
        async store(reply) {
          const before = await replies.store(reply);
          if (!before) stored.add(reply.replyId);
          return before;
        },
      },
      topic: { publish: (events) => topic.publish(events.filter(({ replyId }) => stored.delete(replyId))) },
    };
  }),
  "an unclear answer that nobody sees": replying(({ replies }) => ({
    replies: { store: ({ waiting: _, ...reply }) => replies.store(reply) },
  })),
  "an answer that is stored under the id of its message": reading((answer) => ({
    ...answer,
    inboundMessageId: `${answer.inboundMessageId}-${answer.previousPublishedMessageId ?? "none"}`,
  })),
  "an acknowledgement at each delivery of an answer": replying(({ replies }) => ({
    replies: {
      find: async () => undefined,
      async store(reply) {
        await replies.store(reply);
        return undefined;
      },
    },
  })),
  "an acknowledgement of a stranger's answer": replying(({ log }) => {
    const known: Awaited<ReturnType<typeof log.find>>[number][] = [];
    return {
      log: {
        async find(...of) {
          const items = await log.find(...of);
          known.push(...items);
          const [other] = known;
          return items.length === 0 && other ? [{ ...other, timestamp: 1 }] : items;
        },
      },
    };
  }),
  "an earlier answer that overwrites a later one": {
    changeReplies: (deps, { table }) => ({
      ...deps,
      appointments: {
        async find(...ids) {
          const { repliedAt: _, ...item } = (await deps.appointments.find(...ids)) ?? {};
          return item.appointmentId === undefined ? undefined : item;
        },
        async recordReply(item, answer: AppointmentReply) {
          await deps.appointments.recordReply(item, answer);
          table.put({ ...table.item(String(item.appointmentId), String(item.patientId)), ...answer } as never);
          return true;
        },
      },
    }),
  },
  "a copy of an answer that counts as a later one": replying(() => ({
    replies: { find: async () => undefined, firstReceivedAt: async (_, receivedAt) => receivedAt },
  })),
  "an answer that is not written to the table": replying(() => ({ appointments: { recordReply: async () => true } })),
  "a wish to cancel, after which the patient is reminded": readingReply((reply) => reply !== "CANCEL" && reply),
  "a patient who confirmed, and is asked again": readingReply((reply) => reply !== "CONFIRM" && reply),
  "a STOP that does not reach the opt-out list": replying(() => ({ optOuts: { add: async () => {} } })),
  "a STOP or a START that undoes a later one": replying(() => ({ replies: { noteWish: async (_, wish) => wish } })),
  "a STOP after which no email follows": {
    change: (deps, { answers }) => ({
      ...deps,
      emailQueue: {
        async send(message) {
          const isOf = (phone: string) => answers?.ownersOf(phone).has(patientIn(message.body) ?? "");
          if (![...(answers?.stopped ?? [])].some(isOf)) await deps.emailQueue.send(message);
        },
      },
    }),
  },
  "a patient's words in the log": {
    changeReplies: (deps) => ({
      ...deps,
      replies: {
        ...deps.replies,
        store(reply) {
          deps.logger.info("answer stored", { text: reply.text });
          return deps.replies.store(reply);
        },
      },
    }),
  },
  "a phone number in the event of an answer": replying(({ replies, topic }) => ({
    topic: {
      async publish(events) {
        const phones = await Promise.all(events.map(({ replyId }) => replies.find(replyId)));
        await topic.publish(events.map((event, index) => ({ ...event, phoneNumber: phones[index]?.phoneNumber })));
      },
    },
  })),
} as const satisfies Readonly<Record<string, Variant>>;
