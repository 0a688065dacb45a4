/** Names of people: the FHIR data type HumanName. */
import { shownPerson } from "../../../content/doctor-name";
import { type Element, items, text, textOf } from "../reading/element";
import { includes } from "../reading/period";

/**
 * By use (FHIR R4, value set name-use), the best first; undefined is a name without a use. `old` and `maiden` are names
 * of the past, and `anonymous` is none.
 */
const USES: readonly (string | undefined)[] = ["usual", "official", undefined, "nickname", "temp"];

/**
 * The name by which a person is known.
 * @param person a Patient or Practitioner
 * @param moment ISO 8601; names of other periods are left out
 */
export function bestName(person: Element, moment: string): Element | undefined {
  const names = items(person, "name").filter((name) => includes(name, moment));
  const rank = (name: Element) => USES.indexOf(textOf(name, "use"));
  return names.filter((name) => rank(name) >= 0).sort((a, b) => rank(a) - rank(b))[0];
}

/** The first given name, which may be a list of its own, as in `Mary Jane`. */
export function givenName(name: Element): Element | undefined {
  return items(name, "given").find((given) => text(given) !== undefined);
}

/** Generations, which no comma separates from a name. */
const GENERATION = /^(?:jr|sr|junior|senior|[ivx]{1,4})\.?$/i;

/**
 * The whole name: `text` is "the entire name as it should be displayed" (FHIR R4, HumanName.text); without it, the
 * parts are joined.
 */
export function shownName(name: Element): string | undefined {
  const whole = textOf(name, "text");
  if (whole !== undefined) return whole;
  const parts = (field: string) => items(name, field).flatMap((part) => text(part) ?? []);
  const family = textOf(name, "family");
  const [suffixes, given] = [parts("suffix"), parts("given").join(" ")];
  if (!given && !family) return undefined;
  return shownPerson({
    prefix: parts("prefix").join(" "),
    given,
    ...(family !== undefined && { family }),
    suffix: suffixes.filter((suffix) => GENERATION.test(suffix)).join(" "),
    degree: suffixes.filter((suffix) => !GENERATION.test(suffix)).join(", "),
  });
}
