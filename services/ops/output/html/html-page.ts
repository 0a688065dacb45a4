/** The frame of the pages that commands write: self-contained, without scripts, and safe whatever their contents are. */
import { createHash } from "node:crypto";
import escapeHtml from "escape-html";

export interface HtmlPage {
  readonly title: string;
  /** CSS. */
  readonly style: string;
  /** HTML, escaped by the caller. */
  readonly body: readonly string[];
  /**
   * The page has frames whose contents have styles of their own, which inherit the policy. Without frames, the policy admits
   * the page's own style and no other.
   */
  readonly hasFrames?: true;
}

/** @returns HTML */
export function htmlPage({ title, style, body, hasFrames }: HtmlPage): string {
  const styles = hasFrames ? "'unsafe-inline'" : `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${styles}; img-src data:">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(title)}</title><style>${style}</style></head><body>`,
    ...body,
    "</body></html>",
    "",
  ].join("\n");
}
