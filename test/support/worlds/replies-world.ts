import { consumeReplies, type RepliesDependencies } from "../../../services/domain/replies/consume-replies";
import { appointment, PHONE } from "../data/records";
import { TEXTS } from "../data/texts";
import { FakeQueue } from "../fakes/fake-queues";
import {
  FakeAnsweredAppointments,
  FakeOptOuts,
  FakeReplyLog,
  FakeReplyTable,
  FakeReplyTopic,
} from "../fakes/fake-replies";
import { PHONE_DIGEST, PipelineWorld } from "./pipeline-world";

export interface Answer {
  readonly id?: string;
  readonly from?: string;
  /** The id of the text that it answers. */
  readonly answers?: string;
  /** ms since 1970; now if absent. */
  readonly sentAt?: number;
  readonly receives?: number;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** The pipeline in memory, with the consumer of patients' answers. */
export class RepliesWorld extends PipelineWorld {
  readonly replyLog = new FakeReplyLog(this.log);
  readonly replies = new FakeReplyTable();
  readonly answered = new FakeAnsweredAppointments(this.appointments);
  readonly optOuts = new FakeOptOuts(this.sms.optedOut);
  readonly replyTopic = new FakeReplyTopic();
  readonly repliesDeadLetters = new FakeQueue("replies-dlq");
  #answers = 0;

  repliesDependencies: RepliesDependencies = {
    ...this.smsDependencies,
    texts: TEXTS,
    log: this.replyLog,
    appointments: this.answered,
    replies: this.replies,
    optOuts: this.optOuts,
    topic: this.replyTopic,
    deadLetters: this.repliesDeadLetters,
    phoneDigest: PHONE_DIGEST,
    selfManagedOptOuts: false,
    retentionDays: 90,
  };

  /** A reminder of an appointment in the table is sent by text. @returns the carrier's id of the text */
  async remind(of: Parameters<typeof appointment>[0] = {}): Promise<string> {
    this.#answers += 1;
    await this.bySms(this.storedMessage(appointment(of), `message-${this.#answers}`));
    return `sms-${this.sms.calls}`;
  }

  /** A message of the replies queue. */
  answer(text: string, { id, from = PHONE, answers, sentAt, receives, attributes = {} }: Answer = {}) {
    this.#answers += 1;
    const body = {
      originationNumber: from,
      destinationNumber: "+12065550142",
      messageKeyword: "KEYWORD_206555014212065550142",
      messageBody: text,
      inboundMessageId: id ?? `answer-${this.#answers}`,
      ...(answers !== undefined && { previousPublishedMessageId: answers }),
    };
    const message = { id: `reply-message-${this.#answers}`, body: JSON.stringify(body), attributes };
    return { ...message, receives: receives ?? 2, sentAt: sentAt ?? this.clock.now() };
  }

  /** The consumer receives messages in one batch. */
  byReplies(...messages: ReturnType<RepliesWorld["answer"]>[]) {
    const deadline = this.clock.now() + 45_000;
    return this.clock.drive(consumeReplies({ id: "batch-of-answers", messages, deadline }, this.repliesDependencies));
  }

  /** The only answer that is stored. */
  get stored() {
    const [reply, ...others] = this.replies.items.values();
    if (!reply || others.length > 0) throw new Error(`${this.replies.items.size} answers are stored`);
    return reply;
  }
}
