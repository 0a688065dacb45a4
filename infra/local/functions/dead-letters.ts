/** How Lambda and the scheduler send an event that cannot be processed to a dead-letter queue, with a role. */
import type { RoleInUse } from "../access/access-control";
import type { Requirements } from "../access/requirements";
import type { Queues } from "../emulators/queues/queues";

/**
 * Sends an event to its dead-letter queue; it is lost if the role may not send there.
 * @param attributes the message attributes that AWS adds, by name
 */
export type SendToDeadLetterQueue = (
  role: RoleInUse,
  queueArn: string | undefined,
  body: string,
  attributes: Readonly<Record<string, string | number>>,
) => Promise<void>;

export function createDeadLetterSender(
  queues: Pick<Queues, "operate">,
  requirements: Pick<Requirements, "ofQueue">,
): SendToDeadLetterQueue {
  return async (role, queueArn, body, attributes) => {
    if (queueArn === undefined || !role.may(...requirements.ofQueue("sqs:SendMessage", queueArn))) return;
    await queues.operate("SendMessage", queueArn.split(":").at(-1) ?? "", {
      MessageBody: body,
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes)
          // SQS does not accept empty values.
          .filter(([, value]) => value !== "")
          .map(([name, value]) => [
            name,
            { DataType: typeof value === "number" ? "Number" : "String", StringValue: String(value) },
          ]),
      ),
    });
  };
}
