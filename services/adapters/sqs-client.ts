import { SQSClient } from "@aws-sdk/client-sqs";
import { REPEATABLE } from "./clients/client-settings";
import { lean } from "./clients/lean-client";

export const sqs = () => lean(new SQSClient(REPEATABLE));
