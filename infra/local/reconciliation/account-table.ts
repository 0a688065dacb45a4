import { RECEIVE_LIMIT_REASON } from "../../../contracts/queue-attributes";
import type { PermissionsReport } from "../access/permission-record";
import type { Account, Summary } from "./account";
import type { DeadLetter, Problem } from "./account-types";

/** The screen names so many problems; the rest it counts. */
export const MAX_PROBLEMS_SHOWN = 20;
const NAME_WIDTH = 16;

/**
 * The account as a person reads it.
 * @param origin where the appointments come from
 * @param seconds the run took
 * @param deadLetters what lies in the DLQ; only its reasons are read
 */
export function accountTable(
  { summary }: Account,
  origin: string,
  seconds: number,
  deadLetters: readonly Pick<DeadLetter, "reason">[] = [],
): string {
  const rows: (readonly [name: string, count: number, remark: string])[] = [
    ["By SMS", summary.bySms, ""],
    ["By email", summary.byEmail, "the SMS was not possible or failed"],
    ["No contact", summary.noContact, "neither a usable phone nor a usable email"],
    ["Expired", summary.expired, "the appointment was over: nothing was sent"],
    ["Failed", summary.failed, "both ways; in the DLQ"],
    ["Duplicates", summary.duplicates, "queued again: nothing was sent again"],
    ["Rejected", summary.rejected, "broke the contract; in the DLQ"],
  ];
  if (summary.unaccounted > 0) rows.push(["UNACCOUNTED", summary.unaccounted, "see below"]);
  const total = summary.queued - summary.unaccounted;
  const width = numeral(summary.queued).length;
  const line = (name: string, count: number, remark: string) =>
    `  ${name.padEnd(NAME_WIDTH)}${numeral(count).padStart(width)}  ${remark}`.trimEnd();
  return [
    "What became of every reminder",
    "",
    line("Queued", summary.queued, origin),
    "",
    ...rows.map((row) => line(...row)),
    `  ${" ".repeat(NAME_WIDTH)}${"-".repeat(width)}`,
    line("Accounted for", total, summary.unaccounted === 0 ? "every one" : `of ${numeral(summary.queued)}`),
    "",
    line("In the DLQ", summary.inDeadLetterQueue, deadLetterRemark(summary, deadLetters)),
    ...(summary.possibleDuplicate > 0
      ? [line("Maybe twice", summary.possibleDuplicate, "a carrier's answer was lost: the delivery log says so")]
      : []),
    `  ${"Took".padEnd(NAME_WIDTH)}${numeral(Math.max(1, Math.round(seconds))).padStart(width)} s`,
  ].join("\n");
}

/** Names what is not accounted for, or cannot be right; empty where all is well. */
export function problemLines(problems: readonly Problem[]): string[] {
  if (problems.length === 0) return [];
  const told = problems.slice(0, MAX_PROBLEMS_SHOWN).map(({ of, problem }) => `  ${of}: ${problem}`);
  const more = problems.length - told.length;
  const rest = more > 0 ? [`  ... and ${numeral(more)} more: see --report`] : [];
  return [`Not everything is accounted for (${numeral(problems.length)}):`, ...told, ...rest];
}

/** Names the calls that failed for want of a permission; empty where there are none. */
export function refusalLines(refused: PermissionsReport["refused"]): string[] {
  if (refused.length === 0) return [];
  const told = refused.map(({ functionName, role, action, resource, times }) => {
    return `  ${functionName ?? role}: ${action} on ${resource} (${numeral(times)})`;
  });
  return ["Refused, as on AWS: these are not allowed by the role of who asked for them.", ...told];
}

function deadLetterRemark(
  { failed, rejected, inDeadLetterQueue }: Summary,
  deadLetters: readonly Pick<DeadLetter, "reason">[],
): string {
  if (inDeadLetterQueue === 0) return "";
  // SQS moves a message as it is; whoever gives one up writes down why.
  const moved = deadLetters.filter(({ reason }) => reason === RECEIVE_LIMIT_REASON).length;
  const more = inDeadLetterQueue - failed - rejected;
  const again = more > 0 ? `, ${numeral(more)} of them once more` : "";
  const counts = `${numeral(failed)} failed, ${numeral(rejected)} rejected`;
  if (moved === 0) return `${counts}, each with its reason${again}`;
  return `${counts}${again}; SQS moved ${numeral(moved)}, without a reason`;
}

function numeral(count: number): string {
  return count.toLocaleString("en-US");
}
