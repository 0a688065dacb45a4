/** Patients who answer the texts of a run. */
import type { Outbox } from "../../emulators/outbox";
import type { ReceiveReply } from "../../emulators/replies/two-way-number";

export interface AnsweredPipeline {
  outbox(): Pick<Outbox, "sms">;
  reply: ReceiveReply;
}

export interface Answering {
  /** How many texts are still to be answered. */
  pending(): number;
  stop(): void;
}

/** "Sender IDs do not support two-way SMS": "Two-way SMS messaging", AWS End User Messaging SMS User Guide. @param from what a text came from */
function canBeAnswered(from: string | undefined): boolean {
  return from === undefined || /^\+?\d+$/.test(from);
}

const LOOK_EVERY_MS = 200;
/** From a text to its answer: a person reads it first. */
const ANSWER_AFTER_MS = 600;

/**
 * Answers the first text to each of these phones that comes from a number.
 * @param answers by phone, in E.164: what the patient answers
 * @param failed is called if an answer is not received
 */
export function startAnswering(
  cloud: AnsweredPipeline,
  answers: ReadonlyMap<string, readonly string[]>,
  failed: (error: Error) => void,
): Answering {
  const open = new Map(answers);
  const timers = new Set<NodeJS.Timeout>();
  let seen = 0;
  let working = 0;
  const answer = async (phoneNumber: string, messages: readonly string[]) => {
    working += 1;
    try {
      for (const message of messages) await cloud.reply({ phoneNumber, message });
    } catch (error) {
      failed(error as Error);
    } finally {
      working -= 1;
    }
  };
  const look = () => {
    const { sms } = cloud.outbox();
    for (; seen < sms.length; seen++) {
      const { phoneNumber = "", from } = sms[seen] ?? {};
      const messages = open.get(phoneNumber);
      if (!messages || !canBeAnswered(from)) continue;
      open.delete(phoneNumber);
      const timer = setTimeout(() => {
        timers.delete(timer);
        void answer(phoneNumber, messages);
      }, ANSWER_AFTER_MS);
      timers.add(timer);
    }
  };
  const interval = setInterval(look, LOOK_EVERY_MS);
  return {
    pending() {
      look();
      return timers.size + working;
    },
    stop() {
      clearInterval(interval);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
