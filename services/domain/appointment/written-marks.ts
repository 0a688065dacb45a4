/** Marks that spreadsheets and programs add around or inside a value. */
import { linkText } from "./html-tags";

/**
 * Escapes of JSON, SQL and iCalendar (RFC 5545, section 3.3.11) that were not decoded: `\n`, `\,`, `\'`, `\u00e9`. A
 * backslash before a word is not an escape: `Wing A\north`, `\reception`.
 */
const ESCAPE =
  /\\{1,2}(?:r\\{1,2}n|n(?!o\b|ew\b|ear\b|ext\b|orth|ight|eo|eph|eur|uc|urs|utri)|[rt](?!\p{Ll})|u([\da-fA-F]{4})|([,;"'/]))/gu;

/** Line ends in Excel cells as its files encode them (ST_Xstring, ECMA-376, part 1, section 22.9.2.19). */
const CELL_LINE_END = /_x000[ad]_/gi;

/** The value with its escapes decoded; `\n` becomes a line end. */
export function unescaped(text: string): string {
  const lines = text.replace(CELL_LINE_END, "\n");
  if (!lines.includes("\\")) return lines;
  return lines.replace(ESCAPE, (whole: string, code?: string, sign?: string) => {
    if (code) return String.fromCharCode(Number.parseInt(code, 16));
    return sign ?? (whole.endsWith("t") ? " " : "\n");
  });
}

/**
 * A value whose leading apostrophe belongs to it, or that is partly quoted: `'t Hooft`, `'s-Gravesande`, `'North'
 * wing`.
 */
const OWN_APOSTROPHE = /^'(?:\p{Ll}{1,2}[\s-]|.+'(?![\p{L}\p{N}]))/su;

const HYPERLINK = /^=hyperlink\("(https?:[^"\s]*)"(?:[,;]\s?"([^"]*)")?\)$/i;

/**
 * The value without the marks that make a spreadsheet treat it as text (`="Rivera"`, `'Rivera`), and without outer
 * quotes.
 */
export function withoutSpreadsheetMarks(text: string): string {
  let bare = text.trim();
  if (/^"="".*"""$/s.test(bare)) bare = bare.slice(1, -1).replaceAll('""', '"');
  const [, address, name = ""] = HYPERLINK.exec(bare) ?? [];
  if (address !== undefined) return linkText(name, address);
  if (/^=\s?["\p{L}\p{N}]/u.test(bare)) bare = bare.slice(1).trim();
  else if (/^'[^']+'$/.test(bare)) bare = bare.slice(1, -1);
  else if (/^'[\p{L}\p{N}=+@"-]/u.test(bare) && !OWN_APOSTROPHE.test(bare)) bare = bare.slice(1);
  const inner = /^"(.+)"$/s.exec(bare)?.[1]?.replaceAll('""', "\0");
  return inner === undefined || inner.includes('"') ? bare : inner.replaceAll("\0", '"').trim();
}
