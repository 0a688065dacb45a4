/** The rows of the dashboard about queues and functions, each with a short text on how to read it. */
import { Duration } from "aws-cdk-lib";
import { Color, MathExpression, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { METRICS } from "../../../../contracts/metrics";
import { messagesIn } from "../queue-rules";
import type { Watched } from "../watched";
import { lines, type Row, stack } from "./dashboard-widgets";

const PERIOD = Duration.minutes(5);

export function bookingRow({ metrics }: Watched): Row {
  const quarter = Duration.minutes(15);
  return {
    text: `## Bookings

What other systems report of appointments, by the bookings queue: each appointment of a list counts. A **superseded** one
came later than a newer one of the same appointment, and changed nothing: a few are normal, many mean that a sender's
versions do not grow. Bad ones are among the **rejected** above.`,
    widgets: [
      stack("Bookings in each 15 minutes", 18, [
        metrics.count(METRICS.bookingsReceived, quarter, "Received").with({ color: Color.BLUE }),
        metrics.count(METRICS.bookingsSuperseded, quarter, "Superseded").with({ color: Color.BROWN }),
      ]),
    ],
  };
}

export function queueRow({ settings, queues }: Watched): Row {
  const options = (label: string) => ({ label, period: PERIOD, statistic: Stats.MAXIMUM });
  const { appointments, email, bookings, receipts, replies } = queues;
  const { deadLetters, bookingsDeadLetters, receiptsDeadLetters, repliesDeadLetters } = queues;
  const longest = settings.oldestMessageMinutes;
  return {
    text: `## Queues

The queues are empty except for a while after the daily run; bookings, receipts and answers arrive all day. A receipt without a
match waits for 25 minutes. **Delayed** messages wait for the carrier's quota, for a
fault of the account to be corrected, or for an operator to start sending again. Messages in a **dead-letter queue** stay
there until an operator acts: see the section of its alarm in the runbook.`,
    widgets: [
      lines("Messages waiting", 6, [
        appointments.queue.metricApproximateNumberOfMessagesVisible(options("For a text")),
        email.queue.metricApproximateNumberOfMessagesVisible(options("For an email")),
        bookings.queue.metricApproximateNumberOfMessagesVisible(options("Bookings")),
        receipts.queue.metricApproximateNumberOfMessagesVisible(options("Receipts")),
        replies.queue.metricApproximateNumberOfMessagesVisible(options("Answers")),
        appointments.queue.metricApproximateNumberOfMessagesDelayed(options("For a text, delayed")),
        email.queue.metricApproximateNumberOfMessagesDelayed(options("For an email, delayed")),
      ]),
      lines(
        "Age of the oldest message, seconds",
        6,
        [
          appointments.queue.metricApproximateAgeOfOldestMessage(options("For a text")),
          email.queue.metricApproximateAgeOfOldestMessage(options("For an email")),
          bookings.queue.metricApproximateAgeOfOldestMessage(options("Bookings")),
          receipts.queue.metricApproximateAgeOfOldestMessage(options("Receipts")),
          replies.queue.metricApproximateAgeOfOldestMessage(options("Answers")),
        ],
        { bounds: [{ value: longest * 60, label: `Alarm: ${longest} minutes`, color: Color.RED }] },
      ),
      lines("Messages in dead-letter queues", 6, [
        messagesIn(deadLetters, "reminders", "Reminders and bad messages"),
        messagesIn(bookingsDeadLetters, "bookings", "Bookings"),
        messagesIn(receiptsDeadLetters, "receipts", "Receipts"),
        messagesIn(repliesDeadLetters, "replies", "Answers"),
        messagesIn(queues.collectorDeadLetters, "collector", "Delivery logs"),
        messagesIn(queues.dailyRunDeadLetters, "dailyRuns", "Daily runs, sweeps and digests"),
      ]),
    ],
  };
}

export function stopRow({ metrics }: Watched): Row {
  const minute = Duration.minutes(1);
  return {
    text: `## Stops

1 marks the minute in which an operator **stopped** texts, emails or both, 0 the one in which everything was started again:
there are no points in between. A **stopped** reminder is retried every five minutes and counted each time.
\`npm run ops -- doctor\` shows who stopped what, and why.`,
    widgets: [
      lines("Sending stopped: 1, started: 0", 9, [metrics.highest(METRICS.sendingStopped, minute, "Stopped")]),
      stack("Reminders stopped in each 5 minutes", 9, [
        metrics.count(METRICS.stopped, PERIOD, "Stopped").with({ color: Color.ORANGE }),
      ]),
    ],
  };
}

export function rateRow({ settings, metrics }: Watched): Row {
  const rate = settings.smsPartsPerSecond;
  const minute = Duration.minutes(1);
  const sent = new MathExpression({
    expression: `parts / ${minute.toSeconds()}`,
    usingMetrics: { parts: metrics.count(METRICS.smsParts, minute) },
    label: "Sent, parts per second",
    period: minute,
  });
  return {
    text: `## The carrier's rate

A text has one or more **parts**, by which carriers meter and charge. While reminders wait, the line is near the
**rate** in the settings. If it is far below, something else delays them, or other systems of the account use part of the
rate. A reminder that would have to wait too long is **postponed**.`,
    widgets: [
      lines("Message parts sent per second, in each minute", 9, [sent], {
        bounds: [{ value: rate, label: `Rate: ${rate}`, color: Color.RED }],
      }),
      stack("Postponed in each 5 minutes", 9, [
        metrics.count(METRICS.postponed, PERIOD, "Postponed").with({ color: Color.PURPLE }),
      ]),
    ],
  };
}

export function functionRow({ functions, metrics }: Watched): Row {
  const all = [
    [functions.producer, "Daily run and sweep"],
    [functions.sms, "Texts"],
    [functions.email, "Emails"],
    [functions.bookings, "Bookings"],
    [functions.receipts, "Receipts"],
    [functions.replies, "Answers"],
    [functions.collector, "Delivery logs"],
    [functions.digest, "Daily digest"],
  ] as const;
  const options = (label: string, statistic: string = Stats.SUM) => ({ label, period: PERIOD, statistic });
  const durations = all.map(([{ kind, lambda }, label]) => {
    const longest = lambda.metricDuration(options(label, Stats.MAXIMUM));
    const timeOut = lambda.timeout?.toMilliseconds();
    const expression = `100 * ${kind} / ${timeOut}`;
    return new MathExpression({ expression, usingMetrics: { [kind]: longest }, label, period: PERIOD });
  });
  return {
    text: `## The functions

**Errors** and **throttles** are normally 0. A **message that failed** is retried and does not count as an error of the
function. A function near 100 % of its **time-out** is about to fail: it waits for the carrier or for AWS.`,
    widgets: [
      stack("Errors in each 5 minutes", 6, [
        ...all.map(([{ lambda }, label]) => lambda.metricErrors(options(label))),
        metrics.count(METRICS.retried, PERIOD, "Messages that failed"),
      ]),
      stack(
        "Throttles in each 5 minutes",
        6,
        all.map(([{ lambda }, label]) => lambda.metricThrottles(options(label))),
      ),
      lines("Longest invocation, % of its time-out", 6, durations, {
        bounds: [{ value: 100, label: "Time-out", color: Color.RED }],
      }),
    ],
  };
}
