/** The texts and emails that the commands of `texts` show. */
import type { Clinic } from "../../../contracts/clinics/clinic";
import { LANGUAGES, type Language } from "../../../contracts/clinics/languages";
import { REPLY_MESSAGES, type ReplyMessage } from "../../../contracts/texts/messages";
import { isRightToLeft } from "../../domain/content/fill-message";
import type { Texts } from "../../domain/content/texts";
import { isOwed } from "../../domain/replies/acknowledge";
import { chosenLanguages } from "../../domain/text-lint/lint-clinic";
import { sampleReply } from "../../domain/text-lint/lint-other-texts";
import { sampleText } from "../../domain/text-lint/lint-text";
import type { SampleName } from "../../domain/text-lint/samples";
import { figuresOf, type TextFigures } from "../../domain/text-lint/text-figures";
import type { TextOptions, TextSource } from "./text-source";

export type ReadTexts = Extract<TextSource, { ok: true }>;

/** What a command shows of a clinic in a language. */
export interface Shown {
  readonly clinic: Clinic;
  readonly language: Language;
  readonly direction: "ltr" | "rtl";
  /** Whether a native speaker has read the text; a clinic answers for its own messages. */
  readonly isReviewed: boolean;
}

/** @param byDefault the languages without the option `--language` */
export function shownOf(
  { clinics, catalogues }: ReadTexts,
  { language }: TextOptions,
  byDefault: "chosen" | "all",
): Shown[] {
  const wanted = language ?? byDefault;
  return clinics.flatMap((clinic) => {
    const languages = wanted === "chosen" ? chosenLanguages(clinic) : wanted === "all" ? LANGUAGES : [wanted];
    return languages.map((one): Shown => {
      const isOwn = clinic.texts[one]?.reminder !== undefined;
      const isReviewed = isOwn || catalogues.some((catalogue) => catalogue.language === one && catalogue.reviewed.sms);
      return { clinic, language: one, direction: isRightToLeft(one) ? "rtl" : "ltr", isReviewed };
    });
  });
}

export interface ShownText extends TextFigures {
  readonly sample: Exclude<SampleName, "bare"> | "video" | ReplyMessage;
}

/** The answers to answers that a clinic's patients can get. */
export function repliesOf({ acknowledgesReplies }: Clinic): readonly ReplyMessage[] {
  return REPLY_MESSAGES.filter((name) => acknowledgesReplies || isOwed(name));
}

/** The answers to answers of a clinic in a language. */
export function replySamples({ clinic, language }: Shown, texts: Texts): ShownText[] {
  return repliesOf(clinic).map((sample) => ({
    sample,
    ...figuresOf(sampleReply(sample, { clinic, language }, texts)),
  }));
}

/** The texts of a clinic in a language, with typical and with long values; with a link, if the clinic has a domain. */
export function textSamples({ clinic, language }: Shown, texts: Texts): ShownText[] {
  const of = { clinic, language };
  const withLink = clinic.linkDomains.length > 0 ? { ...of, visit: "video" as const } : undefined;
  return [
    { sample: "typical", ...figuresOf(sampleText("typical", of, texts)) },
    { sample: "long", ...figuresOf(sampleText("long", of, texts)) },
    { sample: "longest", ...figuresOf(sampleText("longest", of, texts)) },
    ...(withLink ? [{ sample: "video" as const, ...figuresOf(sampleText("typical", withLink, texts)) }] : []),
  ];
}

/** What a phone shows as the sender. */
export function senderOf({ sms }: Clinic): string {
  return sms.senderId ?? sms.originationNumber ?? "the account's number";
}
