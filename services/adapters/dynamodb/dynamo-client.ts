import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { REPEATABLE } from "../client-settings";

export const dynamoDb = () => new DynamoDBClient(REPEATABLE);
