import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { StoredReply } from "../../../contracts/tables/replies-table";
import { REPLIES, type TestDynamo } from "../servers/dynamo";

/** An answer that waits for staff, since an hour ago. */
export function storedReply(changes: Partial<StoredReply> = {}): StoredReply {
  const receivedAt = new Date(Date.now() - 3_600_000).toISOString();
  return {
    replyId: "reply-1",
    receivedAt,
    meaning: "UNCLEAR",
    status: "REPLY_UNCLEAR",
    reason: "UNCLEAR_WORDS",
    phoneNumber: "+12065550142",
    text: "Zyxxington has the wombat flu",
    waiting: "staff",
    acknowledgedAt: receivedAt,
    ttl: Math.floor(Date.now() / 1_000) + 90 * 86_400,
    ...changes,
  };
}

/** Puts an answer into the table of the environment `test`. */
export async function storeReply(dynamo: TestDynamo, changes: Partial<StoredReply> = {}): Promise<StoredReply> {
  const Item = storedReply(changes);
  await dynamo.direct.send(new PutCommand({ TableName: REPLIES, Item }));
  return Item;
}
