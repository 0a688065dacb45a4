/** Times as the contract writes them, and nearly. */
import { fc } from "../../support/data/properties";

export const oneOf = (words: string): fc.Arbitrary<string> => fc.constantFrom(...words.split("|"));
const two = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((value) => String(value).padStart(2, "0"));

/** Every zone that there is, and some names that are older. */
export const anyZone = fc.constantFrom(
  ...Intl.supportedValuesOf("timeZone"),
  ..."UTC EST5EDT GMT0 Etc/GMT+12 Etc/GMT-14 US/Eastern Asia/Calcutta europe/BERLIN".split(" "),
);

const timeOn = (day: fc.Arbitrary<string>) =>
  fc
    .tuple(
      oneOf("0000|0001|0099|1582|1900|1970|1972|2016|2024|2026|2026|2100|9999"),
      two(1, 12),
      day,
      two(0, 23),
      two(0, 59),
      oneOf("||:00|:59|:00.1|:59.999999999|:30.000000000|:07.1234567"),
      oneOf("||Z|+00:00|-00:00|+14:59|-14:59|+05:45|-03:30"),
    )
    .map(([year, month, date, hour, ...rest]) => `${year}-${month}-${date}T${hour}:${rest.join("")}`);
/** Times that there are: of the first and the last year, to the nanosecond, with offsets from end to end. */
export const realTime = timeOn(two(1, 28));
/** Times of days that some months have, and February in some years. */
export const lateTime = timeOn(two(29, 31));

/** Times with parts beyond what there is, in other forms, or with something after them. */
export const nearTime = fc
  .tuple(
    oneOf("0000|1900|2000|2024|2026|2026|2026|9999|10000|+275760|-000001|26|２０２６"),
    two(0, 13),
    two(27, 32),
    oneOf("T|T|T|T|T|T| |t||T "),
    two(22, 25),
    oneOf(":00|:30|:59|:60||00|.5"),
    oneOf("||:00|:59|:60|:61|:00.1|:59.9999999999|:00,5|:00.|.5"),
    oneOf("||Z|z|+00:00|+14:59|+14:60|+15:00|-15:00|-23:59|+24:00|+0530|+5|[UTC]|Z[UTC]|[u-ca=hebrew]|−05:00"),
    oneOf("||||\n| |\0|Z|\u200b"),
  )
  .map(([year, month, day, ...rest]) => `${year}-${month}-${day}${rest.join("")}`);
