/** Facts that a text and an email, followed to their end, show. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { Evidence } from "./evidence";
import type { Fact } from "./facts";
import { type Finding, onAnswer, refuted, seen, unknown } from "./finding";
import { refusal } from "./smoke-messages";

const itemOf = ({ messages }: Evidence, channel: "SMS" | "EMAIL") =>
  messages.find((message) => message.channel === channel)?.item;

/** Decides on how a message ended; a refused permission refutes what the fact says of permissions. */
function onEnd(evidence: Evidence, channel: "SMS" | "EMAIL", decide: (item: DeliveryLogItem) => Finding): Finding {
  const message = evidence.messages.find((one) => one.channel === channel);
  if (!message) return unknown(channel === "SMS" ? "no text was sent (--phone)" : "no email was sent");
  if (!message.item) return unknown("the delivery log has no item of it yet");
  const code = refusal(message.item);
  if (code) return refuted(`the consumer was answered ${code}`);
  return decide(message.item);
}

const accepted = (status: DeliveryLogItem["status"], how: string) => (item: DeliveryLogItem) =>
  item.status === status ? seen(how) : unknown(`it stands at ${item.status}${item.reason ? `, ${item.reason}` : ""}`);

const textAccepted = (how: string) => (evidence: Evidence) => onEnd(evidence, "SMS", accepted("SMS_SENT", how));

export const SENDING_FACTS: readonly Fact[] = [
  {
    id: "sns-publish-permission",
    statement: "The SMS consumer's role may publish to a phone",
    find: textAccepted("SNS accepted the text"),
  },
  {
    id: "sns-opt-out-permission",
    statement: "The SMS consumer's role may ask whether a number has opted out",
    find: textAccepted("the text went out, which needs the answer first"),
  },
  {
    id: "sms-origination-identity",
    statement: "SNS finds an origination identity for the text",
    find: (evidence) =>
      onDelivery(evidence, ({ lacksOrigination, delivered }) => {
        if (lacksOrigination) return refuted("accepted, then failed: no origination identity is available");
        return delivered ? seen("SNS logged the text as delivered") : unknown("SNS logged another failure");
      }),
  },
  {
    id: "sms-delivery-log-id",
    statement: "SNS's delivery log names a text by the id that Publish returned",
    find: (evidence) => onDelivery(evidence, () => seen("it was found by that id")),
  },
  {
    id: "sms-parts-counted",
    statement: "SNS counts as many message parts as the pipeline does",
    find: (evidence) =>
      onDelivery(evidence, ({ parts }) => {
        const own = itemOf(evidence, "SMS")?.smsParts;
        if (parts === undefined || own === undefined) return unknown("the parts are not known on both sides");
        return parts === own ? seen(`${parts} on both sides`) : refuted(`SNS counted ${parts}, the pipeline ${own}`);
      }),
  },
  {
    id: "ses-send-permission",
    statement: "The email consumer's role, bound to one sender and one configuration set, may send",
    find: (evidence) => onEnd(evidence, "EMAIL", accepted("EMAIL_SENT", "SES accepted the email")),
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
            ? seen("the delivery log has the item")
            : unknown("the delivery log has no item of it yet"),
  },
  {
    id: "sqs-encrypted-send",
    statement: "A function sends to a queue that the customer's key encrypts, by kms:GenerateDataKey and kms:Decrypt",
    find: (evidence) =>
      evidence.local
        ? unknown("the local run has no encryption")
        : onEnd(evidence, "EMAIL", accepted("EMAIL_SENT", "the email went by the second queue")),
  },
  {
    id: "cloudwatch-custom-metrics",
    statement: "CloudWatch shows the metrics that the functions put",
    find: ({ messages, metrics }) => {
      const ended = messages.find(({ item }) => item?.status === "SMS_SENT" || item?.status === "EMAIL_SENT")?.item;
      if (!ended) return unknown("nothing was sent that could have been counted");
      const counted = ended.status === "SMS_SENT" ? metrics.texts : metrics.emails;
      return onAnswer(counted, "metric", (sum) =>
        sum === undefined ? unknown("nothing was measured in time") : seen(`${sum} counted meanwhile`),
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
            sum === undefined ? unknown("nothing was measured in time") : seen(`SNS counted ${sum} meanwhile`),
          ),
  },
];

function onDelivery(
  evidence: Evidence,
  decide: (delivery: NonNullable<Extract<Evidence["delivery"], { how: "known" }>["value"]>) => Finding,
): Finding {
  return onEnd(evidence, "SMS", (item) => {
    if (item.status !== "SMS_SENT") return unknown(`no text was accepted: it stands at ${item.status}`);
    return onAnswer(evidence.delivery, "delivery log of SNS (docs/deploying.md, SMS)", (delivery) =>
      delivery ? decide(delivery) : unknown("SNS has logged nothing of the text yet"),
    );
  });
}
