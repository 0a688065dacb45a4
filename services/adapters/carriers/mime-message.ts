/** An email as Internet mail: RFC 5322 and MIME (RFC 2045 to 2049). */
import type { EmailAttachment, EmailContent } from "../../domain/content/email/email";
import { type EncodedBody, encodedFile, encodedText, headerText, mailbox } from "./mime-encoding";

const CRLF = "\r\n";

/** Neither occurs in an encoded body: `=_` is not valid in quoted-printable (RFC 2045, section 6.7) or base64. */
const MIXED = "=_mixed";
const ALTERNATIVE = "=_alternative";

export interface Envelope {
  /** The sender's address. */
  readonly from: string;
  /** The recipient's address. */
  readonly to: string;
}

/**
 * The email with its headers, without those that SES adds (`Message-ID`, `Date`): the text, the HTML and the attachments,
 * in lines of ASCII.
 * @throws RangeError if an address is not one plain address
 */
export function mimeMessage({ from, to }: Envelope, content: EmailContent): string {
  const { subject, text, html, fromName, replyTo, attachments } = content;
  const alternatives = multipart("alternative", ALTERNATIVE, [
    part(["Content-Type: text/plain; charset=utf-8"], encodedText(text)),
    part(["Content-Type: text/html; charset=utf-8"], encodedText(html)),
  ]);
  return [
    `From: ${mailbox(from, fromName)}`,
    `To: ${mailbox(to)}`,
    ...(replyTo ? [`Reply-To: ${mailbox(replyTo)}`] : []),
    `Subject: ${headerText(subject)}`,
    // No automatic response, such as "I am on holiday", is sent to it: RFC 3834, section 5.
    "Auto-Submitted: auto-generated",
    "MIME-Version: 1.0",
    multipart("mixed", MIXED, [alternatives, ...attachments.map(attachment)]),
    "",
  ].join(CRLF);
}

function multipart(kind: string, boundary: string, parts: readonly string[]): string {
  const delimited = parts.map((one) => `--${boundary}${CRLF}${one}${CRLF}`);
  return `Content-Type: multipart/${kind}; boundary="${boundary}"${CRLF}${CRLF}${delimited.join("")}--${boundary}--`;
}

function part(headers: readonly string[], { encoding, body }: EncodedBody): string {
  return [...headers, `Content-Transfer-Encoding: ${encoding}`, "", body].join(CRLF);
}

function attachment({ fileName, contentType, content }: EmailAttachment): string {
  const headers = [`Content-Type: ${contentType}`, `Content-Disposition: attachment; filename="${fileName}"`];
  return part(headers, encodedFile(Buffer.from(content)));
}
