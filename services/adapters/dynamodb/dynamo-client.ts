import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { REPEATABLE } from "../clients/client-settings";
import { lean } from "../clients/lean-client";

export const dynamoDb = () => lean(new DynamoDBClient(REPEATABLE));
