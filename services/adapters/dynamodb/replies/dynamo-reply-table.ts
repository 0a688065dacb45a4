import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { ERASED_AT, ERASED_PHONE_PREFIX } from "../../../../contracts/tables/erasures";
import {
  FIRST_RECEIPT_PREFIX,
  REPLIES_TABLE,
  SENDER_PREFIX,
  type StoredReply,
  WISH_PREFIX,
} from "../../../../contracts/tables/replies-table";
import type { Clock } from "../../../domain/ports";
import type { ReplyTable, TextWish } from "../../../domain/replies/reply-ports";
import { isWritten } from "../dynamo-errors";
import { FROM_DYNAMO, TO_DYNAMO } from "../dynamo-values";

const { partitionKey, expiryAttribute } = REPLIES_TABLE;

/** Seconds for which the counts of a phone are kept: the answers of a day may be delivered again on the next one. */
const COUNTS_KEPT = 3 * 86_400;

/** Seconds for which an answer may be delivered again: as long as a message is kept in its queue and in its DLQ. */
const RECEIPTS_KEPT = 29 * 86_400;

/** The table of patients' answers. */
export function dynamoReplyTable(client: DynamoDBClient, table: string, clock: Pick<Clock, "now">): ReplyTable {
  const read = async (replyId: string) => {
    const Key = { [partitionKey]: { S: replyId } };
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && (unmarshall(Item, FROM_DYNAMO) as StoredReply);
  };
  const count = (phoneDigest: string, day: string, counted: string, conditions: Partial<UpdateItemCommandInput>) => {
    const { ExpressionAttributeNames, ExpressionAttributeValues, ...rest } = conditions;
    return client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: { [partitionKey]: { S: `${SENDER_PREFIX}${phoneDigest}:${day}` } },
        UpdateExpression: "ADD #counted :one SET #ttl = :ttl",
        ExpressionAttributeNames: { "#counted": counted, "#ttl": expiryAttribute, ...ExpressionAttributeNames },
        ExpressionAttributeValues: {
          ":one": { N: "1" },
          ":ttl": { N: String(Math.ceil(clock.now() / 1_000) + COUNTS_KEPT) },
          ...ExpressionAttributeValues,
        },
        ReturnValues: "ALL_NEW",
        ...rest,
      }),
    );
  };
  return {
    find: read,
    async store(reply) {
      const put = new PutItemCommand({
        TableName: table,
        Item: marshall(reply, TO_DYNAMO),
        ConditionExpression: "attribute_not_exists(#id)",
        ExpressionAttributeNames: { "#id": partitionKey },
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      });
      try {
        await client.send(put);
        return undefined;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // Emulators respond without the item.
        return error.Item
          ? (unmarshall(error.Item, FROM_DYNAMO) as StoredReply)
          : ((await read(reply.replyId)) ?? reply);
      }
    },
    async firstReceivedAt(replyId, receivedAt) {
      const { Attributes = {} } = await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: { [partitionKey]: { S: `${FIRST_RECEIPT_PREFIX}${replyId}` } },
          UpdateExpression: "SET #at = if_not_exists(#at, :at), #ttl = :ttl",
          ExpressionAttributeNames: { "#at": "at", "#ttl": expiryAttribute },
          ExpressionAttributeValues: {
            ":at": { N: String(receivedAt) },
            ":ttl": { N: String(Math.ceil(clock.now() / 1_000) + RECEIPTS_KEPT) },
          },
          ReturnValues: "ALL_NEW",
        }),
      );
      return Number(unmarshall(Attributes, FROM_DYNAMO).at ?? receivedAt);
    },
    async erasedAt(phoneDigest) {
      const Key = { [partitionKey]: { S: `${ERASED_PHONE_PREFIX}${phoneDigest}` } };
      const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && Number(Item[ERASED_AT]?.N);
    },
    async noteWish(phoneDigest, { meaning, at }) {
      const key = { [partitionKey]: { S: `${WISH_PREFIX}${phoneDigest}` } };
      const update = new UpdateItemCommand({
        TableName: table,
        Key: key,
        UpdateExpression: "SET #meaning = :meaning, #at = :at, #ttl = :ttl",
        ConditionExpression: "attribute_not_exists(#at) OR #at <= :at",
        ExpressionAttributeNames: { "#meaning": "meaning", "#at": "at", "#ttl": expiryAttribute },
        ExpressionAttributeValues: {
          ":meaning": { S: meaning },
          ":at": { N: String(at) },
          ":ttl": { N: String(Math.ceil(clock.now() / 1_000) + RECEIPTS_KEPT) },
        },
      });
      if (await isWritten(client.send(update))) return { meaning, at };
      const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }));
      return Item ? (unmarshall(Item, FROM_DYNAMO) as TextWish) : { meaning, at };
    },
    async countAnswer(phoneDigest, day) {
      const { Attributes = {} } = await count(phoneDigest, day, "answers", {});
      const { answers = 0, acknowledgements = 0 } = unmarshall(Attributes, FROM_DYNAMO);
      return { answers, acknowledgements };
    },
    async countAcknowledgement(phoneDigest, day, max, once) {
      const isBelow = "(attribute_not_exists(#counted) OR #counted < :max)";
      const acknowledged = count(phoneDigest, day, "acknowledgements", {
        ...(once && { UpdateExpression: "ADD #counted :one SET #ttl = :ttl, #once = :one" }),
        ConditionExpression: once ? `${isBelow} AND attribute_not_exists(#once)` : isBelow,
        ...(once && { ExpressionAttributeNames: { "#once": once } }),
        ExpressionAttributeValues: { ":max": { N: String(max) } },
      });
      return isWritten(acknowledged);
    },
  };
}
