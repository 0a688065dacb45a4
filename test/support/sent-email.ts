/** Emails as SES gets them, read by a parser that is not ours. */
import PostalMime, { type Email } from "postal-mime";
import type { AwsCall } from "./servers/aws-server";

/** The email in a call of SendRawEmail. */
export async function sentEmail(call: AwsCall | undefined): Promise<Email> {
  return parsedEmail(rawEmail(call));
}

/** @param raw Internet mail */
export async function parsedEmail(raw: string): Promise<Email> {
  const { text = "", html = "", ...email } = await PostalMime.parse(raw, { attachmentEncoding: "utf8" });
  return { ...email, text: withLineFeeds(text), html: withLineFeeds(html) };
}

/** The email as its lines are. */
export function rawEmail(call: AwsCall | undefined): string {
  return Buffer.from(String(call?.parameters["RawMessage.Data"]), "base64").toString("latin1");
}

/** What SendRawEmail has in addition to the email. */
export function envelopeOf(call: AwsCall | undefined): Readonly<Record<string, unknown>> {
  const { "RawMessage.Data": _, Action, Version, ...envelope } = call?.parameters ?? {};
  return Object.fromEntries(Object.entries(envelope).filter(([name]) => !name.startsWith(TAGS)));
}

const TAGS = "Tags.member.";

/** What the email is tagged with: names and values, as they are sent. */
export function tagsOf(call: AwsCall | undefined): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(call?.parameters ?? {}).filter(([name]) => name.startsWith(TAGS)));
}

/** With one line feed at its end: the parser keeps the line ends of mail, or adds one, depending on the encoding. */
function withLineFeeds(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(/\n*$/, "\n");
}
