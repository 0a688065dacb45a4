/** All queues and topics of an environment: whom they are for, and what is sent there. */
import { MAX_BYTES_SENT } from "../queue-attributes";
import type { ResourceNames } from "../resource-names";
import type { MessageName } from "./messages";

/** Whom a queue or a topic is for. `pipeline`: only its own functions and AWS's services use it. */
export const AUDIENCES = {
  senders: "Other systems send to these.",
  subscribers: "Other systems subscribe to these.",
  operators: "People on call read these.",
  pipeline: "Only the pipeline's functions and AWS's services use these.",
} as const;
export type Audience = keyof typeof AUDIENCES;

export interface Channel {
  readonly name: keyof ResourceNames;
  readonly protocol: "sqs" | "sns";
  readonly audience: Audience;
  readonly title: string;
  readonly description: string;
  /** What the pipeline does: it receives from the channel, sends to it, or both. */
  readonly actions: readonly ("send" | "receive")[];
  readonly messages: readonly MessageName[];
}

const SIZE = `A message has at most ${MAX_BYTES_SENT.toLocaleString("en-US")} bytes with its attributes.`;

const deadLetters = (name: keyof ResourceNames, title: string, description: string): Channel => ({
  name,
  protocol: "sqs",
  audience: "operators",
  title,
  description,
  actions: ["send"],
  messages: ["deadLetter"],
});

/** By the name of the channel in the document. */
export const CHANNELS: Readonly<Record<string, Channel>> = {
  appointments: {
    name: "appointmentsQueue",
    protocol: "sqs",
    audience: "senders",
    title: "Appointments",
    description:
      "One message is one reminder, sent now. The daily run and the sweep also send to it. The same appointment of the same " +
      `patient at the same time is reminded once, however often it is sent. ${SIZE}`,
    actions: ["receive", "send"],
    messages: ["appointment"],
  },
  bookings: {
    name: "bookingsQueue",
    protocol: "sqs",
    audience: "senders",
    title: "Bookings",
    description:
      "What is booked, moved or cancelled. The pipeline keeps the appointments and plans their reminders. Neither the order " +
      `nor a repetition of messages matters. ${SIZE}`,
    actions: ["receive"],
    messages: ["booking", "fhirBooking", "hl7Booking"],
  },
  notifications: {
    name: "topic",
    protocol: "sns",
    audience: "subscribers",
    title: "Outcomes and replies",
    description:
      "An event for each outcome of a notification, and for each answer of a patient. The same event may be published more " +
      "than once, and in any order. Subscriptions filter by message attributes.",
    actions: ["send"],
    messages: ["outcome", "reply", "fhirEvent"],
  },
  alarms: {
    name: "alarmTopic",
    protocol: "sns",
    audience: "operators",
    title: "Alarms",
    description: "The alarms, and the daily digest if it is on.",
    actions: ["send"],
    messages: ["alarm", "digest"],
  },
  emailFallback: {
    name: "emailQueue",
    protocol: "sqs",
    audience: "pipeline",
    title: "Reminders by email",
    description: "From the consumer of the appointments queue, or moved by SQS after the last receive there.",
    actions: ["send", "receive"],
    messages: ["fallback"],
  },
  receiptsTopic: {
    name: "receiptsTopic",
    protocol: "sns",
    audience: "pipeline",
    title: "Receipts of providers",
    description: "SES and End User Messaging publish to it. Its only subscription is the receipts queue.",
    actions: ["receive"],
    messages: ["receipt"],
  },
  receipts: {
    name: "receiptsQueue",
    protocol: "sqs",
    audience: "pipeline",
    title: "Receipts",
    description: "What became of texts and emails.",
    actions: ["receive", "send"],
    messages: ["receipt"],
  },
  repliesTopic: {
    name: "repliesTopic",
    protocol: "sns",
    audience: "pipeline",
    title: "Answers of a number",
    description: "The two-way channel of the number that texts come from. Its only subscription is the replies queue.",
    actions: ["receive"],
    messages: ["answer"],
  },
  replies: {
    name: "repliesQueue",
    protocol: "sqs",
    audience: "pipeline",
    title: "Answers",
    description: "What patients answer to texts.",
    actions: ["receive"],
    messages: ["answer"],
  },
  deadLetters: deadLetters(
    "deadLetterQueue",
    "DLQ of reminders",
    "Invalid appointments, and reminders that failed by every channel.",
  ),
  bookingsDeadLetters: deadLetters("bookingsDeadLetterQueue", "DLQ of bookings", "Bookings that were not stored."),
  receiptsDeadLetters: deadLetters("receiptsDeadLetterQueue", "DLQ of receipts", "Receipts that were not recorded."),
  repliesDeadLetters: deadLetters("repliesDeadLetterQueue", "DLQ of answers", "Answers that were not processed."),
  collectorDeadLetters: {
    ...deadLetters("receiptCollectorDeadLetterQueue", "DLQ of the receipt collector", "Receipts that were not queued."),
    messages: ["failedInvocation"],
  },
  dailyRunDeadLetters: {
    ...deadLetters("dailyRunDeadLetterQueue", "DLQ of runs", "Daily runs, sweeps and digests that failed."),
    messages: ["failedInvocation"],
  },
};
