import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { readStopTarget, SENDING_STOPS, type StopTarget } from "../../../contracts/tables/sending-stops";
import type { Clock } from "../../domain/ports";
import { cachedStops } from "../../domain/stops/cached-stops";
import type { Stops } from "../../domain/stops/stops";

/** What operators have stopped, read from their table. */
export function dynamoStops(client: DynamoDBClient, table: string, clock: Pick<Clock, "now">): Stops {
  return cachedStops(async () => {
    // The names of the clinics' attributes are not known here, and a part of an item costs as much as all of it.
    const { Item = {} } = await client.send(
      new GetItemCommand({
        TableName: table,
        Key: { [SENDING_STOPS.partitionKey]: { S: SENDING_STOPS.item } },
        // A stop takes effect when the operator's command returns.
        ConsistentRead: true,
      }),
    );
    return new Set(Object.keys(Item).filter((name): name is StopTarget => readStopTarget(name) !== undefined));
  }, clock);
}
