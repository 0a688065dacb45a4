/** The DLQs of an environment, and what may be shown of their messages. */
import { CLINIC_ID } from "../../../contracts/clinics/clinic";
import {
  BOOKINGS_SOURCE,
  DEAD_LETTER_REASONS,
  RECEIPTS_SOURCE,
  REPLIES_SOURCE,
  type SourceQueue,
} from "../../../contracts/queue-attributes";
import type { ResourceNames } from "../../../contracts/resource-names";
import { sqsDeadLetterQueue } from "../../adapters/sqs-queue";
import type { Clinics } from "../../domain/clinics/clinics";
import type { QueueCounts } from "../../domain/queue-counts";
import {
  type DeadLetter,
  type DeadLetterLabels,
  labelsOf,
  parseDeadBooking,
  parseDeadLetter,
  parseDeadReceipt,
  parseDeadReply,
} from "../../domain/redrive/dead-letter";
import type { DeadLetterQueue, ReceivedMessage } from "../../domain/redrive/dead-letter-queue";
import { DeadLetterScan } from "../../domain/redrive/dead-letter-scan";
import { readQueueCounts } from "../aws/inspection/inspect-queue";
import { counted } from "../output/table";
import { note, type Terminal } from "../output/terminal";
import type { Environment } from "../shared/environment";

export interface OpenDeadLetters {
  readonly name: string;
  readonly queue: DeadLetterQueue;
  counts(): Promise<QueueCounts>;
  /** By the contract of the queue that the messages belong to. */
  parse(message: ReceivedMessage, clinics: Clinics): DeadLetter;
  labels(message: ReceivedMessage): DeadLetterLabels;
}

/**
 * Opens the DLQs of the reminders, of the bookings, of the receipts and of the answers.
 * @param source only the one with the messages that belong to this queue
 * @throws QueueDoesNotExist
 */
export async function openDeadLetters(environment: Environment, source?: SourceQueue): Promise<OpenDeadLetters[]> {
  const { deadLetterQueue, bookingsDeadLetterQueue, receiptsDeadLetterQueue, repliesDeadLetterQueue } =
    environment.names;
  const open = async (name: string) => {
    const url = await environment.queueUrl(name);
    return {
      name,
      account: accountOf(url),
      queue: sqsDeadLetterQueue(environment.sqs, url),
      counts: () => readQueueCounts(environment.sqs, url),
    };
  };
  const reminders = async (): Promise<OpenDeadLetters> => ({
    ...(await open(deadLetterQueue)),
    parse: parseDeadLetter,
    labels: labelsOf,
  });
  const bookings = async (): Promise<OpenDeadLetters> => ({
    ...(await open(bookingsDeadLetterQueue)),
    parse: (message, clinics) => parseDeadBooking(message, clinics, Date.now()),
    labels: (message) => ({ ...labelsOf(message), source: BOOKINGS_SOURCE }),
  });
  const receipts = async (): Promise<OpenDeadLetters> => {
    const opened = await open(receiptsDeadLetterQueue);
    return {
      ...opened,
      parse: (message) => parseDeadReceipt(message, opened.account),
      labels: (message) => ({ ...labelsOf(message), source: RECEIPTS_SOURCE }),
    };
  };
  const replies = async (): Promise<OpenDeadLetters> => ({
    ...(await open(repliesDeadLetterQueue)),
    parse: parseDeadReply,
    labels: (message) => ({ ...labelsOf(message), source: REPLIES_SOURCE }),
  });
  if (source === undefined) return [await reminders(), await bookings(), await receipts(), await replies()];
  if (source === BOOKINGS_SOURCE) return [await bookings()];
  if (source === REPLIES_SOURCE) return [await replies()];
  return [await (source === RECEIPTS_SOURCE ? receipts() : reminders())];
}

/** @param queueUrl `https://<host>/<account>/<name>` */
function accountOf(queueUrl: string): string {
  return queueUrl.split("/").at(-2) ?? "";
}

/** One pass through several DLQs, one after the other. */
export class DeadLetterScans {
  readonly #scans: readonly DeadLetterScan<DeadLetter>[];
  readonly #scanOf = new Map<string, DeadLetterScan<DeadLetter>>();

  constructor(opened: readonly OpenDeadLetters[], clinics: Clinics, interrupted: Terminal["interrupted"]) {
    this.#scans = opened.map(
      ({ queue, parse }) => new DeadLetterScan(queue, (message) => parse(message, clinics), interrupted),
    );
  }

  async *messages(): AsyncGenerator<DeadLetter> {
    for (const scan of this.#scans) {
      for await (const message of scan.messages()) {
        this.#scanOf.set(message.id, scan);
        yield message;
      }
    }
  }

  async delete(message: DeadLetter): Promise<void> {
    await this.#scanOf.get(message.id)?.delete(message);
  }

  async end(): Promise<void> {
    for (const scan of this.#scans) await scan.end();
  }
}

/** The messages of all DLQs, as far as SQS knows. */
export async function allCounts(opened: readonly OpenDeadLetters[]): Promise<QueueCounts> {
  const counts = await Promise.all(opened.map((each) => each.counts()));
  const sum = (name: keyof QueueCounts) => counts.reduce((total, each) => total + each[name], 0);
  return { visible: sum("visible"), inFlight: sum("inFlight"), delayed: sum("delayed") };
}

/** Every value of {@link shownReason}. */
export const SHOWN_REASONS = [...DEAD_LETTER_REASONS, "UNKNOWN"] as const;

/** The reason, or UNKNOWN if it is none of ours: a sender can write any text there. */
export function shownReason({ reason }: DeadLetterLabels): (typeof SHOWN_REASONS)[number] {
  return SHOWN_REASONS.find((known) => known === reason) ?? "UNKNOWN";
}

/**
 * A field, an error code, or an element's path in a message of another format, such as `PID-13[2].4`, `message[3] SCH-2` or
 * `Bundle.entry[2].resource.start`.
 */
const SHOWN_DETAIL = /^(?:message attribute \w{1,64}|(?:message\[\d{1,6}\] )?[\w.[\]-]{1,128})$/;

/** The detail, if it looks like one of these: a sender can write any text there. */
export function shownDetail({ detail }: DeadLetterLabels): string | undefined {
  return detail && SHOWN_DETAIL.test(detail) ? detail : undefined;
}

/**
 * The clinic of a message, as it names it if it breaks the contract.
 * @returns undefined if it names none, or not by an id
 */
export function clinicIdOf({ parsed, body }: Pick<DeadLetter, "parsed" | "body">): string | undefined {
  return parsed.ok && parsed.clinic ? parsed.clinic.id : namedClinic(body);
}

/** The `clinicId` of a message, or of the one appointment of a booking, if it has the form of an id. */
export function namedClinic(body: string): string | undefined {
  try {
    const value = (JSON.parse(body) ?? {}) as { readonly clinicId?: unknown; readonly appointment?: unknown };
    const { clinicId = undefined } = { ...(value.appointment as object | undefined), ...value } as typeof value;
    return typeof clinicId === "string" && CLINIC_ID.test(clinicId) ? clinicId : undefined;
  } catch {
    return undefined;
  }
}

export function queueName(source: SourceQueue, names: ResourceNames): string {
  const { appointmentsQueue: appointments, bookingsQueue: bookings, receiptsQueue: receipts } = names;
  return { appointments, "email-fallback": names.emailQueue, bookings, receipts, replies: names.repliesQueue }[source];
}

/** Says that there may be more messages than the command has seen. */
export function noteInFlight({ inFlight }: QueueCounts, terminal: Terminal): void {
  if (inFlight > 0) note(terminal, `${counted(inFlight, "message")} may be in flight: try again in a few minutes.`);
}

export type Selects = (message: DeadLetter) => boolean;
