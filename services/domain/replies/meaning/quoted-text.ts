/** Takes off what a phone adds of our own text: quoted lines, quotations, and reactions such as `Liked “Reminder: ...”`. */
import type { Meaning } from "../../../../contracts/replies/meanings";

/** Longer than any answer that somebody puts in quotation marks. */
const MIN_QUOTED = 30;
const PAIRS: Readonly<Record<string, string>> = { "“": "”", "«": "»", "„": "“", '"': '"', "「": "」" };

/** A text without the lines and quotations that are not the patient's own words. */
export function withoutQuotations(text: string): string {
  const lines = text.split("\n");
  const rest = lines.filter((line) => !line.trimStart().startsWith(">")).join("\n");
  let own = "";
  let from = 0;
  const absent = new Set<string>();
  for (let at = 0; at < rest.length; at += 1) {
    const close = PAIRS[rest[at] ?? ""];
    if (close === undefined || absent.has(close)) continue;
    const end = rest.indexOf(close, at + 1);
    if (end < 0) {
      absent.add(close);
      continue;
    }
    if (end - at <= MIN_QUOTED) {
      at = end;
      continue;
    }
    own += `${rest.slice(from, at)}\n`;
    from = end + 1;
    at = end;
  }
  return own + rest.slice(from);
}

/**
 * What iPhones and Android phones send as a text for a reaction to one: `Liked “...”`, `👍 to “...”`. A thumb up for a
 * text that asks for C or X is an agreement, as the thumb alone is; for any other text, such as one that confirms a
 * cancellation, it is a courtesy. A thumb down is no cancellation.
 */
const REACTIONS: readonly { readonly words: ReadonlySet<string>; readonly meaning: Meaning | "THUMB" }[] = [
  {
    words: new Set([
      "liked",
      "le gusto",
      "me gusta",
      "a aime",
      "gefallt",
      "curtiu",
      "gostou de",
      "ha messo mi piace a",
    ]),
    meaning: "THUMB",
  },
  {
    words: new Set([
      "loved",
      "laughed at",
      "le encanto",
      "se rio de",
      "a adore",
      "a ri de",
      "amou",
      "adorou",
      "ha adorato",
    ]),
    meaning: "COURTESY",
  },
  {
    words: new Set([
      "disliked",
      "questioned",
      "emphasized",
      "emphasised",
      "no le gusto",
      "n'a pas aime",
      "nao gostou de",
    ]),
    meaning: "UNCLEAR",
  },
];
const MAX_REACTION = 60;
const VERBS: ReadonlySet<string> = new Set(
  "reacted with to reacciono con a reagi a reagiu com reagiert mit auf removed an from ha reagito".split(" "),
);

/** @returns undefined if the text is no reaction */
export function reactionIn(text: string): Meaning | undefined {
  const start = text.search(/[“"«„]/);
  if (start < 1 || start > MAX_REACTION || !/[”"»“]\s*$/.test(text.slice(-3))) return undefined;
  const said = plain(text.slice(0, start));
  const known = REACTIONS.find(({ words }) => words.has(said))?.meaning ?? pictureReaction(said);
  return known === "THUMB" ? (asksForKeys(text.slice(start)) ? "CONFIRM" : "COURTESY") : known;
}

function plain(text: string): string {
  const bare = text
    .normalize("NFD")
    .replace(/[\p{Mn}\p{Cf}]/gu, "")
    .toLowerCase();
  return bare.replaceAll("’", "'").split(/\s+/).filter(Boolean).join(" ");
}

function pictureReaction(said: string): Meaning | "THUMB" | undefined {
  const words = said.split(" ");
  const isReaction = words.length > 1 && words.some((word) => VERBS.has(word));
  if (!isReaction) return undefined;
  if (said.startsWith("removed ")) return "UNCLEAR";
  const [picture, ...others] = words.filter((word) => !VERBS.has(word));
  if (picture === undefined || others.length > 0 || !/^\p{Extended_Pictographic}/u.test(picture)) return undefined;
  if (/^(?:👍|✅|👌)/u.test(picture)) return "THUMB";
  return /^(?:❤|😀|😊|😂|🙏|🥰|😍)/u.test(picture) ? "COURTESY" : "UNCLEAR";
}

/** Whether our text asks for an answer: both keys, or both words. */
function asksForKeys(quoted: string): boolean {
  const words = new Set(quoted.split(/[^\p{L}]+/u));
  return (words.has("C") && words.has("X")) || (words.has("CONFIRM") && words.has("CANCEL"));
}
