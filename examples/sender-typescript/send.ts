/**
 * Sends the visits of a clinic's booking system to the bookings queue: `npm run send -- visits.json`. It prints what was
 * sent, and the fields of visits that break the contract. The exit status is 1 if a visit was not sent.
 */
import { readFileSync } from "node:fs";
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { InvalidMessageError, type QueueMessage, toBookingMessage } from "appointment-reminder-pipeline/contracts";

/** A visit as the booking system has it: your own type. */
interface Visit {
  readonly id: string;
  readonly patientNumber: number;
  /** ISO 8601, with an offset. */
  readonly startsAt: string;
  readonly state: "planned" | "called-off" | "seen" | "missed";
  /** ISO 8601. */
  readonly changedAt: string;
  readonly mobile?: string;
  readonly mail?: string;
  readonly clinician?: string;
  readonly room?: string;
}

const STATUS = { planned: "booked", "called-off": "cancelled", seen: "fulfilled", missed: "noshow" } as const;

/**
 * The only place that knows both systems. The compiler refuses a field that the contract does not have, and a status that
 * it does not know.
 * @throws InvalidMessageError
 */
function messageOf(visit: Visit): QueueMessage {
  return toBookingMessage({
    status: STATUS[visit.state],
    // Later changes have later times, so that neither the order of messages nor a repetition matters.
    version: Date.parse(visit.changedAt),
    appointment: {
      appointmentId: visit.id,
      patientId: String(visit.patientNumber),
      appointmentTime: visit.startsAt,
      phoneNumber: visit.mobile,
      email: visit.mail,
      practitioner: visit.clinician,
      location: visit.room,
    },
  });
}

const { BOOKINGS_QUEUE_URL: QueueUrl } = process.env;
const [, , file] = process.argv;
if (!QueueUrl || !file) {
  console.error("usage: BOOKINGS_QUEUE_URL=https://... npm run send -- visits.json");
  process.exit(2);
}

// 1. Make the messages. One visit that breaks the contract does not keep back the others.
const visits = JSON.parse(readFileSync(file, "utf8")) as readonly Visit[];
const messages: { readonly visit: Visit; readonly message: QueueMessage }[] = [];
for (const visit of visits) {
  try {
    messages.push({ visit, message: messageOf(visit) });
  } catch (error) {
    if (!(error instanceof InvalidMessageError)) throw error;
    // It names fields and no values, so that it may go to a log.
    console.error(`${visit.id}: not sent: ${error.message}`);
    process.exitCode = 1;
  }
}

// 2. Send them by ten, the most that SQS takes in one call. The SDK repeats a call that fails.
const sqs = new SQSClient({});
for (let at = 0; at < messages.length; at += 10) {
  const batch = messages.slice(at, at + 10);
  const Entries = batch.map(({ message }, index) => ({ Id: String(index), ...message }));
  const { Successful = [], Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  for (const { Id, MessageId } of Successful) console.log(`${batch[Number(Id)]?.visit.id}: sent as ${MessageId}`);
  for (const { Id, Code } of Failed) {
    console.error(`${batch[Number(Id)]?.visit.id}: not sent: ${Code}`);
    process.exitCode = 1;
  }
}
