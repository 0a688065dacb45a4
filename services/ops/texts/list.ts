/** `texts list`: what each clinic says, in which languages, and in how many parts. */

import { jsonText } from "../output/json-text";
import { STATUS, type Status } from "../output/status";
import { textTable } from "../output/table";
import { say, type Terminal } from "../output/terminal";
import { type ReadTexts, shownOf, textSamples, textsOf } from "./shown-texts";
import type { TextOptions } from "./text-source";

export function listTexts(source: ReadTexts, options: TextOptions, terminal: Terminal): Status {
  const texts = textsOf(source);
  const messages = shownOf(source, options, "all").map((shown) => {
    const [typical, long] = textSamples(shown, texts);
    return {
      clinic: shown.clinic.id,
      language: shown.language,
      message: "reminder",
      source: shown.isOwn ? "profile" : "catalogue",
      reviewed: shown.isReviewed,
      typical: { parts: typical?.parts, characters: typical?.characters },
      long: { parts: long?.parts, characters: long?.characters },
    };
  });
  if (options.json) {
    say(terminal, jsonText({ messages }));
    return STATUS.done;
  }
  const rows = messages.map(({ clinic, language, message, source: from, reviewed, typical, long }) => [
    clinic,
    language,
    message,
    from,
    reviewed ? "yes" : "no",
    `${typical.parts} (${typical.characters})`,
    `${long.parts} (${long.characters})`,
  ]);
  const head = ["clinic", "language", "message", "from", "reviewed", "parts (characters)", "with long values"];
  say(terminal, textTable(head, rows, terminal.columns));
  return STATUS.done;
}
