/** `texts list`: what each clinic says, in which languages, and in how many parts. */

import { type Channel, MESSAGES, type MessageName, REMINDER_MESSAGES } from "../../../contracts/texts/messages";
import { type Texts, textsInMemory } from "../../domain/content/texts";
import type { TextFigures } from "../../domain/text-lint/text-figures";
import { jsonText } from "../output/json-text";
import { STATUS, type Status } from "../output/status";
import { textTable } from "../output/table";
import { say, type Terminal } from "../output/terminal";
import { type ReadTexts, repliesOf, replySamples, type Shown, shownOf, textSamples } from "./shown-texts";
import type { TextOptions } from "./text-source";

export function listTexts(source: ReadTexts, options: TextOptions, terminal: Terminal): Status {
  const texts = textsInMemory(source.catalogues);
  const messages = shownOf(source, options, "all").flatMap((shown) => {
    const of = { clinic: shown.clinic.id, language: shown.language };
    const [typical, long] = textSamples(shown, texts).map(figuresOf);
    const none = { typical: undefined, long: undefined };
    return [
      { ...of, message: "reminder", ...originOf(source, shown, "sms", remindersBy("sms")), typical, long },
      { ...of, message: "email", ...originOf(source, shown, "email", remindersBy("email")), ...none },
      {
        ...of,
        message: "replies",
        ...originOf(source, shown, "sms", repliesOf(shown.clinic)),
        ...longestReply(shown, texts),
      },
    ];
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
    partsText(typical),
    partsText(long),
  ]);
  const head = ["clinic", "language", "message", "from", "reviewed", "parts (characters)", "with long values"];
  say(terminal, textTable(head, rows, terminal.columns));
  return STATUS.done;
}

function partsText(figures: { readonly parts: number; readonly characters: number } | undefined): string {
  return figures ? `${figures.parts} (${figures.characters})` : "";
}

function figuresOf({ parts, characters }: TextFigures) {
  return { parts, characters };
}

/** The figures of the longest answer to an answer. */
function longestReply(shown: Shown, texts: Texts) {
  const all = replySamples(shown, texts).sort(
    (one, other) => other.parts - one.parts || other.characters - one.characters,
  );
  return { typical: all[0] && figuresOf(all[0]), long: undefined };
}

function remindersBy(channel: Channel): readonly MessageName[] {
  return REMINDER_MESSAGES.filter((name) => MESSAGES[name].channel === channel);
}

/** Whether messages are the catalogue's, and whether a native speaker has read them; a clinic answers for its own messages. */
function originOf(
  { catalogues }: ReadTexts,
  { clinic, language }: Shown,
  channel: Channel,
  all: readonly MessageName[],
) {
  const own = all.filter((name) => clinic.texts[language]?.[name] !== undefined);
  const isRead = catalogues.some((catalogue) => catalogue.language === language && catalogue.reviewed[channel]);
  return {
    source: own.length === 0 ? "catalogue" : own.length === all.length ? "profile" : "both",
    reviewed: isRead || own.length === all.length,
  };
}
