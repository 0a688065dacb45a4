/** What a month costs: an estimate by list prices, part by part. */
import { type Command, InvalidArgumentError } from "commander";
import { COMPUTED_COSTS, PRICES, PRICES_OF, priceOf } from "../../../domain/costs/prices";
import type { Count } from "./month-tally";

/** US dollars. */
export interface MonthPrices {
  /** AWS's price of a part of a text. */
  readonly partPrice: number;
  /** The carriers' fee for a part of a text. */
  readonly carrierFee: number;
  readonly emailPrice: number;
  /** Of a reminder, besides its texts and emails. */
  readonly reminderPrice: number;
  /** What the environment costs in a month, whatever is sent. */
  readonly monthlyPrice: number;
}

export interface CostLine {
  readonly what: string;
  readonly amount: number;
  readonly unit: string;
  /** US dollars for one. */
  readonly price: number;
  /** Rounded to cents, so that the lines add up to the total. */
  readonly dollars: number;
}

export interface MonthCosts {
  readonly lines: readonly CostLine[];
  /** The lines of what is sent: all but that of the environment. */
  readonly sending: number;
  readonly total: number;
  /** Whether all prices are the defaults, and when these were list prices. */
  readonly prices: { readonly areListPrices: boolean; readonly of: typeof PRICES_OF };
}

export const LIST_PRICES: MonthPrices = {
  partPrice: priceOf("part", 1),
  carrierFee: priceOf("carrierFee", 1),
  emailPrice: priceOf("email", 1),
  reminderPrice: COMPUTED_COSTS.reminder,
  monthlyPrice: COMPUTED_COSTS.month,
};

/** The sources of the list prices, as sentences. */
export const PRICE_SOURCES = [
  `AWS's list prices for us-east-1 in US dollars, ${PRICES_OF}, without tax, free tier and discounts, from ` +
    `"${PRICES.part.page}" and "${PRICES.email.page}".`,
  "The carriers' fee is for US phones and a 10DLC number: carriers charge 0.0030 to 0.0050 and change it several times a year.",
  "The rest is computed in docs/costs.md of the project.",
] as const;

/** Declares the options of the prices. */
export function withPrices(command: Command): Command {
  const { partPrice, carrierFee, emailPrice, reminderPrice, monthlyPrice } = LIST_PRICES;
  return command
    .option("--part-price <dollars>", "AWS's price of a part of a text", dollarsOf, partPrice)
    .option("--carrier-fee <dollars>", "the carriers' fee for a part of a text", dollarsOf, carrierFee)
    .option("--email-price <dollars>", "the price of an email", dollarsOf, emailPrice)
    .option("--reminder-price <dollars>", "computing, queues and tables for a reminder", dollarsOf, reminderPrice)
    .option(
      "--monthly-price <dollars>",
      "the environment in a month; add what its number costs",
      dollarsOf,
      monthlyPrice,
    );
}

/** Parses an option's value: an amount of US dollars. */
function dollarsOf(text: string): number {
  if (!/^\d{1,6}(?:\.\d{1,9})?$/.test(text)) throw new InvalidArgumentError("Must be an amount, such as 0.0093.");
  return Number(text);
}

/** @param isWhole of the whole environment; the costs of some clinics are without those of the environment */
export function monthCosts(count: Count, prices: MonthPrices, isWhole: boolean): MonthCosts {
  const { partPrice, carrierFee, emailPrice, reminderPrice, monthlyPrice } = prices;
  const line = (what: string, amount: number, unit: string, price: number) => ({ what, amount, unit, price });
  const sent = [
    line("Texts: AWS", count.parts, "message parts", partPrice),
    line("Texts: the carriers' fees", count.parts, "message parts", carrierFee),
    line("Emails", count.emails, "emails", emailPrice),
    line("Computing, queues, tables, logs", count.reminders, "reminders", reminderPrice),
  ];
  const all = isWhole ? [...sent, line("The environment, whatever is sent", 1, "month", monthlyPrice)] : sent;
  const sending = cents(costOf(count, prices));
  const rounded = [
    ...inCents(sent.map(({ amount, price }) => amount * price)),
    ...(isWhole ? [cents(monthlyPrice)] : []),
  ];
  return {
    lines: all.map((one, index) => ({ ...one, dollars: rounded[index] ?? 0 })),
    sending,
    total: cents(rounded.reduce((sum, dollars) => sum + dollars, 0)),
    prices: { areListPrices: isListed(prices), of: PRICES_OF },
  };
}

/** What it costs to send some reminders, in US dollars: without the monthly price of the environment. */
export function costOf(count: Count, { partPrice, carrierFee, emailPrice, reminderPrice }: MonthPrices): number {
  return count.parts * (partPrice + carrierFee) + count.emails * emailPrice + count.reminders * reminderPrice;
}

/**
 * Rounds amounts to cents so that they add up to their rounded sum: the cents that are left go to those that lost most.
 * @param amounts US dollars, not negative
 */
export function inCents(amounts: readonly number[]): number[] {
  const exact = amounts.map(inExactCents);
  const floors = exact.map(Math.floor);
  const left = Math.round(inExactCents(sumOf(amounts))) - sumOf(floors);
  const lost = (index: number) => (exact[index] ?? 0) - (floors[index] ?? 0);
  const byLoss = amounts.map((_, index) => index).sort((one, other) => lost(other) - lost(one));
  const raised = new Set(byLoss.slice(0, left));
  return floors.map((floor, index) => (floor + (raised.has(index) ? 1 : 0)) / 100);
}

/** Rounds to cents. */
function cents(dollars: number): number {
  return Math.round(inExactCents(dollars)) / 100;
}

/** Without the errors of floating point, which would round half a cent up in one place and down in another. */
function inExactCents(dollars: number): number {
  return Number((dollars * 100).toFixed(6));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

function isListed(prices: MonthPrices): boolean {
  return (Object.keys(LIST_PRICES) as (keyof MonthPrices)[]).every((name) => prices[name] === LIST_PRICES[name]);
}
