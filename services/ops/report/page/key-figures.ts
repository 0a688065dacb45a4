/** The numbers at the head of the page. */
import type { MonthFigures } from "../figures/month-figures";
import { NOT_REACHED } from "../figures/outcome-groups";
import { money, numeral, share } from "../tables/formats";

/** @returns HTML */
export function keyFigures({ total, costs }: MonthFigures): string {
  const { delivered, accepted } = total.outcomes;
  const missed = NOT_REACHED.reduce((sum, group) => sum + total.outcomes[group], 0);
  const { CONFIRM, CANCEL } = total.answers;
  const of = (part: number) => `${share(part, total.reminders) || "0 %"} of the reminders`;
  const items = [
    ["Reminders", numeral(total.reminders), accepted > 0 ? `${numeral(accepted)} accepted, no receipt` : ""],
    ["Delivered", numeral(delivered), of(delivered)],
    ["Confirmed", numeral(CONFIRM), `${numeral(CANCEL)} asked to cancel`],
    ["Not reached", numeral(missed), of(missed)],
    [
      "Cost, estimated",
      money(costs.total),
      total.reminders > 0 ? `${money(costs.total / total.reminders)} a reminder` : "",
    ],
  ];
  const figure = ([name = "", number = "", detail = ""]: readonly string[]) =>
    `<div><dt>${name}</dt><dd class="figure">${number}</dd><dd class="detail">${detail}</dd></div>`;
  return `<dl class="figures">${items.map(figure).join("")}</dl>`;
}
