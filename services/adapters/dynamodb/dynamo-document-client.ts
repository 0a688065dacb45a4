import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { REPEATABLE } from "../clients/client-settings";
import { lean } from "../clients/lean-client";
import { FROM_DYNAMO, TO_DYNAMO } from "./dynamo-values";

/** A document client that reads any value that other programs wrote, and writes plain objects. */
export const dynamoDocuments = (settings: DynamoDBClientConfig = REPEATABLE) =>
  // It cannot use a client that resolves its middleware once: its commands add their input to that middleware.
  DynamoDBDocumentClient.from(lean(new DynamoDBClient({ ...settings, cacheMiddleware: false })), {
    // Copies, since it writes its own settings into them.
    marshallOptions: { ...TO_DYNAMO },
    unmarshallOptions: { ...FROM_DYNAMO },
  });
