/** A scheme, a prefix that phones treat as one, or a mailbox. */
const ADDRESS = /:\/\/|^[("'<[]?(?:mailto:|tel:|www\.)|.@./i;

/** A host name, possibly followed by a path, a port or a bracket. */
const HOST = /\.\p{L}[\p{L}\p{N}-]{1,62}(?:[/:?#)\]>"']|$)/u;

/** Whether a phone would show this word, or its end, as a link. */
export function isLink(word: string): boolean {
  return ADDRESS.test(word) || HOST.test(word);
}
