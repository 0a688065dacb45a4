/** A month as JSON, for scripts. */

import type { MonthFigures, NamedCount } from "../figures/month-figures";
import { isFinal, unknownNotes } from "./month-notes";

/** @param page the path of the page, if one was written */
export function monthDocument(figures: MonthFigures, page: string | undefined) {
  const { environment, timeZone, now, known, clinics, total, costs, before, notReached, inPlaceOfTexts } = figures;
  return {
    environment,
    month: known.month,
    timeZone,
    asOf: new Date(now).toISOString(),
    ...(clinics && { clinics }),
    final: isFinal(figures),
    notKnown: unknownNotes(figures),
    daysRead: known.begun.length,
    daysIncomplete: known.expired,
    ...total,
    costs,
    byDay: figures.byDay.map(keyed("day")),
    byClinic: figures.byClinic.map(keyed("clinicId")),
    byChannel: figures.byChannel.map(keyed("channel")),
    notReached,
    inPlaceOfTexts,
    before: before
      ? { month: before.known.month, daysIncomplete: before.known.expired, ...before.total, costs: before.costs }
      : null,
    ...(page !== undefined && { page }),
  };
}

/** The name under a key that says what it names. */
function keyed(key: string) {
  return ({ name, ...count }: NamedCount) => ({ [key]: name, ...count });
}
