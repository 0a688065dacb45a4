import { jsonText } from "../shared/json-text";
import { counted } from "../shared/table";
import type { Group, Verdict } from "./check";
import type { Facts } from "./facts";

const VERDICTS: readonly Verdict[] = ["fail", "warn", "unknown", "ok"];
const SIGNS: Readonly<Record<Verdict, string>> = { ok: "ok", warn: "warn", fail: "FAIL", unknown: "?" };
const SIGN_WIDTH = 4;

/** A line each, under the title of its group; below what is not well, what mends it. */
export function reportText(facts: Facts, groups: readonly Group[]): string {
  const width = Math.max(...groups.flatMap(({ checks }) => checks.map(({ title }) => title.length)));
  const lines = groups.flatMap(({ title, checks }) => [
    title,
    ...checks.flatMap((check) => [
      `  ${SIGNS[check.verdict].padEnd(SIGN_WIDTH)}  ${check.title.padEnd(width)}  ${check.seen}`,
      ...(check.mend ? [`${" ".repeat(SIGN_WIDTH + width + 6)}-> ${check.mend}`] : []),
    ]),
    "",
  ]);
  return [...lines, conclusion(facts.environment, groups)].join("\n");
}

/** All of it as one document. */
export function reportJson({ environment, now }: Facts, groups: readonly Group[]): string {
  const checks = groups.flatMap(({ title: group, checks }) => checks.map((check) => ({ group, ...check })));
  return jsonText({ environment, at: new Date(now).toISOString(), ...tally(groups), checks }, 2);
}

function conclusion(environment: string, groups: readonly Group[]): string {
  const counts = tally(groups);
  const able =
    counts.fail > 0
      ? `${environment} is not able to remind everyone.`
      : counts.ok > 0
        ? `Nothing keeps ${environment} from reminding patients, as far as could be checked.`
        : `Nothing of ${environment} could be checked.`;
  const parts = [
    `${counts.ok} ok`,
    counted(counts.warn, "warning"),
    `${counts.fail} failed`,
    `${counts.unknown} not checked`,
  ];
  return `${able} ${parts.join(", ")}.`;
}

function tally(groups: readonly Group[]): Readonly<Record<Verdict, number>> {
  const verdicts = groups.flatMap(({ checks }) => checks.map(({ verdict }) => verdict));
  const counts = VERDICTS.map((verdict) => [verdict, verdicts.filter((given) => given === verdict).length]);
  return Object.fromEntries(counts) as Record<Verdict, number>;
}
