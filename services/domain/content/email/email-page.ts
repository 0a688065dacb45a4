/** The HTML of an email: one column, which a phone shows as it is, in light and in dark. Nothing in it is loaded. */
import escapeHtml from "escape-html";
import type { Language } from "../../../../contracts/clinics/languages";
import { isRightToLeft, type ShownPart } from "../fill-message";
import { linkedHtml } from "./email-links";

export interface EmailPage {
  readonly language: Language;
  readonly title: string;
  readonly heading: string;
  /** Says when the appointment is. */
  readonly opening: readonly ShownPart[];
  /** A name and a value each. */
  readonly facts: readonly (readonly ShownPart[])[];
  /** Says how to reach the clinic. */
  readonly contact: readonly ShownPart[];
  /** What a phone dials for the clinic's number. */
  readonly dialedPhone?: string;
}

const FONT = "-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica,Arial,sans-serif";

/** Mail programs that know no `style` element show the styles of the elements: a light page. */
const STYLE = {
  page: "margin:0;padding:12px;background:#eef1f4",
  card: `max-width:540px;margin:0 auto;padding:24px;border-radius:12px;background:#ffffff;color:#1b1f23;font-family:${FONT};font-size:16px;line-height:1.5`,
  heading: "margin:0 0 20px;font-size:22px;line-height:1.3",
  opening: "margin:0 0 24px;font-size:18px;line-height:1.6",
  // It moves to the next line as a whole, if it fits there.
  when: "display:inline-block;font-size:24px;line-height:1.3",
  phone: "white-space:nowrap",
  fact: "margin:0 0 12px",
  contact: "margin:24px 0 0;padding:16px 0 0;border-top:1px solid #d5dae0;color:#57606a;font-size:15px",
};

/** `!important` replaces the styles of the elements. */
const SHEET = [
  ":root{color-scheme:light dark;supported-color-schemes:light dark}",
  "p,h1{overflow-wrap:anywhere}",
  "a{color:#0b57d0}",
  "@media (prefers-color-scheme:dark){",
  ".page{background:#0d1117!important}",
  ".card{background:#1c2128!important;color:#e6edf3!important}",
  ".contact{color:#9da7b3!important;border-color:#3d444d!important}",
  "a{color:#79b8ff!important}",
  "}",
].join("\n");

/** @returns a whole page, whose paragraphs say what the text of the email says */
export function emailPage({ language, title, heading, opening, facts, contact, dialedPhone }: EmailPage): string {
  // On both elements, since some programs show the content of `body` only.
  const speech = `lang="${language}" dir="${isRightToLeft(language) ? "rtl" : "ltr"}"`;
  return [
    `<!doctype html><html ${speech}><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${SHEET}</style></head>`,
    `<body class="page" style="${STYLE.page}">`,
    `<div class="card" ${speech} style="${STYLE.card}">`,
    `<h1 style="${STYLE.heading}">${escapeHtml(heading)}</h1>`,
    `<p style="${STYLE.opening}">${opening.map((part) => contactPart(part, dialedPhone)).join("")}</p>`,
    ...facts.map((fact) => `<p style="${STYLE.fact}">${fact.map(factPart).join("")}</p>`),
    ...(contact.length === 0 ? [] : [contactHtml(contact, dialedPhone)]),
    "</div></body></html>",
    "",
  ].join("\n");
}

function contactHtml(contact: readonly ShownPart[], dialedPhone: string | undefined): string {
  return `<p class="contact" style="${STYLE.contact}">${contact.map((part) => contactPart(part, dialedPhone)).join("")}</p>`;
}

function shown({ text, placeholder }: ShownPart): string {
  switch (placeholder) {
    case "date":
    case "time":
      return `<strong style="${STYLE.when}">${escapeHtml(text)}</strong>`;
    case "place":
    case "link":
      return lines(text, linkedHtml);
    default:
      return lines(text, escapeHtml);
  }
}

/** The name of a fact is what the message itself says. */
function factPart(part: ShownPart): string {
  if (part.placeholder !== undefined) return shown(part);
  const name = part.text.trimEnd();
  const space = part.text.slice(name.length);
  return name === "" ? space : `<strong>${escapeHtml(name)}</strong>${space}`;
}

function lines(text: string, show: (line: string) => string): string {
  return text.split("\n").map(show).join("<br>");
}

/** The clinic's number is a link that calls it: RFC 3966. */
function contactPart(part: ShownPart, dialedPhone: string | undefined): string {
  if (part.placeholder !== "clinicPhone" || !dialedPhone) return shown(part);
  return `<a href="tel:${escapeHtml(dialedPhone)}" style="${STYLE.phone}">${escapeHtml(part.text)}</a>`;
}
