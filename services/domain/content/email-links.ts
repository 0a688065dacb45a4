/** Links in the HTML of an email. */
import escapeHtml from "escape-html";

/** An address in visible ASCII, without a user name, which would pass for the host: `https://x.example@evil.example`. */
const LINK = /(?<![!-~])[<([{"']?https?:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:[/?#][!-~]*)?(?![^\s])/gi;
const BEFORE = /^[<([{"']/;
/** What ends a sentence or a bracket; a bracket that the address opened is its own. */
const AFTER = /[.,;:!?"'>\])}]$/;

/** A line as HTML: escaped, each http(s) address a link to just what is shown. */
export function linkedHtml(line: string): string {
  let html = "";
  let at = 0;
  for (const { 0: word, index } of line.matchAll(LINK)) {
    const start = index + (BEFORE.test(word) ? 1 : 0);
    const link = withoutEnd(line.slice(start, index + word.length));
    if (!isPlainAddress(link)) continue;
    const escaped = escapeHtml(link);
    html += `${escapeHtml(line.slice(at, start))}<a href="${escaped}">${escaped}</a>`;
    at = start + link.length;
  }
  return html + escapeHtml(line.slice(at));
}

function withoutEnd(link: string): string {
  let end = link;
  while (AFTER.test(end) && !(end.endsWith(")") && end.includes("("))) end = end.slice(0, -1);
  return end;
}

/** Would a browser go to the host that is shown? It reads `0x7f.1` as `127.0.0.1`. */
function isPlainAddress(link: string): boolean {
  const host = /^https?:\/\/([^/?#:]+)/i.exec(link)?.[1]?.toLowerCase();
  return host !== undefined && URL.canParse(link) && new URL(link).hostname === host && host.includes(".");
}
