/** The code of the line that notes an answer in a notification's history: `REPLY_` and what the answer means. */
import { MEANINGS, type Meaning } from "./meanings";

const PREFIX = "REPLY_";

export function replyCode<M extends Meaning>(meaning: M): `${typeof PREFIX}${M}` {
  return `${PREFIX}${meaning}`;
}

/** The meaning of the answer that a line with this code notes; undefined if it notes none. */
export function repliedMeaning(code: string | undefined): Meaning | undefined {
  return MEANINGS.find((meaning) => replyCode(meaning) === code);
}
