import { SNSClient } from "@aws-sdk/client-sns";
import { once, REPEATABLE, sendConnections } from "../client-settings";

/** For topics, and for questions about a phone. */
export const sns = () => new SNSClient(REPEATABLE);
/** For texts to phones. */
export const snsPhones = (connections = sendConnections()) => new SNSClient(once(connections));
