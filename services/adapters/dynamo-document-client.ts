import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamoDb } from "./dynamo-client";
import { FROM_DYNAMO, TO_DYNAMO } from "./dynamo-values";

/** Whatever others wrote is read, and plain objects are written. */
export const dynamoDocuments = (client = dynamoDb()) =>
  DynamoDBDocumentClient.from(client, {
    // Copies: it writes its own settings into them.
    marshallOptions: { ...TO_DYNAMO },
    unmarshallOptions: { ...FROM_DYNAMO },
  });
