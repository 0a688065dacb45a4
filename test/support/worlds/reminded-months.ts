/** A delivery log with reminders of several months, written as the consumers write it. */
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Reply } from "../../../contracts/replies/meanings";
import { dynamoDeliveryLog } from "../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import type { LogEntry } from "../../../services/domain/notification/delivery-log";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { RECEIPT_TRANSITIONS } from "../../../services/domain/notification/receipt-rules";
import type { TransitionName } from "../../../services/domain/notification/transitions";
import { CLINIC, CLINIC_TIME_ZONE } from "../data/clinics";
import { appointment, logEntry } from "../data/records";
import { FrozenClock } from "../fakes/frozen-clock";
import { LOG_TABLE, type TestDynamo } from "../servers/dynamo";

/** What becomes of a reminder, as the transitions that lead to it. */
const STEPS = {
  sending: ["claimSms"],
  accepted: ["claimSms", "recordSmsSent"],
  delivered: ["claimSms", "recordSmsSent", "recordSmsDelivered"],
  undelivered: ["claimSms", "recordSmsSent", "recordUndelivered"],
  emailed: ["routeToEmail", "claimEmail", "recordEmailSent", "recordEmailDelivered"],
  "emailed after a text": ["claimSms", "recordSmsSent", "fallBackUndelivered", "claimEmail", "recordEmailSent"],
  bounced: ["routeToEmail", "claimEmail", "recordEmailSent", "recordBounce"],
  failed: ["claimSms", "fallBackToEmail", "claimEmail", "giveUp"],
  "no contact": ["endWithoutContact"],
  declined: ["decline"],
  expired: ["expire"],
  cancelled: ["cancel"],
  superseded: ["supersede"],
} as const satisfies Record<string, readonly TransitionName[]>;
export type Ending = keyof typeof STEPS;
export const ENDINGS = Object.keys(STEPS) as Ending[];

/** The code of each transition that has one. */
const CODES: Partial<Record<TransitionName, string>> = {
  recordUndelivered: "UNREACHABLE",
  fallBackUndelivered: "OPTED_OUT",
  recordBounce: "NO_MAILBOX",
  routeToEmail: "NO_USABLE_PHONE",
  fallBackToEmail: "InvalidParameter",
  giveUp: "MessageRejected",
  endWithoutContact: "NO_CONTACT",
};
const EMAILS: readonly TransitionName[] = [
  "claimEmail",
  "recordEmailSent",
  "recordEmailDelivered",
  "recordBounce",
  "giveUp",
];

interface Reminded {
  /** ISO 8601: when it was claimed for the first time. */
  readonly at: string;
  readonly ending: Ending;
  readonly clinicId?: string;
  readonly parts?: number;
  readonly reply?: Reply;
  /** In place of the usual code of its last transition. */
  readonly code?: string;
}

export class RemindedMonths {
  #patients = 0;

  constructor(private readonly dynamo: TestDynamo) {}

  /** Writes a reminder and what became of it. */
  async remind({ at, ending, clinicId = "default", parts = 2, reply, code }: Reminded): Promise<void> {
    this.#patients += 1;
    const id = String(this.#patients);
    const of = appointment({ patientId: `patient-${id}`, appointmentId: `appointment-${id}` });
    const settings = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
    const log = dynamoDeliveryLog(this.dynamo.direct, LOG_TABLE, settings, new FrozenClock(Date.parse(at)));
    const entry = (more: Partial<LogEntry>) => logEntry({ appointment: of, clinicId, claimId: `claim-${id}`, ...more });
    for (const [index, transition] of STEPS[ending].entries()) {
      const isEmail = EMAILS.includes(transition);
      const isSent = transition === "recordSmsSent" || transition === "recordEmailSent";
      const isLast = index === STEPS[ending].length - 1;
      const { applied } = await log.apply(
        transition,
        entry({
          channel: isEmail ? "EMAIL" : "SMS",
          code: (isLast && code) || CODES[transition],
          ...(isSent && { messageId: `message-${id}-${index}` }),
          ...(RECEIPT_TRANSITIONS.some((one) => one === transition) && { messageId: `message-${id}-${index - 1}` }),
          ...(transition === "recordSmsSent" && { smsParts: parts, fallbackMessage: JSON.stringify(of) }),
        }),
      );
      if (!applied) throw new Error(`${ending}: ${transition} was not applied`);
    }
    if (reply) await this.#answer(identifyNotification(of, CLINIC), reply);
  }

  /** As the consumer of answers notes it. */
  async #answer(key: { readonly notificationId: string; readonly timestamp: number }, reply: Reply): Promise<void> {
    const { notificationId, timestamp } = key;
    await this.dynamo.direct.send(
      new UpdateCommand({
        TableName: LOG_TABLE,
        Key: { notificationId, timestamp },
        UpdateExpression: "SET reply = :reply",
        ExpressionAttributeValues: { ":reply": reply },
      }),
    );
  }
}
