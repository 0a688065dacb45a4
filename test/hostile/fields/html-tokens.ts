/** A reader of HTML that is stricter than any mail program: what is not plainly right is an error. */

export interface Page {
  /** Every tag as it stands, in their order. */
  readonly tags: readonly string[];
  /** The text of each paragraph, with its character references resolved and its line breaks as `\n`. */
  readonly paragraphs: readonly string[];
}

/** The references that are known: every other `&` is an error. */
const REFERENCES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};
const TAG = /^(?:<!doctype html>|<\/[a-z][a-z0-9]*>|<[a-z][a-z0-9]*(?: [a-z-]+="[^"<>&]*")*>)/;
const TEXT = /^(?:[^<>&"'\0]|&(?:amp|lt|gt|quot|#39);)+/;
/** Elements without an end tag. */
const VOID = ["<!doctype html>", "<meta", "<br>"];

/**
 * Reads a page.
 * @throws Error at the first character that is neither part of a tag, nor escaped, nor harmless in a text, and where
 *   elements do not close in the order in which they opened
 */
export function readPage(html: string): Page {
  const tags: string[] = [];
  const paragraphs: string[] = [];
  const open: { readonly name: string; text: string }[] = [];
  const close = (name: string) => {
    const element = open.pop();
    if (element?.name !== name) throw new Error(`</${name}> closes <${element?.name ?? "nothing"}>`);
    if (name === "p") paragraphs.push(element.text);
  };
  for (let at = 0; at < html.length; ) {
    const rest = html.slice(at);
    const tag = TAG.exec(rest)?.[0];
    const text = tag ? undefined : TEXT.exec(rest)?.[0];
    const token = tag ?? text;
    if (token === undefined) throw new Error(`at ${at}: ${JSON.stringify(rest.slice(0, 40))}`);
    if (text) for (const element of open) element.text += resolved(text);
    if (tag === "<br>") for (const element of open) element.text += "\n";
    if (tag) tags.push(tag);
    if (tag?.startsWith("</")) close(tag.slice(2, -1));
    else if (tag && !VOID.some((start) => tag.startsWith(start))) {
      open.push({ name: /[a-z0-9]+/.exec(tag)?.[0] ?? "", text: "" });
    }
    at += token.length;
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)?.name}> is never closed`);
  return { tags, paragraphs };
}

function resolved(text: string): string {
  return text.replace(/&[^;]+;/g, (reference) => REFERENCES[reference] ?? reference);
}
