/** `texts preview`: each text as patients see it, in the terminal or on a page. */
import type { Texts } from "../../domain/content/texts";
import { textsInMemory } from "../../domain/content/texts";
import { lintClinics } from "../../domain/text-lint/lint-clinic";
import { sampleEmail } from "../../domain/text-lint/lint-email";
import { writePage } from "../output/html/write-page";
import { jsonText } from "../output/json-text";
import { printable } from "../output/printable";
import { STATUS, type Status } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { prose } from "../output/wrap";
import { type PreviewedEmail, type PreviewedText, previewPage } from "./preview-page";
import { perThousand } from "./price";
import {
  type ReadTexts,
  replySamples,
  type Shown,
  type ShownText,
  senderOf,
  shownOf,
  textSamples,
} from "./shown-texts";
import type { TextOptions } from "./text-source";

export interface PreviewOptions extends TextOptions {
  readonly html?: string;
  /** US dollars for a part of a text. */
  readonly price: number;
}

export async function previewTexts(source: ReadTexts, options: PreviewOptions, terminal: Terminal): Promise<Status> {
  // 1. What patients get.
  const messages = textsInMemory(source.catalogues);
  const shown = shownOf(source, options, "chosen");
  const texts = shown.flatMap((one) => {
    const samples = [...textSamples(one, messages), ...replySamples(one, messages)];
    return samples.map((sample) => previewedText(one, sample, options));
  });
  const emails = shown.map((one) => previewedEmail(one, messages));
  // 2. The page.
  if (options.html !== undefined) {
    const findings = lintClinics(source).filter(
      ({ clinic, language }) =>
        language === undefined || shown.some((one) => one.clinic.id === clinic && one.language === language),
    );
    const page = previewPage({ clinics: source.clinics, texts, emails, findings, price: options.price });
    await writePage(options.html, page);
  }
  // 3. What the terminal shows.
  if (options.json) say(terminal, jsonText({ texts, emails, ...(options.html && { page: options.html }) }));
  else if (options.html === undefined)
    for (const text of texts) say(terminal, `${textLines(text, terminal.columns)}\n`);
  else note(terminal, `Wrote ${options.html}.`);
  return STATUS.done;
}

function previewedText(
  { clinic, language, direction, isReviewed }: Shown,
  sample: ShownText,
  { price }: PreviewOptions,
): PreviewedText {
  const { parts } = sample;
  return {
    clinic: clinic.id,
    language,
    direction,
    reviewed: isReviewed,
    from: senderOf(clinic),
    ...sample,
    dollarsPerThousand: perThousand(parts, price),
  };
}

function previewedEmail({ clinic, language, direction }: Shown, texts: Texts): PreviewedEmail {
  const { fromName, replyTo, subject, text, html } = sampleEmail("typical", { clinic, language }, texts);
  return { clinic: clinic.id, language, direction, fromName, replyTo, subject, text, html };
}

function textLines(text: PreviewedText, columns?: number): string {
  const { clinic, language, sample, parts, characters, dollarsPerThousand } = text;
  const figures = `${parts} ${parts === 1 ? "part" : "parts"}, ${characters} characters, ${dollarsPerThousand} dollars per 1,000`;
  // Marks of direction are for phones.
  const plain = printable(text.text.replace(/\p{Cf}/gu, ""));
  return `${clinic}, ${language}, ${sample}: ${figures}\n${prose(plain, columns)}`;
}
