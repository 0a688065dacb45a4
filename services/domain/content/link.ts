/** A scheme, or what phones treat as one, and a mailbox. */
const ADDRESS = /:\/\/|^[("'<[]?(?:mailto:|tel:|www\.)|.@./i;

/** A host name, possibly before a path, a port or a bracket. */
const HOST = /\.\p{L}[\p{L}\p{N}-]{1,62}(?:[/:?#)\]>"']|$)/u;

/** Would a phone turn this word, or its end, into a link? */
export function isLink(word: string): boolean {
  return ADDRESS.test(word) || HOST.test(word);
}
