/** What a month's figures do not know yet, or no longer, as sentences. */
import { counted } from "../../output/table";
import { momentText } from "../../output/time-text";
import { type KnownDays, monthName } from "../figures/month";
import { PRICE_SOURCES } from "../figures/month-costs";
import type { MonthFigures } from "../figures/month-figures";
import { THE_REST } from "../figures/month-tally";
import { numeral } from "./formats";

/** Whether every number of the month is final. */
export function isFinal({ known, total }: MonthFigures): boolean {
  return !known.isRunning && known.expired.length === 0 && total.outcomes.open === 0;
}

/** What is not known: the most serious first. Empty if everything is. */
export function unknownNotes(figures: MonthFigures): string[] {
  const { known, total, before, retentionDays, textReceipts, timeZone, now } = figures;
  const { accepted, open, others } = total.outcomes;
  const reminders = (count: number) => counted(count, "reminder");
  return [
    ...expiredNote(known, retentionDays),
    ...(known.isRunning
      ? [`The month is not over: the figures are those of ${momentText(now, timeZone, false)}.`]
      : []),
    ...(before ? expiredNote(before.known, retentionDays) : []),
    ...(open > 0 ? [`${reminders(open)} ${open === 1 ? "has" : "have"} not ended: the outcome comes later.`] : []),
    ...(accepted > 0
      ? [
          `${reminders(accepted)} ${accepted === 1 ? "was" : "were"} accepted by a carrier, and no receipt has come. ` +
            (textReceipts === "off"
              ? "Receipts of texts are off: whether a text was delivered is not known."
              : "A receipt may come within days; some carriers send none."),
        ]
      : []),
    ...(others > 0 ? [`${reminders(others)} ${others === 1 ? "has" : "have"} no outcome any more: see "Others".`] : []),
    ...(total.possibleDuplicates > 0
      ? [
          `Of ${reminders(total.possibleDuplicates)} a carrier's response was lost: the patient may have been reminded ` +
            "twice. It counts once here.",
        ]
      : []),
    ...(total.textsOfUnknownParts > 0
      ? [`${counted(total.textsOfUnknownParts, "text")} of unknown length count as one part each.`]
      : []),
    ...(figures.byClinic.some(({ name }) => name === THE_REST)
      ? ["There are more clinics than are counted apart: the last row of the clinics has the others."]
      : []),
  ];
}

function expiredNote({ month, expired, begun }: KnownDays, retentionDays: number): string[] {
  const [first = "", last = ""] = [expired[0], expired.at(-1)];
  if (first === "") return [];
  const days = expired.length === begun.length ? "all of its days" : first === last ? first : `${first} to ${last}`;
  return [
    `${monthName(month)} is incomplete: the log keeps a reminder for ${numeral(retentionDays)} days, and has deleted ` +
      `some or all of ${days}. Make the report of a month soon after its end.`,
  ];
}

/** What is counted, and how. */
export function countingNotes({ timeZone, clinics }: MonthFigures): string[] {
  return [
    `A reminder counts on the day on which it was claimed for the first time, in ${timeZone}, whatever became of it later. ` +
      "A message about a moved or cancelled appointment counts as a reminder. An appointment with several reminders counts " +
      "several times.",
    "The last answer to a reminder counts. Only texts can be answered.",
    ...(clinics ? [`Only of ${clinics.length === 1 ? "the clinic" : "the clinics"} ${clinics.join(", ")}.`] : []),
  ];
}

/** What the costs are, and what is missing from them. */
export function costNotes({ costs, clinics }: MonthFigures): string[] {
  return [
    costs.prices.areListPrices
      ? "An estimate: what was sent, times list prices. The bill of AWS and the carriers counts."
      : "An estimate: what was sent, times the prices that were given, and otherwise list prices.",
    ...PRICE_SOURCES,
    "Not included: what the number costs, texts that acknowledge answers, a text of which the log has a later one, answers " +
      "that arrive, and the higher prices of texts to other countries.",
    ...(clinics ? ["The environment's own costs are not included, since they are those of all clinics."] : []),
  ];
}
