import type { TextsOfToday } from "../aws/floods/dynamo-texts-of-today";
import { counted } from "../output/table";

/** Such as `812 texts went out on 2026-12-01, up to 3,012 may; the most of the 28 days before were 1,004`. */
export function textsText({ day, texts, allowed }: TextsOfToday): string {
  const went = `${counted(texts, "text")} went out on ${day}`;
  if (!allowed) return went;
  const [usual, limit] = [allowed.usual, allowed.limit].map((count) => count.toLocaleString("en-US"));
  return `${went}, up to ${limit} may; the most of the 28 days before were ${usual}`;
}
