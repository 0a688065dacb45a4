import { jsonText } from "../output/json-text";
import { counted } from "../output/table";
import { hanging } from "../output/wrap";
import type { Check, Group, Verdict } from "./facts/check";
import type { Facts } from "./facts/facts";

const VERDICTS: readonly Verdict[] = ["fail", "warn", "unknown", "ok"];
const SIGNS: Readonly<Record<Verdict, string>> = { ok: "ok", warn: "warn", fail: "FAIL", unknown: "?" };
const SIGN_WIDTH = 4;
/** The minimum width of a finding, in characters, beside its title. */
const NARROWEST = 30;

/** One line for each check, under the title of its group; a remedy follows a check that is not ok. */
export function reportText(facts: Facts, groups: readonly Group[], columns?: number): string {
  return [checkLines(groups, columns), hanging(conclusion(facts.environment, groups), columns)].join("\n");
}

/** The checks of each group, with a blank line after it. */
export function checkLines(groups: readonly Group[], columns?: number): string {
  const width = Math.max(...groups.flatMap(({ checks }) => checks.map(({ title }) => title.length)));
  const signed = ({ verdict, title }: Check) => `  ${SIGNS[verdict].padEnd(SIGN_WIDTH)}  ${title}`;
  const indent = SIGN_WIDTH + 4;
  // In a narrow terminal, the finding is below the title.
  const isNarrow = columns !== undefined && columns < indent + width + NARROWEST;
  const seenAt = isNarrow ? indent : indent + width + 2;
  const lines = groups.flatMap(({ title, checks }) => [
    title,
    ...checks.flatMap((check) => [
      ...(isNarrow ? [signed(check), indented(check.seen)] : [besides(check)]),
      ...(check.remedy ? [remedy(check.remedy)] : []),
    ]),
    "",
  ]);
  return lines.join("\n");

  function besides(check: Check): string {
    return hanging(`${signed({ ...check, title: check.title.padEnd(width) })}  ${check.seen}`, columns, seenAt);
  }
  /** A command stays on one line, so that it can be copied. */
  function remedy(text: string): string {
    return /^(?:npm|aws|curl) /.test(text) ? `${" ".repeat(seenAt)}-> ${text}` : indented(`-> ${text}`);
  }
  function indented(text: string): string {
    return hanging(`${" ".repeat(seenAt)}${text}`, columns, seenAt);
  }
}

/** All checks as one JSON document. */
export function reportJson({ environment, now }: Facts, groups: readonly Group[]): string {
  const checks = groups.flatMap(({ title: group, checks }) => checks.map((check) => ({ group, ...check })));
  return jsonText({ environment, at: new Date(now).toISOString(), ...tally(groups), checks }, 2);
}

function conclusion(environment: string, groups: readonly Group[]): string {
  const counts = tally(groups);
  const able =
    counts.fail > 0
      ? `${environment} cannot remind every patient.`
      : counts.ok > 0
        ? `${environment} can remind patients, as far as could be checked.`
        : `Nothing in ${environment} could be checked.`;
  return `${able} ${tallyText(counts)}.`;
}

/** Such as `12 ok, 1 warning, 0 failed, 2 not checked`. */
export function tallyText({ ok, warn, fail, unknown }: Readonly<Record<Verdict, number>>): string {
  return [`${ok} ok`, counted(warn, "warning"), `${fail} failed`, `${unknown} not checked`].join(", ");
}

export function tally(groups: readonly Group[]): Readonly<Record<Verdict, number>> {
  const verdicts = groups.flatMap(({ checks }) => checks.map(({ verdict }) => verdict));
  const counts = VERDICTS.map((verdict) => [verdict, verdicts.filter((given) => given === verdict).length]);
  return Object.fromEntries(counts) as Record<Verdict, number>;
}
