/** The page of `texts preview --html`. */
import escapeHtml from "escape-html";
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { Language } from "../../../contracts/clinics/languages";
import { type Finding, findingLines } from "../../domain/text-lint/finding";
import { htmlPage } from "../output/html/html-page";
import { PREVIEW_STYLE } from "./preview-style";
import type { ShownText } from "./shown-texts";

interface OfClinic {
  /** The clinic's id. */
  readonly clinic: string;
  readonly language: Language;
  readonly direction: "ltr" | "rtl";
}

export interface PreviewedText extends OfClinic, ShownText {
  readonly reviewed: boolean;
  readonly from: string;
  readonly dollarsPerThousand: number;
}

export interface PreviewedEmail extends OfClinic {
  readonly fromName?: string;
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Previewed {
  readonly clinics: readonly Clinic[];
  readonly texts: readonly PreviewedText[];
  readonly emails: readonly PreviewedEmail[];
  readonly findings: readonly Finding[];
  /** US dollars for a part of a text. */
  readonly price: number;
}

const SAMPLES: Readonly<Record<ShownText["sample"], string>> = {
  typical: "typical values",
  long: "long values",
  longest: "the longest values",
  video: "a video visit",
  replyConfirmed: "answer to a confirmation",
  replyCancel: "answer to a cancellation",
  replyReschedule: "answer to a wish for another time",
  replyUnclear: "answer to what was not understood",
  replyOptedOut: "answer to STOP",
  replyOptedIn: "answer to START",
  replyHelp: "answer to HELP",
};

/** @returns HTML */
export function previewPage(previewed: Previewed): string {
  const { clinics, price } = previewed;
  const body = [
    "<h1>What patients read</h1>",
    `<p>An invented appointment, at ${price} dollars a part. Characters outside of GSM-7 are <mark>marked</mark>.</p>`,
    ...(clinics.length > 1 ? [`<nav>${clinics.map(link).join(" ")}</nav>`] : []),
    ...clinics.flatMap((clinic) => section(clinic, previewed)),
  ];
  return htmlPage({ title: "What patients read", style: PREVIEW_STYLE, body, hasFrames: true });
}

function link({ id, name = id }: Clinic): string {
  return `<a href="#${escapeHtml(id)}">${escapeHtml(name)}</a>`;
}

function section({ id, name, timeZone, language }: Clinic, { texts, emails, findings }: Previewed): string[] {
  const isHere = ({ clinic }: { readonly clinic?: string }) => clinic === id;
  const languages = [...new Set(texts.filter(isHere).map((text) => text.language))];
  const facts = [id, timeZone, `language ${language}`].map(escapeHtml).join(" · ");
  return [
    `<section id="${escapeHtml(id)}"><h2>${escapeHtml(name ?? "The clinic of the settings")}</h2><p class="facts">${facts}</p>`,
    ...findingList(findings.filter(isHere)),
    ...languages.flatMap((one) => [
      `<h3>${languageName(one)}${texts.some((text) => isHere(text) && text.language === one && !text.reviewed) ? ' <small class="warning">not reviewed by a native speaker</small>' : ""}</h3>`,
      '<div class="row">',
      ...texts.filter((text) => isHere(text) && text.language === one).map(phone),
      ...emails.filter((email) => isHere(email) && email.language === one).map(mail),
      "</div>",
    ]),
    "</section>",
  ];
}

function findingList(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const items = findingLines(findings).map((line) => {
    const severity = /^\w+/.exec(line)?.[0] ?? "";
    return `<li class="${severity}">${escapeHtml(line)}</li>`;
  });
  return [`<ul class="findings">${items.join("")}</ul>`];
}

function phone(text: PreviewedText): string {
  const { sample, from, language, direction, characters, parts, dollarsPerThousand } = text;
  const price = `${dollarsPerThousand.toFixed(2)} dollars per 1,000`;
  return [
    `<figure class="phone"><div class="screen" tabindex="0"><div class="from">${escapeHtml(from)}</div>`,
    `<p class="bubble" lang="${language}" dir="${direction}">${marked(text)}</p></div>`,
    `<figcaption>${SAMPLES[sample]}: <strong>${parts} ${parts === 1 ? "part" : "parts"}</strong>, `,
    `${characters} characters, ${price}</figcaption></figure>`,
  ].join("");
}

/** A text in which the characters outside of GSM-7 are marked, unless its whole script is. */
function marked({ text, beyondGsm7 }: PreviewedText): string {
  const isScript = beyondGsm7.some((one) => /(?!\p{sc=Latin})\p{L}/u.test(one));
  if (isScript) return escapeHtml(text);
  const mark = (one: string) => (beyondGsm7.includes(one) ? `<mark>${escapeHtml(one)}</mark>` : escapeHtml(one));
  return [...text].map(mark).join("");
}

function mail({ fromName, replyTo, subject, html, language, direction }: PreviewedEmail): string {
  const from = fromName ?? "noreply";
  return [
    `<figure class="mail"><div class="head"><div><strong>${escapeHtml(from)}</strong></div>`,
    `<div lang="${language}" dir="${direction}">${escapeHtml(subject)}</div></div>`,
    `<iframe sandbox="" title="Email: ${escapeHtml(subject)}" srcdoc="${escapeHtml(html)}"></iframe>`,
    `<figcaption>email, typical values; ${replyTo ? `answers go to ${escapeHtml(replyTo)}` : "nobody reads answers"}</figcaption></figure>`,
  ].join("");
}

function languageName(language: Language): string {
  const names = new Intl.DisplayNames("en", { type: "language" });
  return `${escapeHtml(names.of(language) ?? language)} <small>${language}</small>`;
}
