/** Dates in Haitian Creole, for which runtimes have no data. */

const DAYS = ["dimanch", "lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi"];
const SHORT_DAYS = ["dim", "len", "mad", "mèk", "jed", "van", "sam"];
const MONTHS = [
  "janvye",
  "fevriye",
  "mas",
  "avril",
  "me",
  "jen",
  "jiyè",
  "out",
  "septanm",
  "oktòb",
  "novanm",
  "desanm",
];

/**
 * A day such as `mèk 2 desanm` or `mèkredi 2 desanm 2026`.
 * @param clock its UTC shows the local day
 */
export function haitianDay(
  clock: Date,
  { weekday, year }: Pick<Intl.DateTimeFormatOptions, "weekday" | "year">,
): string {
  const names = weekday === "long" ? DAYS : SHORT_DAYS;
  const words = [names[clock.getUTCDay()], clock.getUTCDate(), MONTHS[clock.getUTCMonth()]];
  return (year ? [...words, clock.getUTCFullYear()] : words).join(" ");
}
