/**
 * The events of the topic `healthcare-appointment-notifications-<env>`, version 1. These declarations are the only ones: the
 * types `OutcomeEvent` and `ReplyEvent`, the check of subscribers and the published JSON Schemas all come from them.
 * An event has ids and codes, and no contact data.
 */
import * as z from "zod/mini";
import { CHANNELS, OUTCOMES } from "../delivery-log";
import { CHANGE_KINDS } from "../reminder-mark";
import { REPLY_STATUSES, UNCLEAR_REASONS } from "../replies/meanings";

export const EVENT_VERSION = 1;

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/;

const described = (description: string) => z.meta({ description });
const text = (description: string) => z.string().check(described(description));
const moment = (description: string) => z.string().check(z.regex(MOMENT), described(description));
const version = z.literal(EVENT_VERSION).check(described("The version of this contract."));
const start = (description: string) => z.int().check(described(description));

export const outcomeEventSchema = z
  .object({
    schemaVersion: version,
    notificationId: text("The notification: one message that is owed to one patient."),
    patientId: text("The patient, as the sending system knows them."),
    appointmentId: z.optional(text("The appointment, if its message has an id.")),
    clinicId: z.optional(text("The clinic of the appointment; `default` in a deployment without clinic profiles.")),
    timestamp: start("When the appointment starts, in ms since 1970."),
    transition: z
      .int()
      .check(
        described(
          "The number of the transition to the outcome, counted for each notification. The same event may be published more " +
            "than once: its `notificationId` and `transition` identify it. SNS may deliver events in any order: the highest " +
            "is the latest.",
        ),
      ),
    status: z.enum(OUTCOMES).check(described("What has become of the notification.")),
    kind: z.optional(
      z.enum(CHANGE_KINDS).check(described("What the message tells the patient; absent for a reminder.")),
    ),
    channel: z.optional(z.enum(CHANNELS).check(described("By which it was sent; absent if nothing was."))),
    messageId: z.optional(text("The provider's id of the accepted message.")),
    sentAt: z.optional(
      moment(
        "ISO 8601, UTC: when the carrier accepted it; absent if that was never recorded, since its response was lost.",
      ),
    ),
    smsParts: z.optional(
      z
        .int()
        .check(
          described(
            "Message parts of an SMS, by which it is charged: with `SMS_SENT` only, so that they can be added up.",
          ),
        ),
    ),
    reason: z.optional(text("An error code or a reason, if there is one.")),
    occurredAt: moment("ISO 8601, UTC: when the notification ended so."),
  })
  .check(
    z.meta({
      title: "Outcome event v1",
      description: "What has become of a notification. A later event of the same notification may make it truer.",
    }),
  );

export const replyEventSchema = z
  .object({
    schemaVersion: version,
    status: z.enum(REPLY_STATUSES).check(described("What the answer asks for.")),
    replyId: text(
      "The carrier's id of the answer. The same event may be published more than once: this identifies it.",
    ),
    notificationId: z.optional(
      text(
        "The reminder that it answers; absent, with the ids and the start of its appointment, if that is not certain.",
      ),
    ),
    patientId: z.optional(text("Also known if it is the only patient to whom texts went by this phone.")),
    appointmentId: z.optional(text("The appointment, if its message has an id.")),
    clinicId: z.optional(text("Of that appointment, or else of the text that went to the phone last.")),
    timestamp: z.optional(start("When the appointment starts, in ms since 1970.")),
    channel: z.literal("SMS").check(described("Answers come by SMS only.")),
    reason: z.optional(
      z.enum(UNCLEAR_REASONS).check(described("Why a person must read it; with `REPLY_UNCLEAR` only.")),
    ),
    occurredAt: moment(
      "ISO 8601, UTC: when the answer reached the queue. Of two answers about an appointment, the later one holds.",
    ),
  })
  .check(z.meta({ title: "Reply event v1", description: "What a patient has answered to a text, without its words." }));

/** The JSON Schema of outcome events, as it is published. */
export function outcomeEventJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(outcomeEventSchema, { io: "input", target: "draft-2020-12" });
  return { $id: "outcome-event.v1.schema.json", ...schema };
}

/** The JSON Schema of reply events, as it is published. */
export function replyEventJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(replyEventSchema, { io: "input", target: "draft-2020-12" });
  return { $id: "reply-event.v1.schema.json", ...schema };
}
