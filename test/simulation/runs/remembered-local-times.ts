/** Replaces Temporal's local times in the simulation: calls the library once for each time, and caches the result. */
import * as calendar from "temporal-polyfill/fns/Calendar";
import * as library from "temporal-polyfill/fns/PlainDateTime";
import { remembered } from "./remembered";

export const fromString = remembered((text) => {
  const local = library.fromString(text, calendar.getISO);
  return { inZone: remembered((zone) => library.toZonedDateTime(local, zone, { disambiguation: "compatible" })) };
});

export const toZonedDateTime = (local: ReturnType<typeof fromString>, zone: string) => local.inZone(zone);
