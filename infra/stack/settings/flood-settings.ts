import { wholeNumber, wholeNumberOrOff } from "./setting";

/** The settings of the guard against floods. */
export const FLOOD_SETTINGS = {
  floodFactor: wholeNumberOrOff(3, {
    min: 2,
    max: 100,
    description:
      "How many times the highest volume of the last 28 days a daily run, and the texts of a day, may have; more is held " +
      "until an operator releases it. `off` holds nothing.",
  }),
  floodMinimum: wholeNumber(1_000, {
    min: 1,
    max: 1_000_000,
    description: "Up to this number of reminders of a daily run, and of texts a day, is never held, whatever is usual.",
  }),
  maxTextsPerPhone: wholeNumberOrOff(10, {
    min: 1,
    max: 1_000,
    description:
      "The notifications of which one phone may get texts on one day; more are held until an operator releases the phone, " +
      "or until the next day. `off` holds nothing.",
  }),
} as const;
