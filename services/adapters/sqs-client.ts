import { SQSClient } from "@aws-sdk/client-sqs";
import { REPEATABLE } from "./client-settings";

export const sqs = () => new SQSClient(REPEATABLE);
