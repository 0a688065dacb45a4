/** What the pipeline writes into the messages that it queues itself. */
import * as z from "zod/mini";

/** What a message tells the patient. `reminder` is the default. */
export const MESSAGE_KINDS = ["reminder", "moved", "cancelled"] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** The kinds that a clinic may ask for, besides reminders. */
export const CHANGE_KINDS = ["moved", "cancelled"] as const satisfies readonly MessageKind[];
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** The origin of a message whose appointment is in the appointments table. */
export const APPOINTMENTS_TABLE_ORIGIN = "appointments-table";

export const reminderMarkSchema = z.object({
  /** The consumers look the appointment up again before they send it: every copy of the message keeps it. */
  origin: z.optional(z.literal(APPOINTMENTS_TABLE_ORIGIN)),
  /** The step of the appointment's plan, such as `2d@10:00`; absent for the only step of the default plan. */
  step: z.optional(z.string().check(z.minLength(1), z.maxLength(20), z.regex(/^[0-9a-z@:]+$/))),
  kind: z.optional(z.enum(MESSAGE_KINDS)),
  /** The patient has confirmed this start of the appointment: its text asks for no answer. */
  confirmed: z.optional(z.literal(true)),
});
export type ReminderMark = z.infer<typeof reminderMarkSchema>;
