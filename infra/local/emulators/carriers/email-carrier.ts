/** SES SendEmail: checks the sender and adds each accepted email to the outbox, once per recipient. */
import { randomUUID } from "node:crypto";
import { AwsError, queryParameters, type Service, xmlAnswer } from "../../protocol/call";
import { REGION } from "../../template/references";
import type { SentEmail } from "../outbox";
import { createTestContacts, type TestContacts } from "./test-contacts";

const NAMESPACE = "http://ses.amazonaws.com/doc/2010-12-01/";
const ADDRESS = /^[^\s@<>,;]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

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
): Service {
  const verified = verifiedSender && domainOf(verifiedSender);
  return async (call) => {
    if (call.operation !== "SendEmail") {
      throw new AwsError("InvalidAction", 400, `The local run has no ses ${call.operation}`);
    }
    const parameters = queryParameters(call);
    const part = (name: string) => parameters.get(`Message.${name}.Data`) ?? "";
    const subject = part("Subject");
    const text = part("Body.Text");
    const html = part("Body.Html");
    const recipients = [...parameters]
      .filter(([name]) => /^Destination\.\w+\.member\.\d+$/.test(name))
      .map(([, to]) => to);
    const source = addressIn(parameters.get("Source") ?? "");
    if (!verified || domainOf(source) !== verified) {
      const region = REGION.toUpperCase();
      const reason = `Email address is not verified. The following identities failed the check in region ${region}`;
      throw new AwsError("MessageRejected", 400, `${reason}: ${source}`);
    }
    const configurationSet = parameters.get("ConfigurationSetName");
    if (configurationSet !== null && !configurationSets.includes(configurationSet)) {
      const message = `Configuration set <${configurationSet}> does not exist.`;
      throw new AwsError("ConfigurationSetDoesNotExist", 400, message);
    }
    if (recipients.length === 0) throw invalid("Missing destination");
    if (recipients.some((to) => !ADDRESS.test(addressIn(to)))) throw invalid("A recipient is not an email address");
    if (!subject || !(text || html)) throw invalid("A subject and a body are required");
    for (const to of recipients) contacts.acceptEmail(addressIn(to), text + html);

    const messageId = randomUUID();
    const at = new Date().toISOString();
    for (const to of recipients) sent.push({ messageId, to, subject, text, html, at });
    return xmlAnswer("SendEmail", NAMESPACE, `<MessageId>${messageId}</MessageId>`);
  };
}

/** The address in `Clinic <noreply@example.com>`, or the address itself. */
function addressIn(mailbox: string): string {
  return /<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValue", 400, message);
}
