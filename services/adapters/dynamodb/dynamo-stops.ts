import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { CHANNELS } from "../../../contracts/delivery-log";
import { SENDING_STOPS } from "../../../contracts/tables/sending-stops";
import type { Clock } from "../../domain/ports";
import { cachedStops } from "../../domain/stops/cached-stops";
import type { Stops } from "../../domain/stops/stops";

/** The channels that operators have stopped, read from their table. */
export function dynamoStops(client: DynamoDBClient, table: string, clock: Pick<Clock, "now">): Stops {
  return cachedStops(async () => {
    const { Item = {} } = await client.send(
      new GetItemCommand({
        TableName: table,
        Key: { [SENDING_STOPS.partitionKey]: { S: SENDING_STOPS.item } },
        // A stop takes effect when the operator's command returns.
        ConsistentRead: true,
        ProjectionExpression: CHANNELS.join(", "),
      }),
    );
    return new Set(CHANNELS.filter((channel) => Item[channel] !== undefined));
  }, clock);
}
