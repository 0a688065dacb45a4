/** The account's number with a two-way channel: what becomes of a text that a patient sends to it. */
import { randomUUID } from "node:crypto";
import { ACCOUNT } from "../../template/references";
import type { OptOutList } from "../carriers/opt-out-list";
import { OWN_NUMBER } from "../carriers/own-number";
import type { Outbox, ReceivedReply } from "../outbox";
import { AUTOMATIC_ANSWERS, keywordOf } from "./keywords";
import { InvalidReply, readReply } from "./read-reply";

export interface TwoWayNumberParts {
  readonly outbox: Pick<Outbox, "sms" | "replies">;
  readonly optOuts: OptOutList;
  /** Whether the number answers neither STOP nor HELP, and delivers everything. */
  readonly selfManagedOptOuts: boolean;
  /** The topic of its two-way channel; absent if the template has none. */
  readonly topicArn: string | undefined;
  publish(topicArn: string, message: string): Promise<void>;
}

/**
 * Receives texts of patients.
 * @param given the phone number and the message, as {@link readReply} reads them
 * @returns what becomes of the text
 * @throws {InvalidReply} if no phone could send it, or nobody receives it
 */
export type ReceiveReply = (given: unknown) => Promise<ReceivedReply>;

export function createTwoWayNumber(parts: TwoWayNumberParts): ReceiveReply {
  const { outbox, optOuts, selfManagedOptOuts, topicArn } = parts;
  return async (given) => {
    const { phoneNumber, message, previousPublishedMessageId: chosen } = readReply(given);
    if (topicArn === undefined) throw new InvalidReply("The template has no topic for the answers of patients");
    const last = outbox.sms.findLast((text) => text.phoneNumber === phoneNumber && text.automatic !== true);
    const answered = chosen === undefined ? last?.messageId : (chosen ?? undefined);
    const keyword = selfManagedOptOuts ? undefined : keywordOf(message);
    const reply: ReceivedReply = {
      inboundMessageId: randomUUID(),
      phoneNumber,
      message,
      at: new Date().toISOString(),
      ...(answered !== undefined && { previousPublishedMessageId: answered }),
      ...(keyword && { keyword }),
    };
    outbox.replies.push(reply);
    if (keyword) {
      const text = AUTOMATIC_ANSWERS[keyword];
      outbox.sms.push({
        messageId: randomUUID(),
        from: OWN_NUMBER,
        phoneNumber,
        message: text,
        automatic: true,
        at: reply.at,
      });
      if (keyword === "OPT_OUT") optOuts.put(phoneNumber, true);
    } else {
      await parts.publish(topicArn, payloadOf(reply, last?.from));
    }
    return reply;
  };
}

/**
 * "Example of a two-way SMS message payload for Amazon SNS topics", AWS End User Messaging SMS User Guide
 * (https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html).
 * @param from what the last text came from
 */
function payloadOf(reply: ReceivedReply, from: string | undefined): string {
  const { phoneNumber, message, inboundMessageId, previousPublishedMessageId } = reply;
  return JSON.stringify({
    originationNumber: phoneNumber,
    // A sender ID is no number: nobody can answer it.
    destinationNumber: from !== undefined && /^\+?\d+$/.test(from) ? from : OWN_NUMBER,
    // The keyword of a number without keywords of its own, as others have seen it.
    messageKeyword: `KEYWORD_${ACCOUNT}`,
    messageBody: message,
    inboundMessageId,
    ...(previousPublishedMessageId !== undefined && { previousPublishedMessageId }),
  });
}
