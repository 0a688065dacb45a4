/** Reads the email address in a field that a person filled in. */
import { domainToASCII } from "node:url";
import { trimTo } from "../appointment/sanitized-value";
import { contactField } from "./contact-field";
import { isEmailWord } from "./contact-words";
import { xtnEmails } from "./hl7-telecom";

/** Why an address cannot be emailed. */
export type EmailProblem = "NOT_AN_ADDRESS" | "NON_ASCII_MAILBOX" | "PLACEHOLDER" | "UNKNOWN_WORDS";

export type EmailReading = { readonly address: string } | { readonly problem: EmailProblem };

/** RFC 5321, sections 4.5.3.1.1 and 4.5.3.1.3; the latter includes the angle brackets. */
const MAX_MAILBOX_LENGTH = 64;
const MAX_EMAIL_LENGTH = 254;
/** RFC 5321, section 4.1.2, `Dot-string`: no dot first, last, or next to another. */
const MAILBOX = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
/** RFC 5321, section 4.1.2, `Domain`, with a dot; the last part of a domain is not a number (RFC 3696, section 2). */
const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?!\d+$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i;
/** RFC 2047, section 5: an address has no encoded word. A program that decodes one would read another address. */
const ENCODED_WORD = /=\?.*\?=/;
const LETTERS = /^[\p{L}\p{M}\p{Nd}.。\-\u30fb]+$/u;

/** A field that is one address with spaces around its @. */
const SPACED = /^([^\s@]+) *@ *([^\s@]+)$/;
/** RFC 6068, section 2: an address, and headers that are ignored here. */
const MAILTO = /(?<![^\s,;<>"'(])mailto:([^\s,;<>"?]*)(?:\?[^\s,;<>"]*)?/gi;
/**
 * An unusable word that may be skipped for another address of the field; other words may be part of that, or a header.
 */
const ADDRESS_LIKE = /^[\p{L}\p{M}\p{Nd}!#$%&'*+/=?^_`{|}~.-]*@[\p{L}\p{M}\p{Nd}.。\-\u30fb]*$/u;

/** What people type if there is no address. As mailbox and domain (`none@none.com`) it is a placeholder. */
const NO_ADDRESS = new Set(
  (
    "none no na nil null undefined unknown declined decline refused refuse test abc asdf xxx nothing notgiven " +
    "notprovided notavailable noemail nomail noaddress patient fake email nobody noone name user username yourname " +
    "youremail domain 123 1234 12345"
  ).split(" "),
);
/** Characters; contract v1 allows no more. */
const MAX_FIELD_LENGTH = 320;
/** Mailboxes that mean, at any domain, that there is no address or that it is not read. */
const NOBODY =
  /^(?:n\/a|no[-_.]?e[-_.]?mail|no[-_.]?reply|do[-_.]?not[-_.]?(?:reply|e?-?mail|contact)|(?:(?:pt|patient)[-_.]?)?(?:declined|refused))$/i;
/** One letter only, in mailbox and domain: `a@a.com`, `xx@xx.xx`. */
const ONE_LETTER = /^(.)\1*$/;
/** A mark before an address. A mailbox may begin with it, but patients' mailboxes do not. */
const MARKED = /^\*+/;

/**
 * Reads the address in a field; if there are several, the first usable one. Every word next to an address must be
 * known, or be a name before an address in angle brackets. Addresses are ASCII: an international domain is encoded, a
 * mailbox cannot be (Amazon SES does not support SMTPUTF8: API reference, Destination).
 * @param field as a person typed it
 */
export function readEmail(field: string): EmailReading {
  if (field.length > MAX_FIELD_LENGTH) return { problem: "NOT_AN_ADDRESS" };
  const text = xtnEmails(contactField(field))
    .replace(SPACED, "$1@$2")
    .replace(MAILTO, (_, given) => decoded(given));
  const given = /[<>]/.test(text) ? inBrackets(text) : inWords(text);
  if ("problem" in given) return given;
  const readings = given.addresses.map(readAddress);
  return readings.find((reading) => "address" in reading) ?? readings[0] ?? { problem: "NOT_AN_ADDRESS" };
}

type Given = { readonly addresses: readonly string[] } | { readonly problem: EmailProblem };

/** RFC 5322, section 3.4: `"Pat Lee" <pat@example.com>`. An address outside the brackets must be the same as inside. */
function inBrackets(text: string): Given {
  const addresses = [...text.matchAll(/<([^<>]*)>/g)].map(([, address = ""]) => bare(address.trim()));
  let names = text.replace(/<[^<>]*>/g, " ").toLowerCase();
  for (const address of addresses) if (address) names = names.replaceAll(address.toLowerCase(), " ");
  return /[<>@]/.test(names) ? { problem: "NOT_AN_ADDRESS" } : { addresses };
}

function inWords(text: string): Given {
  // A quoted mailbox: some programs would read its content as another address.
  if (/["\\]@/.test(text)) return { problem: "NOT_AN_ADDRESS" };
  const words = text
    .split(/[\s,;|]+/)
    // No address has two @.
    .flatMap((word) => (/@.*@/.test(word) ? word.split("/") : [word]))
    .map((word) => bare(word).replace(MARKED, ""));
  const unknown = words.some(
    (word) => !word.includes("@") && (word.match(/[\p{L}\p{M}\p{Nd}]+/gu) ?? []).some((part) => !isEmailWord(part)),
  );
  if (unknown) return { problem: text.includes("@") ? "UNKNOWN_WORDS" : "NOT_AN_ADDRESS" };
  const addresses = words.filter((word) => word.includes("@"));
  return addresses.every((address) => ADDRESS_LIKE.test(address)) ? { addresses } : { problem: "NOT_AN_ADDRESS" };
}

/** Without the marks around an address. */
function bare(word: string): string {
  return trimTo(word, /[^'"([{:]/, /[^'")\]}:]/);
}

function readAddress(text: string): EmailReading {
  const [mailbox = "", written = "", ...others] = text.replace(/(?<!\.)\.$/, "").split("@");
  const domain = asciiDomain(written);
  const address = `${mailbox}@${domain}`;
  if (others.length > 0 || !DOMAIN.test(domain) || domain.length > 253) return { problem: "NOT_AN_ADDRESS" };
  if (/[^\0-\x7f]/.test(mailbox)) return { problem: "NON_ASCII_MAILBOX" };
  const isAddress = MAILBOX.test(mailbox) && mailbox.length <= MAX_MAILBOX_LENGTH && address.length <= MAX_EMAIL_LENGTH;
  if (!isAddress || ENCODED_WORD.test(address)) return { problem: "NOT_AN_ADDRESS" };
  return isPlaceholder(mailbox, domain) ? { problem: "PLACEHOLDER" } : { address };
}

/** The domain in ASCII; "" if it is invalid, or mixes scripts whose letters look alike, as a spoofed domain does. */
function asciiDomain(domain: string): string {
  if (/^[\0-\x7f]*$/.test(domain)) return domain;
  const mixed = domain
    .split(/[.。]/)
    .some((label) => /[a-z]/i.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(label));
  return mixed || !LETTERS.test(domain) ? "" : domainToASCII(domain);
}

function isPlaceholder(mailbox: string, domain: string): boolean {
  const words = [mailbox, domain.split(".")[0] ?? ""].map((word) => word.toLowerCase().replace(/[-_.]/g, ""));
  const [name = "", host] = words;
  return (
    NOBODY.test(mailbox) || (name === host && ONE_LETTER.test(name)) || words.every((word) => NO_ADDRESS.has(word))
  );
}

/** An address that is percent-encoded in a link. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
