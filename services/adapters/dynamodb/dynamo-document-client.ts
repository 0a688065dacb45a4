import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { REPEATABLE } from "../client-settings";
import { FROM_DYNAMO, TO_DYNAMO } from "./dynamo-values";

/** Whatever others wrote is read, and plain objects are written. */
export const dynamoDocuments = (settings: DynamoDBClientConfig = REPEATABLE) =>
  // It cannot use a client whose middleware is resolved once: its commands put their input into the client's.
  DynamoDBDocumentClient.from(new DynamoDBClient({ ...settings, cacheMiddleware: false }), {
    // Copies: it writes its own settings into them.
    marshallOptions: { ...TO_DYNAMO },
    unmarshallOptions: { ...FROM_DYNAMO },
  });
