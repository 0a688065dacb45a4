import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { CHANNELS } from "../../contracts/delivery-log";
import { SENDING_STOPS } from "../../contracts/sending-stops";
import type { Clock, Stops } from "../domain/ports";

/** ms for which a read counts, from when it began: a send may begin this long after a stop. */
const HOLDS = 1_000;

/** What operators have stopped: the table is read once for all that ask within a second. */
export function dynamoStops(client: DynamoDBClient, table: string, clock: Pick<Clock, "now">): Stops {
  let last: { readonly at: number; readonly stopped: Promise<ReadonlySet<string>> } | undefined;

  const read = async () => {
    const { Item = {} } = await client.send(
      new GetItemCommand({
        TableName: table,
        Key: { [SENDING_STOPS.partitionKey]: { S: SENDING_STOPS.item } },
        // A stop counts from the moment that the operator's command returns.
        ConsistentRead: true,
        ProjectionExpression: CHANNELS.join(", "),
      }),
    );
    return new Set(Object.keys(Item));
  };

  return {
    async isStopped(channel) {
      const now = clock.now();
      if (!last || now - last.at >= HOLDS || now < last.at) {
        const reading = { at: now, stopped: read() };
        last = reading;
        // A failure is not remembered: the next to ask reads anew.
        reading.stopped.catch(() => {
          if (last === reading) last = undefined;
        });
      }
      return (await last.stopped).has(channel);
    },
  };
}
