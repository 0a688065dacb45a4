/**
 * The addresses that an email comes from: `Source`, and the header `From`. The documentation does not say which of them
 * is checked, so both must be allowed.
 */
export function rawEmailSenders(source: string | null, base64: string): string[] {
  const [headers = ""] = Buffer.from(base64, "base64")
    .toString("latin1")
    .split(/\r?\n\r?\n/);
  const from = /^From:(.*)$/im.exec(headers.replace(/\r?\n[ \t]+/g, " "))?.[1];
  const given = [source, from].flatMap((mailbox) => (mailbox ? [mailbox.trim()] : []));
  return [...new Set(given.map((mailbox) => /<([^<>]*)>$/.exec(mailbox)?.[1] ?? mailbox))];
}
