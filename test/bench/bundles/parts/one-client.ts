import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";

export const all = [new SNSClient({}), PublishCommand];
