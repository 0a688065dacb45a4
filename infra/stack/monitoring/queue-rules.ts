import { Duration } from "aws-cdk-lib";
import { MathExpression, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { ReminderQueue } from "../constructs/messaging/reminder-queue";
import type { AlarmRule } from "./alarm-rule";
import type { Watched } from "./watched";

/** A receipt that finds no text or email waits for 25 minutes, in case it is faster than the log, and is then given up. */
const MATCHING_MINUTES = 30;

const OPTIONS = { period: Duration.minutes(5), statistic: Stats.MAXIMUM };

/** The queues: messages that wait too long, and messages in the dead-letter queues. */
export function queueRules({ names, settings, queues }: Watched): AlarmRule[] {
  const minutes = settings.oldestMessageMinutes;
  return [
    waiting(
      { id: "AppointmentsAge", alarmName: names.appointmentsAgeAlarm, queue: queues.appointments, minutes },
      `A reminder has waited more than ${minutes} minutes for its text: patients are reminded late, and those whose appointment is near may not be reminded at all.`,
    ),
    waiting(
      { id: "EmailAge", alarmName: names.emailAgeAlarm, queue: queues.email, minutes },
      `A reminder has waited more than ${minutes} minutes for its email: patients who cannot be reached by text are reminded late, and those whose appointment is near may not be reminded at all.`,
    ),
    waiting(
      { id: "BookingsAge", alarmName: names.bookingsAgeAlarm, queue: queues.bookings, minutes },
      `A booking has waited more than ${minutes} minutes to be stored: patients may be reminded of appointments that were moved or cancelled, or not be reminded of new ones.`,
    ),
    waiting(
      {
        id: "ReceiptsAge",
        alarmName: names.receiptsAgeAlarm,
        queue: queues.receipts,
        minutes: minutes + MATCHING_MINUTES,
      },
      `A receipt has waited more than ${minutes + MATCHING_MINUTES} minutes to be recorded: patients whose text was not delivered get their email late, and those whose appointment is near may not be reminded at all.`,
    ),
    waiting(
      { id: "RepliesAge", alarmName: names.repliesAgeAlarm, queue: queues.replies, minutes },
      `A patient's answer has waited more than ${minutes} minutes for its function: the clinic does not learn who cannot come, and patients who want no more texts may get another one.`,
    ),
    notEmpty(
      { id: "BookingsDeadLetters", alarmName: names.bookingsDeadLetterAlarm, queue: queues.bookingsDeadLetters },
      "The dead-letter queue of the bookings has messages: these appointments are not as the booking system reported them, so that their patients may be reminded of an appointment that was moved or cancelled, or not at all.",
    ),
    notEmpty(
      { id: "ReceiptsDeadLetters", alarmName: names.receiptsDeadLetterAlarm, queue: queues.receiptsDeadLetters },
      "The dead-letter queue of the receipts has messages: patients whose text was not delivered may have got no email, and the log may say that they were reminded.",
    ),
    notEmpty(
      { id: "RepliesDeadLetters", alarmName: names.repliesDeadLetterAlarm, queue: queues.repliesDeadLetters },
      "The dead-letter queue of the answers has messages: the clinic does not know what these patients answered, and those who want no more texts may get another one.",
    ),
    notEmpty(
      { id: "CollectorDeadLetters", alarmName: names.receiptCollectorAlarm, queue: queues.collectorDeadLetters },
      "Delivery logs of texts could not be sent to the receipts queue: patients whose text was not delivered get no email, and nobody sees that they were not reminded.",
    ),
    notEmpty(
      { id: "DeadLetters", alarmName: names.deadLetterAlarm, queue: queues.deadLetters },
      "The dead-letter queue has messages: these patients were not reminded, or a sender's message breaks the contract.",
    ),
    notEmpty(
      { id: "DailyRunDeadLetters", alarmName: names.dailyRunDeadLetterAlarm, queue: queues.dailyRunDeadLetters },
      "A daily run, a sweep or a daily digest could not be started, or failed three times: patients whose reminder was due are not reminded before the next run, or nobody learns today of those who were not reminded.",
    ),
  ];
}

type QueueRule = Pick<AlarmRule, "id" | "alarmName"> & { readonly queue: ReminderQueue };

function waiting(
  { queue: { queue }, minutes, ...rule }: QueueRule & { readonly minutes: number },
  description: string,
): AlarmRule {
  const metric = queue.metricApproximateAgeOfOldestMessage(OPTIONS);
  return { ...rule, description, metric, threshold: minutes * 60, missingData: "notBreaching" };
}

function notEmpty({ queue, ...rule }: QueueRule, description: string): AlarmRule {
  return { ...rule, description, metric: messagesIn(queue, "messages"), threshold: 0, missingData: "notBreaching" };
}

/**
 * The number of messages in a queue, visible or in flight. Reading a message makes it invisible for a while: without the
 * messages in flight, investigating an alarm would end it.
 * @param id prefix of the ids of the two metrics, which are unique within a graph
 */
export function messagesIn({ queue }: ReminderQueue, id: string, label = "Messages"): MathExpression {
  return new MathExpression({
    expression: `${id}Visible + ${id}InFlight`,
    usingMetrics: {
      [`${id}Visible`]: queue.metricApproximateNumberOfMessagesVisible(OPTIONS),
      [`${id}InFlight`]: queue.metricApproximateNumberOfMessagesNotVisible(OPTIONS),
    },
    label,
    period: OPTIONS.period,
  });
}
