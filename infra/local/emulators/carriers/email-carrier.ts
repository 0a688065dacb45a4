/** SES SendRawEmail: checks the sender and adds each accepted email to the outbox, once per recipient. */
import { randomUUID } from "node:crypto";
import { AwsError, queryParameters, type ReadonlyParameters, type Service, xmlAnswer } from "../../protocol/call";
import { REGION } from "../../template/references";
import type { SentEmail } from "../outbox";
import type { OnEmailAccepted } from "./accepted-message";
import { invalid, readRawEmail } from "./raw-email";
import { createTestContacts, type TestContacts } from "./test-contacts";

const NAMESPACE = "http://ses.amazonaws.com/doc/2010-12-01/";
const ADDRESS = /^[^\s@<>,;]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

/** The test file of anti-virus programs: SES accepts an email that has it, and rejects it then. */
const EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

/**
 * @param sent receives the accepted emails
 * @param verifiedSender the sender address in the template: its domain is the verified identity
 * @param configurationSets the names that an email may use
 */
export function createEmailCarrier(
  sent: SentEmail[],
  verifiedSender: string | undefined,
  contacts: TestContacts = createTestContacts(),
  configurationSets: readonly string[] = [],
  onAccepted: OnEmailAccepted = () => {},
): Service {
  const verified = verifiedSender && domainOf(verifiedSender);
  return async (call) => {
    if (call.operation !== "SendRawEmail") {
      throw new AwsError("InvalidAction", 400, `The local run has no ses ${call.operation}`);
    }
    const parameters = queryParameters(call);
    const { fromAddress, recipients, ...email } = await readRawEmail(parameters.get("RawMessage.Data") ?? "");
    const source = addressIn(parameters.get("Source") ?? fromAddress);
    const unverified = [...new Set([source, fromAddress])].filter((address) => domainOf(address) !== verified);
    if (unverified.length > 0) {
      const region = REGION.toUpperCase();
      const reason = `Email address is not verified. The following identities failed the check in region ${region}`;
      throw new AwsError("MessageRejected", 400, `${reason}: ${unverified.join(", ")}`);
    }
    const configurationSet = parameters.get("ConfigurationSetName");
    if (configurationSet !== null && !configurationSets.includes(configurationSet)) {
      const message = `Configuration set <${configurationSet}> does not exist.`;
      throw new AwsError("ConfigurationSetDoesNotExist", 400, message);
    }
    const destinations = [...parameters]
      .filter(([name]) => /^Destinations\.member\.\d+$/.test(name))
      .map(([, to]) => addressIn(to));
    const addresses = destinations.length > 0 ? destinations : recipients;
    if (addresses.length === 0) throw invalid("Missing destination");
    if (addresses.some((to) => !ADDRESS.test(to))) throw invalid("A recipient is not an email address");
    for (const to of addresses) contacts.acceptEmail(to, email.text + email.html);

    const messageId = randomUUID();
    const at = new Date().toISOString();
    const { from, subject, text, html, attachments } = email;
    const hasVirus = [text, html, ...attachments.map(({ content }) => content)].some((part) => part.includes(EICAR));
    const accepted = { messageId, source, from, subject, tags: tagsOf(parameters), hasVirus };
    for (const to of addresses) {
      sent.push({ messageId, to, ...email, at });
      onAccepted({ ...accepted, to, ...(configurationSet !== null && { configurationSet }) });
    }
    return xmlAnswer("SendRawEmail", NAMESPACE, `<MessageId>${messageId}</MessageId>`);
  };
}

/** "MessageTag", Amazon SES API Reference. */
function tagsOf(parameters: ReadonlyParameters): Record<string, string> {
  const tags = [...parameters].flatMap(([key, name]) => {
    const [, member] = /^Tags\.member\.(\d+)\.Name$/.exec(key) ?? [];
    return member ? [[name, parameters.get(`Tags.member.${member}.Value`) ?? ""] as const] : [];
  });
  const isValid = (text: string) => /^[A-Za-z0-9_-]{1,256}$/.test(text);
  if (tags.some((tag) => !tag.every(isValid))) throw invalid("A tag is not valid");
  return Object.fromEntries(tags);
}

/** The address in `Clinic <noreply@example.com>`, or the address itself. */
function addressIn(mailbox: string): string {
  return /<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
