/** A scheme, or what phones take for one, and a mailbox. */
const ADDRESS = /:\/\/|^[("'<[]?(?:mailto:|tel:|www\.)|.@./i;

/** A name of a host, also before a path, a port or a bracket. */
const HOST = /\.\p{L}[\p{L}\p{N}-]{1,62}(?:[/:?#)\]>"']|$)/u;

/** Would a phone make a link of this word, or of its end? */
export function isLink(word: string): boolean {
  return ADDRESS.test(word) || HOST.test(word);
}
