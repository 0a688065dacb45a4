/** What Lambda and the scheduler do with an event that cannot be worked off: they put it into a queue, by a role. */
import type { RoleInUse } from "../access/access-control";
import type { Requirements } from "../access/requirements";
import type { Queues } from "../emulators/queues/queues";

/**
 * Puts an event into its dead-letter queue; it is lost where the role may not send there.
 * @param attributes as AWS adds them, by name
 */
export type Bury = (
  role: RoleInUse,
  queueArn: string | undefined,
  body: string,
  attributes: Readonly<Record<string, string | number>>,
) => Promise<void>;

export function createDeadLetters(queues: Pick<Queues, "operate">, requirements: Pick<Requirements, "ofQueue">): Bury {
  return async (role, queueArn, body, attributes) => {
    if (queueArn === undefined || !role.may(...requirements.ofQueue("sqs:SendMessage", queueArn))) return;
    await queues.operate("SendMessage", queueArn.split(":").at(-1) ?? "", {
      MessageBody: body,
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes)
          // SQS takes no empty value.
          .filter(([, value]) => value !== "")
          .map(([name, value]) => [
            name,
            { DataType: typeof value === "number" ? "Number" : "String", StringValue: String(value) },
          ]),
      ),
    });
  };
}
