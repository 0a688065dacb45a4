import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { ReplyEvent } from "../../../contracts/events/event-types";
import type { StoredReply } from "../../../contracts/tables/replies-table";
import type { NotificationKey } from "../../../services/domain/notification/notification";
import type { NotedAnswer } from "../../../services/domain/notification/side-write";
import type { WaitingReplies } from "../../../services/domain/producer/producer-run";
import type {
  AnsweredAppointments,
  AppointmentReply,
  OptOutList,
  ReplyLog,
  ReplyTable,
  ReplyTopic,
  TextWish,
} from "../../../services/domain/replies/reply-ports";
import { REPLY } from "../../../services/domain/stored-appointment/stored-appointment";
import { checkEvents } from "../data/published-events";
import type { FakeAppointments } from "./fake-appointments";
import type { FakeDeliveryLog } from "./fake-delivery-log";

/** The log in memory as answers use it. */
export class FakeReplyLog implements ReplyLog {
  /** Whether the index has not yet what the log has. */
  indexLags = false;
  /** Called before each write, as when others write at the same time. */
  beforeNote: () => void | Promise<void> = () => {};

  constructor(private readonly log: FakeDeliveryLog) {}

  async find(phoneDigest: string, since: number): Promise<readonly DeliveryLogItem[]> {
    if (this.indexLags) return [];
    return this.log.items.filter((item) => item.phoneDigest === phoneDigest && item.timestamp > since);
  }

  async read({ notificationId }: NotificationKey): Promise<DeliveryLogItem | undefined> {
    return this.log.items.find((item) => item.notificationId === notificationId);
  }

  async note(item: DeliveryLogItem, note: NotedAnswer): Promise<boolean> {
    await this.beforeNote();
    return this.log.answer(item, note);
  }
}

/** The table of answers in memory. */
export class FakeReplyTable implements ReplyTable {
  readonly items = new Map<string, StoredReply>();
  /** When the data of a phone's patient were erased, by its digest; ms since 1970. */
  readonly erasedPhones = new Map<string, number>();
  readonly #once = new Set<string>();
  readonly #counts = new Map<string, { answers: number; acknowledgements: number }>();
  readonly #received = new Map<string, number>();
  readonly #wishes = new Map<string, TextWish>();
  #failures = 0;

  /** Makes the next store fail, whose item is stored nevertheless. */
  failAfterNextStore(): void {
    this.#failures += 1;
  }

  async store(reply: StoredReply): Promise<StoredReply | undefined> {
    const before = this.items.get(reply.replyId);
    if (!before) this.items.set(reply.replyId, reply);
    if (this.#failures > 0) {
      this.#failures -= 1;
      throw new Error("the response was lost");
    }
    return before;
  }

  async find(replyId: string): Promise<StoredReply | undefined> {
    return this.items.get(replyId);
  }

  async erasedAt(phoneDigest: string): Promise<number | undefined> {
    return this.erasedPhones.get(phoneDigest);
  }

  async firstReceivedAt(replyId: string, receivedAt: number): Promise<number> {
    const first = this.#received.get(replyId) ?? receivedAt;
    this.#received.set(replyId, first);
    return first;
  }

  async noteWish(phoneDigest: string, wish: TextWish): Promise<TextWish> {
    const before = this.#wishes.get(phoneDigest);
    const latest = before && before.at > wish.at ? before : wish;
    this.#wishes.set(phoneDigest, latest);
    return latest;
  }

  async countAnswer(phoneDigest: string, day: string) {
    const counts = this.#of(phoneDigest, day);
    counts.answers += 1;
    return { ...counts };
  }

  async countAcknowledgement(phoneDigest: string, day: string, max: number, once?: string): Promise<boolean> {
    const counts = this.#of(phoneDigest, day);
    const kind = once && `${phoneDigest} ${day} ${once}`;
    if (counts.acknowledgements >= max || (kind && this.#once.has(kind))) return false;
    counts.acknowledgements += 1;
    if (kind) this.#once.add(kind);
    return true;
  }

  #of(phoneDigest: string, day: string) {
    const key = `${phoneDigest} ${day}`;
    const counts = this.#counts.get(key) ?? { answers: 0, acknowledgements: 0 };
    this.#counts.set(key, counts);
    return counts;
  }
}

const DECISIVE = ["appointmentTime", "timeZone", "clinicId", "status", "revision", ...REPLY] as const;

/** The appointments table in memory, as answers write to it. */
export class FakeAnsweredAppointments implements AnsweredAppointments {
  /** Called before each write, as when others write at the same time. */
  beforeWrite: () => void | Promise<void> = () => {};

  constructor(private readonly table: FakeAppointments) {}

  find(appointmentId: string, patientId: string) {
    return this.table.find(appointmentId, patientId);
  }

  async recordReply(item: Readonly<Record<string, unknown>>, answer: AppointmentReply): Promise<boolean> {
    await this.beforeWrite();
    const ids = [String(item.appointmentId), String(item.patientId)] as const;
    const now = this.table.item(...ids);
    if (!now || DECISIVE.some((name) => now[name] !== item[name])) return false;
    this.table.put({ ...now, ...answer } as never);
    return true;
  }
}

/** An account's opt-out list. */
export class FakeOptOuts implements OptOutList {
  /** Whether the carrier refuses to take a number off the list. */
  refusesRemoval = false;
  failing = false;

  /** @param numbers such as those of a fake carrier */
  constructor(readonly numbers = new Set<string>()) {}

  async add(phoneNumber: string): Promise<void> {
    if (this.failing) throw new Error("the list is out of reach");
    this.numbers.add(phoneNumber);
  }

  async remove(phoneNumber: string): Promise<boolean> {
    if (this.failing) throw new Error("the list is out of reach");
    if (this.refusesRemoval) return false;
    this.numbers.delete(phoneNumber);
    return true;
  }
}

export class FakeReplyTopic implements ReplyTopic {
  readonly events: ReplyEvent[] = [];
  failing = false;

  async publish(events: readonly ReplyEvent[]): Promise<void> {
    if (this.failing) throw new Error("the topic is out of reach");
    checkEvents(events);
    this.events.push(...events);
  }
}

export class FakeWaitingReplies implements WaitingReplies {
  /** When the oldest one came, ms since 1970. */
  since: number | undefined;
  failing = false;

  async oldest(): Promise<number | undefined> {
    if (this.failing) throw new Error("the table is out of reach");
    return this.since;
  }
}
