/** The figures of a month, from which the table, the page and the JSON document are made. */
import type { TextReceipts } from "../../../../contracts/receipts/text-receipts";
import { EMAIL_PREFERRED, FIXED_LINE_NUMBER, NO_USABLE_PHONE } from "../../../domain/delivery/other-channel";
import { isReceiptCode, whyUndelivered } from "../../shared/receipt-texts";
import { meaningOf } from "../../shared/timeline";
import type { KnownDays } from "./month";
import { costOf, inCents, type MonthCosts, type MonthPrices, monthCosts } from "./month-costs";
import { type Count, type MonthTally, type ReasonCount, THE_REST } from "./month-tally";

/** A count with what it costs to send its reminders, in US dollars. */
export interface NamedCount extends Count {
  readonly name: string;
  readonly dollars: number;
}

export interface Reason {
  readonly reason?: string;
  readonly count: number;
  readonly meaning: string;
}

export type OutcomeReason = Reason & Readonly<ReasonCount>;

/** A month that is compared with. */
export interface OtherMonth {
  readonly known: KnownDays;
  readonly total: Count;
  readonly costs: MonthCosts;
}

export interface MonthFigures {
  readonly environment: string;
  /** IANA: its days are those of the report. */
  readonly timeZone: string;
  /** ms since 1970 */
  readonly now: number;
  readonly retentionDays: number;
  readonly textReceipts: TextReceipts;
  /** The clinics that were asked for; all if absent. */
  readonly clinics?: readonly string[];
  readonly known: KnownDays;
  readonly total: Count;
  readonly costs: MonthCosts;
  readonly byDay: readonly NamedCount[];
  /** Most reminders first. */
  readonly byClinic: readonly NamedCount[];
  readonly byChannel: readonly NamedCount[];
  /** Most frequent first, as are the others. */
  readonly notReached: readonly OutcomeReason[];
  readonly inPlaceOfTexts: readonly Reason[];
  /** Absent if the log has nothing of it, or it was not read. */
  readonly before?: OtherMonth;
}

type Circumstances = Pick<
  MonthFigures,
  "environment" | "timeZone" | "now" | "retentionDays" | "textReceipts" | "clinics" | "known"
>;

/**
 * @param tally of the month
 * @param before of the month before
 */
export function monthFigures(
  circumstances: Circumstances,
  tally: MonthTally,
  before: { readonly known: KnownDays; readonly tally: MonthTally } | undefined,
  prices: MonthPrices,
): MonthFigures {
  const isWhole = circumstances.clinics === undefined;
  const byReminders = (one: NamedCount, other: NamedCount) =>
    Number(one.name === THE_REST) - Number(other.name === THE_REST) ||
    other.reminders - one.reminders ||
    one.name.localeCompare(other.name);
  return {
    ...circumstances,
    total: tally.total,
    costs: monthCosts(tally.total, prices, isWhole),
    byDay: named(tally.byDay, prices),
    byClinic: named(tally.byClinic, prices).sort(byReminders),
    byChannel: named(tally.byChannel, prices).sort(byReminders),
    notReached: notReachedReasons(tally),
    inPlaceOfTexts: inPlaceReasons(tally),
    ...(before &&
      before.tally.total.reminders > 0 && {
        before: {
          known: before.known,
          total: before.tally.total,
          costs: monthCosts(before.tally.total, prices, isWhole),
        },
      }),
  };
}

/** Why no text was sent. */
const NO_TEXT: Readonly<Record<string, string>> = {
  [NO_USABLE_PHONE]: "there is no usable phone number",
  [EMAIL_PREFERRED]: "the patient wants emails",
  [FIXED_LINE_NUMBER]: "the number is a fixed line",
  OptedOut: "the patient has opted out of texts",
};

function named(counts: ReadonlyMap<string, Count>, prices: MonthPrices): NamedCount[] {
  const all = [...counts];
  const dollars = inCents(all.map(([, count]) => costOf(count, prices)));
  return all.map(([name, count], index) => ({ name, ...count, dollars: dollars[index] ?? 0 }));
}

function notReachedReasons({ notReached }: MonthTally): OutcomeReason[] {
  const all = [...notReached].map(([name, count]) => {
    if (name === THE_REST) return { ...count, reason: THE_REST, meaning: "" };
    const { status, channel, reason } = count;
    return { ...count, meaning: meaningOf(status, reason, channel) };
  });
  return all.sort(byCount);
}

function inPlaceReasons({ inPlaceOfTexts }: MonthTally): Reason[] {
  const meaning = (reason: string) =>
    isReceiptCode(reason) ? whyUndelivered(reason, "SMS") : (NO_TEXT[reason] ?? "the text was refused, or failed");
  const all = [...inPlaceOfTexts].map(([reason, count]) => ({
    reason,
    count,
    meaning: reason === THE_REST ? "" : meaning(reason),
  }));
  return all.sort(byCount);
}

function byCount(one: Reason, other: Reason): number {
  return other.count - one.count || (one.reason ?? "").localeCompare(other.reason ?? "");
}
