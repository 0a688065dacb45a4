/**
 * Which characters of a text differ from one of GSM-7 in how they are drawn only. One of them takes the whole text out of
 * GSM-7, and most come from word processors and web pages, not from anybody's choice.
 *
 * Left as they are written, although lists of other services have them: letters and marks, so that nobody's name is
 * spelt in another way (`ú`, `Ł`, the okina of `Kaʻiulani`, `3ª`); what would say something else (`2½` as `21/2`, `°`,
 * `×`, `→`); signs that other scripts read by (`。`, `·` of Catalan); what is a right or a name's own (`®`, `™`).
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
 * Letters that a font draws as one, copied from a PDF (`Oﬃce`), and ASCII as wide as a Chinese character, from the
 * keyboards of East Asia: Unicode itself says which plain ones they stand for.
 */
const COMPATIBLE = /[\ufb00-\ufb04\uff01-\uff5e]/g;

const PLAIN_OF = new Map(PLAIN.flatMap(([characters, plain]) => [...characters].map((one) => [one, plain] as const)));

/**
 * The text with plain characters for typographic ones, and with accents joined to their letters, where this brings all
 * of it into GSM-7 and saves message parts; else the text as it is, since then nobody gains. In other
 * characters a link leads elsewhere: it is kept.
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
