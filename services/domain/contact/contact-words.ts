/** Words that people write next to a phone number or an email without changing its meaning. */

const LABELS =
  "phone ph tel telephone telefon telefono telefone mobile mob mobil cell cellphone cellular cel celular movil portable " +
  "handy natel gsm number num nr contact main primary preferred alternate alternative alt other first second text sms " +
  "whatsapp callto personal private patient self p t c m " +
  "day daytime evening eve best ok okay to only";
/** Labels of numbers that others may answer, or that may not be mobiles: numbers with other labels come first. */
const SECOND_CHOICE = "home work office business casa trabajo privat buro bureau maison travail h w";
const LANDLINES = "landline fixed festnetz fijo fixe fisso";
const PEOPLE =
  "mom mommy mum mother dad daddy father parent parents wife husband spouse partner son daughter sister brother " +
  "grandmother grandma grandfather grandpa aunt uncle guardian carer caregiver madre padre mama papa hijo hija esposa " +
  "esposo mutter vater sohn tochter frau mann mere pere fils fille mari femme";
const BETWEEN = "or and y und oder et ou";
const EMAIL = "email e mail correo courriel address";
const EXTENSIONS = "x ext extn extension xtn anexo";

export type ContactWord = "label" | "second choice" | "landline" | "extension";

const WORDS = new Map<string, ContactWord>([
  ...entries(`${LABELS} ${PEOPLE} ${BETWEEN}`, "label"),
  ...entries(SECOND_CHOICE, "second choice"),
  ...entries(LANDLINES, "landline"),
  ...entries(EXTENSIONS, "extension"),
]);
const EMAIL_WORDS = new Set(`${EMAIL} ${PEOPLE} ${BETWEEN} ${SECOND_CHOICE} ${LABELS}`.split(" "));

/**
 * The meaning of a word next to a number; undefined for an unknown word, which may say that the number must not be
 * used: `fax`, `old`, `wrong`, `do not text`, `MRN`.
 */
export function phoneWord(word: string): ContactWord | undefined {
  return WORDS.get(bare(word));
}

/** Whether a word is allowed next to an email address. */
export function isEmailWord(word: string): boolean {
  return EMAIL_WORDS.has(bare(word));
}

/** In lower case, without accents. */
function bare(word: string): string {
  return word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}

function entries(words: string, kind: ContactWord): [string, ContactWord][] {
  return words.split(" ").map((word) => [word, kind]);
}
