/**
 * Characters that differ from a GSM-7 character only in how they are drawn. One of them takes the whole text out of
 * GSM-7, and most are added by word processors and web pages.
 *
 * Not replaced, although other services replace them: letters and their marks, which change the spelling of a name
 * (`ú`, `Ł`, the okina of `Kaʻiulani`, `3ª`); signs whose replacement has another meaning (`2½` as `21/2`, `°`, `×`,
 * `→`); punctuation of other scripts (`。`, `·` of Catalan); trademark signs (`®`, `™`).
 */
import { isLink } from "./link";
import { isInGsm7, smsParts } from "./sms-parts";

const PLAIN: readonly (readonly [characters: string, plain: string, why: string])[] = [
  ["\u2018\u2019\u201a\u201b\u2039\u203a", "'", "quotation marks and the curly apostrophe: O’Brien"],
  ["\u201c\u201d\u201e\u201f\u00ab\u00bb", '"', "quotation marks"],
  ["\u0060\u00b4", "'", "accents without a letter, typed for an apostrophe: O´Brien"],
  ["\u2032", "'", "the sign of feet and minutes"],
  ["\u2033", '"', "the sign of inches and seconds"],
  ["\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-", "hyphens, dashes and the minus"],
  ["\u2022\u2023\u2043\u25e6", "-", "bullets"],
  ["\u2026", "...", "the ellipsis"],
];

/**
 * Ligatures, as copied from a PDF (`Oﬃce`), and the full-width ASCII of East Asian keyboards: Unicode defines their
 * plain equivalents.
 */
const COMPATIBLE = /[\ufb00-\ufb04\uff01-\uff5e]/g;

const PLAIN_OF = new Map(PLAIN.flatMap(([characters, plain]) => [...characters].map((one) => [one, plain] as const)));

/**
 * Replaces typographic characters by plain ones, and joins accents to their letters, if the whole text then fits GSM-7
 * and takes fewer message parts; otherwise returns the text unchanged. Links are never changed, since they would lead
 * elsewhere.
 */
export function plainWhereCheaper(text: string): string {
  if (isInGsm7(text)) return text;
  const plain = text
    .split(" ")
    .map((word) => (isLink(word) ? word : plainWord(word)))
    .join(" ");
  return isInGsm7(plain) && smsParts(plain) < smsParts(text) ? plain : text;
}

function plainWord(word: string): string {
  const joined = word.normalize("NFC").replace(COMPATIBLE, (one) => one.normalize("NFKC"));
  return [...joined].map((one) => PLAIN_OF.get(one) ?? one).join("");
}

/** A text without accents, for what every reader knows without them, such as the name of a day. */
export function unaccented(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "");
}
