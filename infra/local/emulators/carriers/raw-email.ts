/** Reads the raw email of SendRawEmail, and refuses what SES would refuse. */
import PostalMime, { type Address, type Attachment, type Email } from "postal-mime";
import { AwsError } from "../../protocol/call";
import type { SentAttachment, SentEmail } from "../outbox";

export interface RawEmail extends Omit<SentEmail, "messageId" | "to" | "at"> {
  /** The sender's address, without a name. */
  readonly fromAddress: string;
  /** The addresses in To, Cc and Bcc. */
  readonly recipients: readonly string[];
}

/** Bytes: "SendRawEmail", SES API Reference. */
const MAX_SIZE = 10 * 1_024 * 1_024;
/** Characters of a line with its end: RFC 5321, which SES refers to ("RawMessage", SES API Reference). */
const MAX_LINE_LENGTH = 1_000;
/** Headers that an email has once at most: RFC 5322, section 3.6. */
const SINGLE_HEADERS = ["from", "to", "cc", "bcc", "reply-to", "sender", "subject", "content-type", "mime-version"];

/**
 * @param base64 `RawMessage.Data`
 * @throws {AwsError} the error of SES
 */
export async function readRawEmail(base64: string): Promise<RawEmail> {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length === 0 || bytes.toString("base64") !== base64) throw invalid("The message is not in base64");
  if (bytes.length > MAX_SIZE) throw invalid("The message is longer than 10 MB");
  const raw = bytes.toString("latin1");
  if (!/\r?\n\r?\n/.test(raw)) throw invalid("The message has no body");
  if (raw.split("\n").some((line) => line.length >= MAX_LINE_LENGTH)) throw invalid("A line is longer than 1000");
  const openParts = [...raw.matchAll(/boundary="?([^";\r\n]+)/gi)].map(([, boundary]) => `--${boundary}--`);
  if (openParts.some((end) => !raw.split(/\r?\n/).includes(end))) throw invalid("A multipart has no end");
  return described(await PostalMime.parse(bytes));
}

function described(email: Email): RawEmail {
  const { from, subject = "", text = "", html = "" } = email;
  const names = email.headers.map(({ key }) => key);
  const twice = SINGLE_HEADERS.find((header) => names.indexOf(header) !== names.lastIndexOf(header));
  if (twice) throw invalid(`Duplicate header '${twice}'`);
  if (!from?.address) throw invalid("Missing required header 'From'.");
  if (!subject || !(text || html)) throw invalid("A subject and a body are required");
  return {
    fromAddress: from.address,
    from: mailboxes([from]),
    replyTo: mailboxes(email.replyTo),
    recipients: [email.to, email.cc, email.bcc].flatMap((list) => list ?? []).map(({ address }) => address ?? ""),
    subject,
    text: withLineFeeds(text),
    html: withLineFeeds(html),
    attachments: email.attachments.map(sentAttachment),
  };
}

/** With one line feed at its end: the parser keeps the line ends of mail, or adds one, depending on the encoding. */
function withLineFeeds(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(/\n*$/, "\n");
}

function mailboxes(addresses: readonly Address[] = []): string {
  return addresses.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(", ");
}

function sentAttachment({ filename, mimeType, method, content }: Attachment): SentAttachment {
  const bytes = typeof content === "string" ? Buffer.from(content) : Buffer.from(content as ArrayBuffer);
  const text = bytes.toString(mimeType.startsWith("text/") ? "utf8" : "base64");
  return {
    name: filename ?? "",
    contentType: method ? `${mimeType}; method=${method}` : mimeType,
    // The parser makes the line ends of calendars line feeds.
    content: mimeType === "text/calendar" ? text.replace(/\r?\n/g, "\r\n") : text,
  };
}

export function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValue", 400, message);
}
