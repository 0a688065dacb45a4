/**
 * SES returns `MessageRejected` for many causes other than the recipient, and only the message differs ("Amazon SES
 * email sending errors", SES Developer Guide:
 * https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html). The message is read here and not kept,
 * since it repeats addresses.
 */
const PAUSED = /\b(?:sending paused for this account|account is paused)\b/i;
const NOT_VERIFIED = /\bemail address is not verified\b/i;

/**
 * The code of a rejection.
 * @param text the error's message
 * @param sender the sender's address; SES lists it, or its domain, if it is not verified
 * @returns undefined if the rejection is about this email or its recipient
 */
export function rejectionCode(text: string, sender: string): string | undefined {
  if (PAUSED.test(text)) return "AccountPausedByAws";
  if (!NOT_VERIFIED.test(text)) return undefined;
  const domain = sender.slice(sender.lastIndexOf("@") + 1).toLowerCase();
  const identities = text
    .slice(text.indexOf(":") + 1)
    .toLowerCase()
    .split(/[\s,:]+/);
  const listed = identities.some((identity) => identity === domain || identity.endsWith(`@${domain}`));
  // In the sandbox, recipients must be verified too.
  return listed ? "SenderNotVerified" : "RecipientNotVerified";
}
