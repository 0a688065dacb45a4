/** The page of `report --html`: a month in pictures and tables, without names, phones and ids of patients. */
import escapeHtml from "escape-html";
import { REPLIES } from "../../../../contracts/replies/meanings";
import { htmlPage } from "../../output/html/html-page";
import { momentText } from "../../output/time-text";
import { monthName } from "../figures/month";
import type { MonthFigures, NamedCount, OutcomeReason, Reason } from "../figures/month-figures";
import { GROUP_WORDS, GROUPS, groupOf, NOT_REACHED, REPLY_WORDS } from "../figures/outcome-groups";
import { money, numeral, share } from "../tables/formats";
import { costNotes, countingNotes, isFinal, unknownNotes } from "../tables/month-notes";
import {
  answerTable,
  CHANNEL_NAMES,
  channelTable,
  clinicTable,
  costTable,
  dayTable,
  inPlaceTable,
  notReachedTable,
  outcomeTable,
  reasonName,
  type Table,
} from "../tables/month-tables";
import { type Bar, barChart, dayChart, type Layer, legend, patterns } from "./charts";
import { htmlTable } from "./html-table";
import { keyFigures } from "./key-figures";
import { MONTH_STYLE } from "./month-style";

/** The bars of a chart; the table has all rows. */
const MAX_BARS = 12;

interface Section {
  readonly id: string;
  readonly heading: string;
  readonly chart: string;
  readonly table: Table;
  readonly notes?: readonly string[];
}

/**
 * @param nameOf a clinic, by its id
 * @returns HTML
 */
export function monthPage(figures: MonthFigures, nameOf: (id: string) => string): string {
  const { known, environment, now, timeZone } = figures;
  const title = `Reminders in ${monthName(known.month)}`;
  const unknown = unknownNotes(figures);
  const state = isFinal(figures) ? "" : " · figures may change";
  const body = [
    patterns(),
    `<main><header><h1>${escapeHtml(title)}</h1>`,
    `<p class="soft">${escapeHtml(environment)} · as of ${escapeHtml(momentText(now, timeZone, false))}${state}</p></header>`,
    keyFigures(figures),
    ...(unknown.length > 0 ? [noteSection("What is not known", unknown, "alert")] : []),
    ...sections(figures, nameOf).map(htmlSection),
    noteSection("How it is counted", countingNotes(figures), "notes"),
    "</main>",
  ];
  return htmlPage({ title: `${title}, ${environment}`, style: MONTH_STYLE, body });
}

function sections(figures: MonthFigures, nameOf: (id: string) => string): Section[] {
  const { byClinic, notReached, inPlaceOfTexts, known } = figures;
  return [
    section("outcomes", "What became of them", outcomeBars(figures), outcomeTable(figures)),
    section("answers", "What patients answered", answerBars(figures), answerTable(figures)),
    daySection(figures),
    section(
      "clinics",
      "By clinic",
      countBars(byClinic, nameOf),
      clinicTable(figures, nameOf),
      `Reminders of each clinic${byClinic.length > MAX_BARS ? `: the ${MAX_BARS} with the most` : ""}`,
    ),
    section(
      "channels",
      "By channel",
      countBars(figures.byChannel, (name) => CHANNEL_NAMES[name] ?? name),
      channelTable(figures),
      "Reminders by the channel that was used last",
    ),
    ...(notReached.length > 0
      ? [section("reasons", "Not reached", notReachedBars(notReached), notReachedTable(figures))]
      : []),
    ...(inPlaceOfTexts.length > 0
      ? [section("emails", "Emails in place of texts", inPlaceBars(inPlaceOfTexts), inPlaceTable(figures))]
      : []),
    {
      ...section(
        "costs",
        "What it costs",
        costBars(figures),
        costTable(figures),
        `Cost of ${monthName(known.month)} by part`,
      ),
      notes: costNotes(figures),
    },
  ];
}

/** A section with bars. @param title of the chart; the caption of the table unless given */
function section(id: string, heading: string, bars: readonly Bar[], table: Table, title = table.caption): Section {
  const shown = bars.slice(0, MAX_BARS);
  const description = `${shown.map(({ label, text }) => `${label}: ${text}`).join("; ")}.`;
  return { id, heading, table, chart: barChart({ id, title, description }, shown) };
}

function daySection(figures: MonthFigures): Section {
  const { byDay, known } = figures;
  const layers = dayLayers(byDay);
  const most = byDay.reduce((one, other) => (other.reminders > one.reminders ? other : one));
  const description =
    `A column for each day from ${byDay[0]?.name} to ${byDay.at(-1)?.name}. ` +
    `The day with the most is ${most.name}, with ${numeral(most.reminders)}. The table has the numbers.`;
  const title = `Reminders of each day of ${monthName(known.month)}`;
  // Days to come are empty columns, so that every month is as wide.
  const chart = dayChart({ id: "days", title, description }, known.days, layers);
  return { id: "days", heading: "By day", table: dayTable(figures), chart: `${legend(layers)}${chart}` };
}

function dayLayers(byDay: readonly NamedCount[]): Layer[] {
  const values = (of: (count: NamedCount) => number) => byDay.map(of);
  const missed = ({ outcomes }: NamedCount) => NOT_REACHED.reduce((sum, group) => sum + outcomes[group], 0);
  const rest = (count: NamedCount) =>
    count.reminders - count.outcomes.delivered - count.outcomes.accepted - missed(count);
  return [
    { name: "Delivered", fill: "delivered", values: values(({ outcomes }) => outcomes.delivered) },
    { name: "Accepted", fill: "accepted", values: values(({ outcomes }) => outcomes.accepted) },
    { name: "Undelivered, failed or no contact", fill: "missed", values: values(missed) },
    { name: "Not sent, open or others", fill: "rest", values: values(rest) },
  ];
}

function outcomeBars({ total }: MonthFigures): Bar[] {
  return GROUPS.filter((group) => total.outcomes[group] > 0).map((group) =>
    bar(GROUP_WORDS[group].name, total.outcomes[group], total.reminders),
  );
}

function answerBars({ total }: MonthFigures): Bar[] {
  const sum = REPLIES.reduce((all, reply) => all + total.answers[reply], 0);
  return REPLIES.map((reply) => bar(REPLY_WORDS[reply].name, total.answers[reply], sum));
}

function countBars(counts: readonly NamedCount[], nameOf: (name: string) => string): Bar[] {
  return counts.map(({ name, reminders }) => ({ label: nameOf(name), value: reminders, text: numeral(reminders) }));
}

function notReachedBars(reasons: readonly OutcomeReason[]): Bar[] {
  return reasons.map(({ reason, status, count }) => {
    const outcome = GROUP_WORDS[groupOf(status)].name.toLowerCase();
    return { label: `${reasonName(reason)}, ${outcome}`, value: count, text: numeral(count) };
  });
}

function inPlaceBars(reasons: readonly Reason[]): Bar[] {
  return reasons.map(({ reason, count }) => ({ label: reasonName(reason), value: count, text: numeral(count) }));
}

function costBars({ costs }: MonthFigures): Bar[] {
  return costs.lines.map(({ what, dollars }) => ({ label: what, value: dollars, text: money(dollars) }));
}

function bar(label: string, value: number, whole: number): Bar {
  const part = share(value, whole);
  return { label, value, text: part ? `${numeral(value)} (${part})` : numeral(value) };
}

function htmlSection({ id, heading, chart, table, notes = [] }: Section): string {
  const heads = `<section aria-labelledby="${id}"><h2 id="${id}">${escapeHtml(heading)}</h2>`;
  const list = notes.length > 0 ? `<div class="notes"><ul>${notes.map(item).join("")}</ul></div>` : "";
  return [heads, chart, htmlTable(id, table), list, "</section>"].join("\n");
}

function noteSection(heading: string, notes: readonly string[], kind: "alert" | "notes"): string {
  return `<section class="${kind}"><h2>${escapeHtml(heading)}</h2><ul>${notes.map(item).join("")}</ul></section>`;
}

function item(note: string): string {
  return `<li>${escapeHtml(note)}</li>`;
}
