import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";

export const all = [new SNSClient({}), PublishCommand, new DynamoDBClient({}), UpdateItemCommand];
