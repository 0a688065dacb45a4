/** Stands in for Temporal's local times where many runs are simulated: the library itself, and each time asked once. */
import * as calendar from "temporal-polyfill/fns/Calendar";
import * as library from "temporal-polyfill/fns/PlainDateTime";
import { remembered } from "./remembered";

export const fromString = remembered((text) => {
  const local = library.fromString(text, calendar.getISO);
  return { inZone: remembered((zone) => library.toZonedDateTime(local, zone, { disambiguation: "compatible" })) };
});

export const toZonedDateTime = (local: ReturnType<typeof fromString>, zone: string) => local.inZone(zone);
