/** Links in the HTML of an email. */
import escapeHtml from "escape-html";

/** An address in visible ASCII, without a user name, which could imitate the host: `https://x.example@evil.example`. */
const LINK = /(?<![!-~])[<([{"']?https?:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:[/?#][!-~]*)?(?![^\s])/gi;
const BEFORE = /^[<([{"']/;
/** The end of a sentence or a bracket. A bracket that the address opened belongs to it. */
const AFTER = /[.,;:!?"'>\])}]$/;

/** A line as escaped HTML, in which each http(s) address is a link to exactly what is shown. */
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

/** Whether a browser opens the host that is shown: it would read `0x7f.1` as `127.0.0.1`. */
function isPlainAddress(link: string): boolean {
  const host = /^https?:\/\/([^/?#:]+)/i.exec(link)?.[1]?.toLowerCase();
  return host !== undefined && URL.canParse(link) && new URL(link).hostname === host && host.includes(".");
}
