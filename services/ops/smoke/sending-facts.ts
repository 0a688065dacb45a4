/** Facts that a text and an email show when they are followed to their outcomes. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { NO_ORIGINATION, type SmsDelivery } from "../aws/inspection/carriers/inspect-sms-delivery";
import type { Evidence } from "./evidence";
import type { Fact } from "./facts";
import { confirmed, type Finding, onAnswer, refuted, unknown } from "./finding";
import { configurationCode, type SmokeMessage, stateOf, wasAccepted } from "./smoke-messages";

type Channel = SmokeMessage["channel"];

/** Codes of SNS and SES for a role without permission. The other codes of the class concern the account or the sender. */
const NO_PERMISSION = /^(?:AccessDenied|AuthorizationError|NotAuthorized)/;

function onItem({ messages }: Evidence, channel: Channel, decide: (item: DeliveryLogItem) => Finding): Finding {
  const message = messages.find((one) => one.channel === channel);
  if (!message) return unknown(channel === "SMS" ? "no text was sent (--phone)" : "no email was sent");
  return message.item ? decide(message.item) : unknown("it is not yet in the delivery log");
}

/** Decides by a message if its carrier accepted it. */
function onAccepted(evidence: Evidence, channel: Channel, decide: (item: DeliveryLogItem) => Finding): Finding {
  return onItem(evidence, channel, (item) =>
    wasAccepted(item, channel) ? decide(item) : unknown(`it was not accepted: ${stateOf(item, channel)}`),
  );
}

/** What the outcome of a message shows about the permissions of the function that sends it. */
function permission(evidence: Evidence, channel: Channel, how: string): Finding {
  return onItem(evidence, channel, (item) => {
    if (wasAccepted(item, channel)) return confirmed(how);
    const code = configurationCode(item);
    if (!code) return unknown(`it was not accepted: ${stateOf(item, channel)}`);
    return NO_PERMISSION.test(code)
      ? refuted(`the consumer got ${code}`)
      : unknown(`the consumer got ${code}: the cause is the account or the sender, not the role`);
  });
}

export const SENDING_FACTS: readonly Fact[] = [
  {
    id: "sns-publish-permission",
    statement: "The SMS consumer's role may publish to phones",
    find: (evidence) => permission(evidence, "SMS", "SNS accepted the text"),
  },
  {
    id: "sns-opt-out-permission",
    statement: "The SMS consumer's role may ask whether a number has opted out",
    find: (evidence) => permission(evidence, "SMS", "the text was sent, which needs this answer"),
  },
  {
    id: "sms-origination-identity",
    statement: "SNS finds an origination identity for the text",
    find: (evidence) =>
      onDelivery(evidence, ({ failure, delivered }) => {
        if (failure === NO_ORIGINATION) return refuted("accepted, then failed: no origination identity is available");
        if (delivered) return confirmed("SNS logged the text as delivered");
        return unknown(`SNS logged another failure: ${failure ?? "see its log"}`);
      }),
  },
  {
    id: "sms-delivery-log-id",
    statement: "SNS's delivery log names a text by the id that Publish returned",
    find: (evidence) => onDelivery(evidence, () => confirmed("found by that id")),
  },
  {
    id: "sms-parts-counted",
    statement: "SNS counts as many message parts as the pipeline does",
    find: (evidence) =>
      onDelivery(evidence, ({ parts }, { smsParts: own }) => {
        if (parts === undefined || own === undefined) return unknown("the parts are not known on both sides");
        return parts === own
          ? confirmed(`${parts} on both sides`)
          : refuted(`SNS counted ${parts}, the pipeline ${own}`);
      }),
  },
  {
    id: "ses-send-permission",
    statement: "The email consumer's role, bound to one sender and one configuration set, may send",
    find: (evidence) => permission(evidence, "EMAIL", "SES accepted the email"),
  },
  {
    id: "sms-receipt",
    statement: "The carrier's receipt of a text reaches the delivery log",
    find: (evidence) =>
      onAnswer(evidence.textReceipts, "SMS consumer", (receipts) =>
        receipts === "off" ? unknown("receipts of texts are off") : onReceipt(evidence, "SMS"),
      ),
  },
  {
    id: "ses-receipt",
    statement: "SES publishes what became of an email, and it reaches the delivery log",
    find: (evidence) => onReceipt(evidence, "EMAIL"),
  },
  {
    id: "sqs-encrypted-consume",
    statement: "Lambda reads a queue that the customer's key encrypts, by kms:Decrypt of the function's role",
    find: ({ messages, local }) =>
      messages.length === 0
        ? unknown("nothing was sent")
        : local
          ? unknown("the local run has no encryption")
          : messages.some(({ item }) => item)
            ? confirmed("the delivery log has the item")
            : unknown("it is not yet in the delivery log"),
  },
  {
    id: "sqs-encrypted-send",
    statement: "A function sends to a queue that the customer's key encrypts, by kms:GenerateDataKey and kms:Decrypt",
    find: (evidence) =>
      evidence.local
        ? unknown("the local run has no encryption")
        : onItem(evidence, "EMAIL", (item) =>
            item.history.some(({ status }) => status === "EMAIL_SENDING")
              ? confirmed("the email consumer received the message from the second queue")
              : unknown(`the email consumer has not started: ${stateOf(item, "EMAIL")}`),
          ),
  },
  {
    id: "cloudwatch-custom-metrics",
    statement: "CloudWatch shows the metrics that the functions put",
    find: ({ messages, metrics }) => {
      const accepted = messages.find(({ item, channel }) => item && wasAccepted(item, channel));
      if (!accepted) return unknown("no message was accepted that could be counted");
      const counted = accepted.channel === "SMS" ? metrics.texts : metrics.emails;
      return onAnswer(counted, "metric", (sum) =>
        sum === undefined ? unknown("CloudWatch had no data in time") : confirmed(`${sum} counted during the run`),
      );
    },
  },
  {
    id: "sns-encrypted-topic",
    statement: "A function publishes to a topic that the customer's key encrypts",
    find: ({ messages, metrics }) =>
      messages.length === 0
        ? unknown("nothing was sent")
        : onAnswer(metrics.events, "metric", (sum) =>
            sum === undefined
              ? unknown("CloudWatch had no data in time")
              : confirmed(`SNS counted ${sum} during the run`),
          ),
  },
];

function onReceipt(evidence: Evidence, channel: Channel): Finding {
  return onAccepted(evidence, channel, ({ status, reason }) => {
    if (status === `${channel}_SENT`) return unknown("there was none in time: some take up to 72 hours");
    return confirmed(status === "UNDELIVERED" ? `it was not delivered (${reason})` : "it was delivered");
  });
}

function onDelivery(evidence: Evidence, decide: (delivery: SmsDelivery, item: DeliveryLogItem) => Finding): Finding {
  return onAccepted(evidence, "SMS", (item) =>
    onAnswer(evidence.delivery, "delivery log of SNS (docs/deploying.md, SMS)", (delivery) =>
      delivery ? decide(delivery, item) : unknown("SNS has not logged the text yet: some carriers take days"),
    ),
  );
}
