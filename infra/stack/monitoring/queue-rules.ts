import { Duration } from "aws-cdk-lib";
import { MathExpression, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { ReminderQueue } from "../constructs/messaging/reminder-queue";
import type { AlarmRule } from "./alarm-rule";
import type { Watched } from "./watched";

const OPTIONS = { period: Duration.minutes(5), statistic: Stats.MAXIMUM };

/** The queues: what waits too long, and what lies in the dead-letter queues. */
export function queueRules({ names, settings, queues }: Watched): AlarmRule[] {
  const minutes = settings.oldestMessageMinutes;
  return [
    waiting(
      { id: "AppointmentsAge", alarmName: names.appointmentsAgeAlarm, queue: queues.appointments, minutes },
      `A reminder has waited more than ${minutes} minutes for its text: patients are told late, and those whose appointment is near perhaps not at all.`,
    ),
    waiting(
      { id: "EmailAge", alarmName: names.emailAgeAlarm, queue: queues.email, minutes },
      `A reminder has waited more than ${minutes} minutes for its email: patients who cannot be reached by text are told late, and those whose appointment is near perhaps not at all.`,
    ),
    notEmpty(
      { id: "DeadLetters", alarmName: names.deadLetterAlarm, queue: queues.deadLetters },
      "The dead-letter queue holds messages: these patients were not reminded, or a sender's message breaks the contract.",
    ),
    notEmpty(
      { id: "DailyRunDeadLetters", alarmName: names.dailyRunDeadLetterAlarm, queue: queues.dailyRunDeadLetters },
      "A daily run could not be started, or failed three times: patients whose reminder was due are not reminded before the next run.",
    ),
  ];
}

type QueueRule = Pick<AlarmRule, "id" | "alarmName"> & { readonly queue: ReminderQueue };

function waiting(
  { queue: { queue }, minutes, ...rule }: QueueRule & { readonly minutes: number },
  meaning: string,
): AlarmRule {
  const metric = queue.metricApproximateAgeOfOldestMessage(OPTIONS);
  return { ...rule, meaning, metric, above: minutes * 60, silence: "fine" };
}

function notEmpty({ queue, ...rule }: QueueRule, meaning: string): AlarmRule {
  return { ...rule, meaning, metric: messagesHeld(queue, "held"), above: 0, silence: "fine" };
}

/**
 * How many messages a queue holds. Looking at a message hides it for a while: what is in flight counts, or an alarm would
 * end by being looked into.
 * @param id begins the ids of the two metrics, of which a graph has each once
 */
export function messagesHeld({ queue }: ReminderQueue, id: string, label = "Messages"): MathExpression {
  return new MathExpression({
    expression: `${id}Visible + ${id}Hidden`,
    usingMetrics: {
      [`${id}Visible`]: queue.metricApproximateNumberOfMessagesVisible(OPTIONS),
      [`${id}Hidden`]: queue.metricApproximateNumberOfMessagesNotVisible(OPTIONS),
    },
    label,
    period: OPTIONS.period,
  });
}
