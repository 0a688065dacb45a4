/** Links in the texts of an appointment, such as its location: phones and mail programs make links of what looks like one. */
import { type AppointmentMessage, LINK } from "../../../contracts/appointment-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { sanitized } from "../appointment/sanitized-value";
import { isAtDomain } from "./link-domain";

/** Fields that patients read as they were sent. */
export const FREE_TEXTS = [
  "location",
  "practitioner",
  "doctorName",
  "patientFirstName",
  "instructions",
] as const satisfies readonly (keyof AppointmentMessage)[];

type Domains = Pick<Clinic, "name" | "linkDomains">;

/** Without profiles there is no list of domains, and links are shown as they were sent. */
function isFree({ name }: Domains): boolean {
  return name === undefined;
}

/**
 * Whether a text has an address with a scheme or `www.` that `link` could not have. One in HTML entities or escapes is not
 * seen here: {@link withoutHosts} omits it, since most functions do without the code that decodes them.
 */
export function hasForbiddenLink(text: string | undefined, clinic: Domains): boolean {
  if (isFree(clinic) || !text) return false;
  return sanitized(text)
    .split(/[ "<>]/)
    .some((word) => {
      const start = addressStart(word);
      return start !== undefined && !isAllowed(word.slice(start), clinic);
    });
}

/**
 * A text in which no phone sees a host other than the clinic's: a space follows each dot before letters, as in
 * `St. Mary` for `St.Mary`, which many senders omit. An address with a scheme or `www.` is omitted if it is not the
 * clinic's. Mailboxes are kept.
 * @param text one line, as a patient sees it
 */
export function withoutHosts(text: string, clinic: Domains): string {
  if (isFree(clinic) || !/[.:]/.test(text)) return text;
  return text
    .split(" ")
    .map((word) => {
      const start = addressStart(word) ?? word.length;
      const address = word.slice(start);
      return spaced(word.slice(0, start), clinic) + (address === "" || isAllowed(address, clinic) ? address : "");
    })
    .join(" ")
    .trim();
}

const BRACKETS = /^[("'<[{]+/;
/** The end of a sentence, or a bracket. */
const END = /[.,;:!?\u2026)\]}>"']$/;

/** Where the address in a word starts; undefined if there is none. */
function addressStart(word: string): number | undefined {
  const bracket = BRACKETS.exec(word)?.[0].length ?? 0;
  if (/^www\./i.test(word.slice(bracket))) return bracket;
  const colon = word.indexOf("://");
  if (colon < 0) return undefined;
  let start = colon;
  while (start > 0 && /[a-z0-9+.-]/i.test(word.charAt(start - 1))) start -= 1;
  return start;
}

function isAllowed(address: string, { linkDomains }: Domains): boolean {
  let link = /^www\./i.test(address) ? `https://${address}` : address;
  while (END.test(link)) link = link.slice(0, -1);
  return LINK.test(link) && isAtDomain(link, linkDomains);
}

/** A dot inside of a host's name, or before the last part of an IPv4 address. */
const DOT = /(?<=[\p{L}\p{N}-])\.(?=\p{L}[\p{L}\p{N}-])|(?<=\b\d{1,3}\.\d{1,3}\.\d{1,3})\.(?=\d)/gu;
const MAILBOX = /^[^@]+@[\p{L}\p{N}.-]+\.\p{L}{2,63}$/u;

function spaced(word: string, clinic: Domains): string {
  return word
    .split(/([,;()<>[\]"'|\u3001\u3002\uff0c]+)/)
    .map((piece) => (MAILBOX.test(piece) || isAllowed(`https://${piece}`, clinic) ? piece : piece.replace(DOT, ". ")))
    .join("");
}
