import { RECEIVE_LIMIT_REASON } from "../../../contracts/queue-attributes";
import type { PermissionsReport } from "../access/permission-record";
import type { Reconciliation, Summary } from "./reconcile";
import type { AnswerSummary } from "./reconcile-replies";
import type { DeadLetter, Problem } from "./results";

/** How many problems the output names; it counts the others. */
export const MAX_PROBLEMS_SHOWN = 20;
const NAME_WIDTH = 16;

/**
 * The summary of a run as a table.
 * @param origin where the appointments come from
 * @param seconds the duration of the run
 * @param deadLetters the messages in the DLQ
 * @param needingPerson the reminders and answers of the daily digest; undefined if there was none
 */
export function summaryTable(
  { summary }: Reconciliation,
  origin: string,
  seconds: number,
  deadLetters: readonly Pick<DeadLetter, "reason">[] = [],
  needingPerson?: number,
): string {
  const rows: (readonly [name: string, count: number, remark: string])[] = [
    [
      "Delivered",
      summary.deliveredBySms + summary.deliveredByEmail,
      `${numeral(summary.deliveredBySms)} by SMS, ${numeral(summary.deliveredByEmail)} by email`,
    ],
    ["By SMS", summary.bySms, "accepted by the carrier, which gave no receipt"],
    ["By email", summary.byEmail, "accepted by SES, which gave no receipt"],
    ["Undelivered", summary.undelivered, "accepted, but not delivered, and nothing else could be sent"],
    ["No contact", summary.noContact, "no usable phone number or email address"],
    ...(summary.declined > 0
      ? [["Declined", summary.declined, "the patient wants no reminders: nothing was sent"] as const]
      : []),
    ["Expired", summary.expired, "the appointment was over: nothing was sent"],
    ...(summary.waiting > 0 ? [["Waiting", summary.waiting, "for the send window of its clinic"] as const] : []),
    ...(summary.cancelled > 0
      ? [["Cancelled", summary.cancelled, "the appointment was cancelled or changed: nothing was sent"] as const]
      : []),
    ["Failed", summary.failed, "by SMS and by email; in the DLQ"],
    ["Duplicates", summary.duplicates, "queued again: not sent again"],
    ["Rejected", summary.rejected, "broke the contract; in the DLQ"],
  ];
  if (summary.unaccounted > 0) rows.push(["UNACCOUNTED", summary.unaccounted, "see below"]);
  const total = summary.queued - summary.unaccounted;
  const width = numeral(summary.queued).length;
  const line = (name: string, count: number, remark: string) =>
    `  ${name.padEnd(NAME_WIDTH)}${numeral(count).padStart(width)}  ${remark}`.trimEnd();
  return [
    "Outcome of every reminder",
    "",
    line("Queued", summary.queued, origin),
    "",
    ...rows.map((row) => line(...row)),
    `  ${" ".repeat(NAME_WIDTH)}${"-".repeat(width)}`,
    line("Accounted for", total, summary.unaccounted === 0 ? "all" : `of ${numeral(summary.queued)}`),
    "",
    line("In the DLQ", summary.inDeadLetterQueue, deadLetterRemark(summary, deadLetters)),
    ...(summary.cancelledInTime > 0
      ? [line("Not due", summary.cancelledInTime, "cancelled before their reminders were queued")]
      : []),
    ...answerRows(summary.answers).map((row) => line(...row)),
    ...(summary.possibleDuplicate > 0
      ? [line("Maybe twice", summary.possibleDuplicate, "a carrier's response was lost; marked in the delivery log")]
      : []),
    ...(needingPerson === undefined
      ? []
      : [line("Need a person", needingPerson, "reminders and answers, in the daily digest to the alarm topic")]),
    `  ${"Took".padEnd(NAME_WIDTH)}${numeral(Math.max(1, Math.round(seconds))).padStart(width)} s`,
  ].join("\n");
}

/** @returns none if no patient answered */
function answerRows(answers: AnswerSummary): (readonly [name: string, count: number, remark: string])[] {
  if (answers.answered === 0) return [];
  const parts: readonly (readonly [count: number, what: string])[] = [
    [answers.confirmed, "confirmed"],
    [answers.cancelRequested, "asked to cancel"],
    [answers.rescheduleRequested, "for another time"],
    [answers.optedOut, "opted out"],
    [answers.optedIn, "opted in"],
    [answers.unclear, "unclear"],
    [answers.others, "thanks or help"],
    [answers.unread, "NOT READ"],
  ];
  const shown = parts.filter(([count]) => count > 0).map(([count, what]) => `${numeral(count)} ${what}`);
  return [
    ["Answered", answers.answered, shown.join(", ")],
    ["For staff", answers.waiting, "answers that a person must read: for another time, or unclear"],
  ];
}

/** Lists what is not accounted for or wrong; empty if nothing is. */
export function problemLines(problems: readonly Problem[]): string[] {
  if (problems.length === 0) return [];
  const shown = problems.slice(0, MAX_PROBLEMS_SHOWN).map(({ of, problem }) => `  ${of}: ${problem}`);
  const more = problems.length - shown.length;
  const rest = more > 0 ? [`  ... and ${numeral(more)} more: see --report`] : [];
  return [`Not everything is accounted for (${numeral(problems.length)}):`, ...shown, ...rest];
}

/** Lists the calls that the role of the caller did not allow; empty if there are none. */
export function refusalLines(refused: PermissionsReport["refused"]): string[] {
  if (refused.length === 0) return [];
  const shown = refused.map(({ functionName, role, action, resource, times }) => {
    return `  ${functionName ?? role}: ${action} on ${resource} (${numeral(times)})`;
  });
  return ["Access denied, as on AWS: the role of the caller does not allow these calls.", ...shown];
}

function deadLetterRemark(
  { failed, rejected, inDeadLetterQueue }: Summary,
  deadLetters: readonly Pick<DeadLetter, "reason">[],
): string {
  if (inDeadLetterQueue === 0) return "";
  // SQS moves a message without a reason; a consumer that gives one up adds it.
  const moved = deadLetters.filter(({ reason }) => reason === RECEIVE_LIMIT_REASON).length;
  const more = inDeadLetterQueue - failed - rejected;
  const again = more > 0 ? `, ${numeral(more)} of them twice` : "";
  const counts = `${numeral(failed)} failed, ${numeral(rejected)} rejected`;
  if (moved === 0) return `${counts}, each with its reason${again}`;
  return `${counts}${again}; SQS moved ${numeral(moved)}, without a reason`;
}

function numeral(count: number): string {
  return count.toLocaleString("en-US");
}
