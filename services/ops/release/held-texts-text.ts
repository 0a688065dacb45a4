import type { TextsOfToday } from "../aws/floods/dynamo-texts-of-today";
import { counted } from "../output/table";

/** Such as `3,012 texts went out on 2026-12-01; the most of the 28 days before were 1,004, and up to 3,012 are not held`. */
export function textsText({ day, texts, allowed }: TextsOfToday): string {
  const went = `${counted(texts, "text")} went out on ${day}`;
  if (!allowed) return went;
  const { usual, limit } = allowed;
  return (
    `${went}; the most of the 28 days before were ${usual.toLocaleString("en-US")}, and up to ` +
    `${limit.toLocaleString("en-US")} are not held`
  );
}
