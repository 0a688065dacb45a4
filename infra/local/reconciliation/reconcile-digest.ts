/** Compares the daily digest with the delivery log, the answers and the DLQ. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { WAITING } from "../../../contracts/tables/replies-table";
import { NEEDS, type Need } from "../../../services/domain/digest/digest";
import type { DigestResponse } from "../../../services/domain/digest/run-digest";
import type { Problem, Results } from "./results";

/** What the run's digest said, and what reached the topic of the alarms. */
export interface RunDigest extends DigestResponse {
  /** The subjects of what was published. */
  readonly subjects: readonly string[];
}

const SENT: readonly string[] = ["SMS_SENT", "SMS_DELIVERED", "EMAIL_SENT", "EMAIL_DELIVERED"];

/** The reminders and answers that need a person. */
export function needingPerson({ totals, answers }: Pick<DigestResponse, "totals" | "answers">): number {
  return NEEDS.reduce((sum, need) => sum + totals[need].count + totals[need].earlier, answers.count);
}

/** @param deadLetterQueue the name of the DLQ whose messages the results have */
export function digestProblems(
  digest: RunDigest,
  { log, replies, deadLetters }: Pick<Results, "log" | "replies" | "deadLetters">,
  deadLetterQueue: string,
): Problem[] {
  const inLog = (of: (item: DeliveryLogItem) => boolean) => log.filter(of).length;
  const expected: Readonly<Record<Need, number>> = {
    noContact: inLog(({ status }) => status === "NO_CONTACT"),
    failed: inLog(({ status, droppedAt }) => status === "ALL_FAILED" && droppedAt === undefined),
    undelivered: inLog(({ status }) => status === "UNDELIVERED"),
    possiblyTwice: inLog(({ status, possibleDuplicate }) => possibleDuplicate === true && SENT.includes(status)),
  };
  const counts = [
    ...NEEDS.map((need) => [need, digest.totals[need].count, expected[need]] as const),
    ["answers", digest.answers.count, replies.filter(({ waiting }) => waiting === WAITING).length] as const,
    [
      "messages in the DLQ",
      digest.deadLetters.find(({ queue }) => queue === deadLetterQueue)?.messages ?? 0,
      deadLetters.length,
    ] as const,
  ];
  const differing = counts.filter(([, said, found]) => said !== found);
  return [
    ...differing.map(([what, said, found]) => ({ of: "the digest", problem: `has ${said} ${what}, not ${found}` })),
    ...(digest.published === digest.subjects.length > 0
      ? []
      : [{ of: "the digest", problem: "does not say whether it reached the topic of the alarms" }]),
  ];
}
