/** HTML in a value that is shown as plain text. */

const names = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Block elements: their content starts and ends a line. */
const BLOCKS = names(
  "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer " +
    "form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol option p pre section select summary table tbody td tfoot " +
    "th thead title tr ul",
);
const INLINE = names(
  "a abbr acronym b base bdi bdo big button cite code col colgroup data del dfn em font i iframe img input ins kbd label " +
    "link map mark meta object q s samp script small source span strike strong style sub sup svg time tt u var wbr " +
    "o:p",
);
/** Elements whose content is not text for people. */
const HIDDEN = names("script style");
/** Names that are not words or letters: a start tag alone is HTML. `Building <A>` and `<Main>` are not. */
const UNMISTAKABLE = names(
  "blockquote br dd div dl dt em font h1 h2 h3 h4 h5 h6 hr html img li ol p pre span strong table tbody td tfoot th " +
    "thead tr ul wbr o:p",
);

const TAG = /<(\/?)([a-z][a-z0-9:]*)((?:[\s/][^<>]*)?)>/gi;
/** A doctype, an XML declaration, and the delimiters of a CDATA section. */
const DECLARATION = /<(?:!doctype|\?xml)\s[^<>]*>|<!\[CDATA\[(?=[^<\]]*\]\]>)|(?<=<!\[CDATA\[[^<\]]{0,500})\]\]>/gi;
const LINK = /\shref\s?=\s?["']?(https?:\/\/[^\s"'<>]+)/i;

/**
 * The text without HTML tags, comments, scripts and styles. Only tags of known HTML elements are removed: `<3>`, `a <
 * b` and `<maria@x.example>` stay. Tags of block elements become line ends, and the address of a link is kept.
 */
export function withoutTags(text: string): string {
  let [before, after] = ["", text];
  // Removing a tag may join its surroundings into another tag. Each round has fewer `<` than the one before.
  while (after.includes("<") && after !== before) {
    before = after;
    after = onceWithoutTags(withoutComments(after).replace(DECLARATION, ""));
  }
  return after;
}

function withoutComments(text: string): string {
  const start = text.indexOf("<!--");
  const end = start === -1 ? -1 : text.indexOf("-->", start + 4);
  return end === -1 ? text : text.slice(0, start) + text.slice(end + 3);
}

function onceWithoutTags(text: string): string {
  const tags = [...text.matchAll(TAG)].map((match) => ({
    whole: match[0],
    index: match.index,
    isEnd: match[1] === "/",
    name: (match[2] ?? "").toLowerCase(),
    attributes: match[3] ?? "",
  }));
  const ended = new Set(tags.filter(({ isEnd }) => isEnd).map(({ name }) => name));
  let shown = "";
  let at = 0;
  let hidden = "";
  let link: { readonly address: string; readonly from: number } | undefined;
  const endLink = () => {
    if (link) shown = shown.slice(0, link.from) + linkText(shown.slice(link.from), link.address);
    link = undefined;
  };
  for (const { whole, index, isEnd, name, attributes } of tags) {
    if (hidden ? !(isEnd && name === hidden) : !isMarkup(name, attributes, isEnd || ended.has(name))) continue;
    if (!hidden) shown += text.slice(at, index);
    at = index + whole.length;
    hidden = !isEnd && HIDDEN.has(name) && ended.has(name) ? name : "";
    if (name === "a") endLink();
    const address = name === "a" && !isEnd ? LINK.exec(attributes)?.[1] : undefined;
    if (address) link = { address, from: shown.length };
    if (BLOCKS.has(name)) shown += "\n";
  }
  shown += text.slice(at);
  endLink();
  return shown;
}

function isMarkup(name: string, attributes: string, isPaired: boolean): boolean {
  if (!BLOCKS.has(name) && !INLINE.has(name)) return false;
  return isPaired || UNMISTAKABLE.has(name) || attributes.includes("=");
}

/** The text of a link and its address; only the address if both are the same. */
export function linkText(text: string, address: string): string {
  const bare = (url: string) => url.trim().replace(/^https?:\/\/|\/$/gi, "");
  return bare(text) === bare(address) || bare(text) === "" ? address : `${text.trimEnd()} ${address}`;
}
