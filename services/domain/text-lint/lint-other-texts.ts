/** Checks a clinic's own texts besides its reminder: of changes, and of answers. */
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { Language } from "../../../contracts/clinics/languages";
import { CHANGE_KINDS, type ChangeKind } from "../../../contracts/reminder-mark";
import { MAX_SMS_PARTS } from "../../../contracts/tables/sms-rate-limit";
import { REPLY_MESSAGES, type ReplyMessage } from "../../../contracts/texts/messages";
import { fullReplyText } from "../content/reply-text";
import { smsParts } from "../content/sms-parts";
import type { Texts } from "../content/texts";
import { saysHowToOptOut } from "./answers";
import type { Finding } from "./finding";
import { countryOf, sampleText } from "./lint-text";
import { reducedSampleOf, type SampleFor, sampleOf, VARIANTS } from "./samples";
import { tooLong } from "./too-long";
import { findingsOf, NEUTRAL_NAME, namesClinic, withNeutralLink, wordFindings } from "./word-findings";

/** The acknowledgement of a sample's appointment, as a patient gets it. */
export function sampleReply(name: ReplyMessage, { clinic, language }: SampleFor, texts: Texts): string {
  const { appointment, start, now } = sampleOf("typical", { clinic, language });
  return fullReplyText(name, appointment, start, clinic, language, texts, now);
}

/** The findings of those of its messages that replace the catalogue's, which tests hold to the same rules. */
export function lintOtherTexts(clinic: Clinic, language: Language, texts: Texts): Finding[] {
  const own = clinic.texts[language] ?? {};
  const of = { clinic, language };
  return [
    ...CHANGE_KINDS.filter((kind) => own[kind]).flatMap((kind) => lintChange(kind, of, texts)),
    ...REPLY_MESSAGES.filter((name) => own[name]).flatMap((name) => lintReply(name, of, texts)),
  ];
}

function lintChange(kind: ChangeKind, of: SampleFor, texts: Texts): Finding[] {
  const make = findingsOf(of.clinic, of.language, kind);
  const neutral = neutralNameOf({ ...of, kind });
  const variants = VARIANTS.map(({ name, visit }) => sampleText(name, { ...withNeutralLink(neutral), visit }, texts));
  const tooLongs = tooLong({ ...of, kind }, countryOf(of.clinic), texts);
  return [
    ...tooLongs.map((problem) => make("TOO_LONG", problem, "Shorten it.")),
    ...namesClinic(variants[0] ?? "", make),
    ...wordFindings(variants, of, make),
  ];
}

function lintReply(name: ReplyMessage, of: SampleFor, texts: Texts): Finding[] {
  const make = findingsOf(of.clinic, of.language, name);
  const { appointment, start, now } = reducedSampleOf("nameless", of);
  const textOf = ({ clinic, language }: SampleFor, about: typeof appointment | undefined) =>
    fullReplyText(name, about, start, clinic, language, texts, now);
  const neutral = neutralNameOf(of);
  const first = textOf(neutral, appointment);
  const variants = name === "replyUnclear" ? [first, textOf(neutral, undefined)] : [first];
  const parts = smsParts(textOf(of, appointment));
  const long = `it has ${parts} parts; a text has at most ${MAX_SMS_PARTS}`;
  return [
    ...(parts > MAX_SMS_PARTS ? [make("TOO_LONG", long, "Shorten it.")] : []),
    ...namesClinic(first, make),
    ...(name === "replyHelp" && !saysHowToOptOut(first)
      ? [make("NO_OPT_OUT_LINE", "it does not say how to opt out; carriers ask for it", "End it with such a line.")]
      : []),
    ...wordFindings(variants, of, make),
  ];
}

function neutralNameOf(of: SampleFor): SampleFor {
  return { ...of, clinic: { ...of.clinic, name: NEUTRAL_NAME } };
}
