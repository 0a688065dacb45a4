/** The tables of a month, which the terminal and the page show alike. */
import { REPLIES } from "../../../../contracts/replies/meanings";
import { monthName } from "../figures/month";
import type { CostLine } from "../figures/month-costs";
import type { MonthFigures, NamedCount, OtherMonth, Reason } from "../figures/month-figures";
import type { Count } from "../figures/month-tally";
import { GROUP_WORDS, GROUPS, type Group, NOT_SENT, REPLY_WORDS } from "../figures/outcome-groups";
import { money, numeral, priceText, share } from "./formats";

export interface Column {
  readonly name: string;
  /** `fixed`: not to be wrapped. `words`: a sentence. */
  readonly kind?: "number" | "fixed" | "words";
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** The last row: the sums of the others. */
  readonly total?: readonly string[];
}

/** A column of counts: its name, and what it has of each. */
type Figure = readonly [name: string, of: (count: Count) => number];

const outcome =
  (...groups: readonly Group[]) =>
  ({ outcomes }: Count) =>
    groups.reduce((sum, group) => sum + outcomes[group], 0);
const answered = ({ answers }: Count) => REPLIES.reduce((sum, reply) => sum + answers[reply], 0);

const MEANING: Column = { name: "meaning", kind: "words" };

const FIGURES: readonly Figure[] = [
  ["Reminders", ({ reminders }) => reminders],
  ...(["delivered", "accepted", "undelivered", "failed", "noContact"] as const).map(
    (group): Figure => [GROUP_WORDS[group].name, outcome(group)],
  ),
  ["Not sent", outcome(...NOT_SENT)],
  ["Open", outcome("open")],
  ["Others", outcome("others")],
  ["Answered", answered],
  ...REPLIES.map((reply): Figure => [REPLY_WORDS[reply].name, ({ answers }) => answers[reply]]),
];
/** Columns that are shown even if they are empty. */
const ALWAYS: readonly string[] = ["Reminders", "Delivered", "Accepted", "No contact", "Answered"];

/** What became of the reminders; in it, every group adds up to the reminders. */
export function outcomeTable({ total, before, known }: MonthFigures): Table {
  const shown = GROUPS.filter((group) => total.outcomes[group] + (before?.total.outcomes[group] ?? 0) > 0);
  const row = (name: string, of: (count: Count) => number, meaning: string) => [
    name,
    numeral(of(total)),
    share(of(total), total.reminders),
    ...compared(of(total), before && of(before.total)),
    meaning,
  ];
  return {
    caption: `What became of the reminders of ${monthName(known.month)}`,
    columns: [{ name: "outcome" }, ...numbers("reminders", "share", ...othersOf(before)), MEANING],
    rows: shown.map((group) => row(GROUP_WORDS[group].name, outcome(group), GROUP_WORDS[group].meaning)),
    total: row("All reminders", ({ reminders }) => reminders, "Claimed for the first time on a day of this month."),
  };
}

export function answerTable({ total, before }: MonthFigures): Table {
  const sum = answered(total);
  const row = (name: string, of: (count: Count) => number, meaning: string) => [
    name,
    numeral(of(total)),
    share(of(total), sum),
    ...compared(of(total), before && of(before.total)),
    meaning,
  ];
  return {
    caption: "What patients answered: the last answer to each reminder",
    columns: [{ name: "answer" }, ...numbers("answers", "share", ...othersOf(before)), MEANING],
    rows: REPLIES.map((reply) =>
      row(REPLY_WORDS[reply].name, ({ answers }) => answers[reply], REPLY_WORDS[reply].meaning),
    ),
    total: row("All answers", answered, "Other answers, such as STOP or what is unclear, are not counted."),
  };
}

export function dayTable({ byDay, total, costs, timeZone }: MonthFigures): Table {
  const all = { ...total, name: "All days", dollars: costs.sending };
  return countsTable(`By day, in ${timeZone}`, { name: "day", kind: "fixed" }, byDay, all);
}

/** @param nameOf a clinic, by its id */
export function clinicTable({ byClinic, total, costs }: MonthFigures, nameOf: (id: string) => string): Table {
  const rows = byClinic.map((count) => ({ ...count, name: nameOf(count.name) }));
  return countsTable("By clinic", { name: "clinic" }, rows, { ...total, name: "All clinics", dollars: costs.sending });
}

export const CHANNEL_NAMES: Readonly<Record<string, string>> = { SMS: "Text", EMAIL: "Email", none: "None" };

/** The costs of a reminder that was texted and then emailed would be shown as those of the email. */
export function channelTable({ byChannel, total }: MonthFigures): Table {
  const rows = byChannel.map((count) => ({ ...count, name: CHANNEL_NAMES[count.name] ?? count.name }));
  return countsTable("By the channel that was used last", { name: "channel" }, rows, {
    ...total,
    name: "All channels",
  });
}

function countsTable(
  caption: string,
  first: Column,
  counts: readonly (Count & Partial<Pick<NamedCount, "dollars">> & { readonly name: string })[],
  total: Count & { readonly name: string; readonly dollars?: number },
): Table {
  const figures = FIGURES.filter(([name, of]) => ALWAYS.includes(name) || of(total) > 0);
  const hasCosts = total.dollars !== undefined;
  const row = (count: (typeof counts)[number]) => [
    count.name,
    ...figures.map(([, of]) => numeral(of(count))),
    ...(hasCosts ? [money(count.dollars ?? 0)] : []),
  ];
  return {
    caption,
    columns: [first, ...numbers(...figures.map(([name]) => name), ...(hasCosts ? ["Sending"] : []))],
    rows: counts.map(row),
    total: row(total),
  };
}

export function notReachedTable({ notReached }: MonthFigures): Table {
  return {
    caption: "Why reminders did not reach the patient",
    columns: [{ name: "reason", kind: "fixed" }, ...numbers("reminders"), { name: "outcome", kind: "fixed" }, MEANING],
    rows: notReached.map(({ reason, status, count, meaning }) => [reasonName(reason), numeral(count), status, meaning]),
    total: ["All reasons", numeral(sumOf(notReached)), "", ""],
  };
}

export function inPlaceTable({ inPlaceOfTexts }: MonthFigures): Table {
  return {
    caption: "Why emails went out in place of texts",
    columns: [{ name: "reason", kind: "fixed" }, ...numbers("emails"), MEANING],
    rows: inPlaceOfTexts.map(({ reason, count, meaning }) => [reasonName(reason), numeral(count), meaning]),
    total: ["All reasons", numeral(sumOf(inPlaceOfTexts)), ""],
  };
}

export function reasonName(reason: string | undefined): string {
  return reason || "(none)";
}

function sumOf(reasons: readonly Reason[]): number {
  return reasons.reduce((sum, { count }) => sum + count, 0);
}

export function costTable({ costs, before, known }: MonthFigures): Table {
  const former = (line: CostLine) => before?.costs.lines.find(({ what }) => what === line.what)?.dollars;
  return {
    caption: `What ${monthName(known.month)} costs, in US dollars: an estimate`,
    columns: [
      { name: "part" },
      ...numbers("amount"),
      { name: "of" },
      ...numbers("price of one", "dollars", ...(before ? [monthName(before.known.month)] : [])),
    ],
    rows: costs.lines.map((line) => [
      line.what,
      numeral(line.amount),
      line.unit,
      priceText(line.price),
      money(line.dollars),
      ...(before ? [money(former(line) ?? 0)] : []),
    ]),
    total: ["In all", "", "", "", money(costs.total), ...(before ? [money(before.costs.total)] : [])],
  };
}

function numbers(...names: readonly string[]): Column[] {
  return names.map((name) => ({ name, kind: "number" }));
}

function othersOf(before: OtherMonth | undefined): string[] {
  return before ? [monthName(before.known.month), "change"] : [];
}

/** The number of the month before, and the difference; with a sign, since a colour alone says nothing. */
function compared(now: number, before: number | undefined): string[] {
  if (before === undefined) return [];
  const difference = now - before;
  const sign = difference > 0 ? "+" : difference < 0 ? "−" : "";
  return [numeral(before), `${sign}${numeral(Math.abs(difference))}`];
}
