import type { Tally } from "./tally";

const WIDTH = 12;

/** @param seconds that all runs took */
export function tallyTable(tally: Tally, seconds: number): string {
  const line = (label: string, value: number | string, note = "") =>
    `  ${label.padEnd(24)}${(typeof value === "number" ? value.toLocaleString("en-US") : value).padStart(WIDTH)}  ${note}`.trimEnd();
  const section = (label: string, counts: Readonly<Record<string, number>>, note = "") => [
    line(label, sum(counts), note),
    ...Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => line(`  ${name}`, count)),
  ];
  const perMillion = Math.round((1_000_000 * sum(tally.secondSends)) / Math.max(1, tally.outcomes));
  return [
    "",
    line("Runs", tally.runs, `${Math.round(tally.runs / seconds).toLocaleString("en-US")} a second`),
    line("Messages", tally.messages),
    line("Outcomes", tally.outcomes),
    line("Lost", tally.lost),
    line("Double outcomes", tally.doubleOutcomes),
    ...section(
      "Second sends",
      tally.secondSends,
      `${perMillion.toLocaleString("en-US")} in a million outcomes, each marked in the log; before them:`,
    ),
    line("Longest to an outcome", `${percentile(tally.minutes, 1)} min`, times(tally.minutes)),
    ...section("Faults", tally.faults),
    line("Runs that broke a rule", tally.failedRuns, tally.failedRuns === 0 ? "every rule held in every run" : ""),
  ].join("\n");
}

function times(minutes: Readonly<Record<string, number>>): string {
  return `half within ${percentile(minutes, 0.5)} min, 99 % within ${percentile(minutes, 0.99)} min`;
}

/** The number of minutes within which a share of the notifications had their outcome. */
function percentile(minutes: Readonly<Record<string, number>>, share: number): number {
  let open = Math.ceil(share * sum(minutes));
  for (const [minute, count] of Object.entries(minutes).sort(([a], [b]) => Number(a) - Number(b))) {
    open -= count;
    if (open <= 0) return Number(minute);
  }
  return 0;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
