/**
 * Stands in for `temporal-polyfill` where many runs are simulated: the library itself, asked once for each of the few
 * times that there are.
 */
import { Temporal as Library } from "temporal-polyfill/implementation";

function remembered<T>(ask: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const answer = known.get(text) ?? ask(text);
    known.set(text, answer);
    return answer;
  };
}

export const Temporal = {
  Instant: {
    from: remembered((text) => Library.Instant.from(text)),
    fromEpochMilliseconds: (ms: number) => Library.Instant.fromEpochMilliseconds(ms),
  },
  PlainDateTime: {
    from: remembered((text) => {
      const local = Library.PlainDateTime.from(text);
      return { toZonedDateTime: remembered((zone) => local.toZonedDateTime(zone, { disambiguation: "compatible" })) };
    }),
  },
};
