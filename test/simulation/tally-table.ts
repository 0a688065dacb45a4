import type { Tally } from "./tally";

const WIDTH = 12;

/** @param seconds that all of it took */
export function tallyTable(tally: Tally, seconds: number): string {
  const line = (label: string, value: number | string, note = "") =>
    `  ${label.padEnd(24)}${(typeof value === "number" ? value.toLocaleString("en-US") : value).padStart(WIDTH)}  ${note}`.trimEnd();
  const faults = Object.entries(tally.faults).sort(([, a], [, b]) => b - a);
  const perMillion = Math.round((1_000_000 * tally.secondSends) / Math.max(1, tally.outcomes));
  return [
    "",
    line("Runs", tally.runs, `${Math.round(tally.runs / seconds).toLocaleString("en-US")} a second`),
    line("Messages", tally.messages),
    line("Outcomes", tally.outcomes),
    line(
      "Second sends",
      tally.secondSends,
      `${perMillion.toLocaleString("en-US")} in a million; each stands in the log`,
    ),
    line("Longest to an outcome", `${Math.round(tally.longestMs / 60_000).toLocaleString("en-US")} min`),
    line(
      "Faults",
      faults.reduce((sum, [, count]) => sum + count, 0),
    ),
    ...faults.map(([kind, count]) => line(`  ${kind}`, count)),
    line("Runs that broke a rule", tally.failedRuns, tally.failedRuns === 0 ? "every rule held in every run" : ""),
  ].join("\n");
}
