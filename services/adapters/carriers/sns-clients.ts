import { SNSClient } from "@aws-sdk/client-sns";
import { once, REPEATABLE, sendConnections } from "../client-settings";

/** For topics, and for opt-out checks. */
export const sns = () => new SNSClient(REPEATABLE);
/** For texts. */
export const snsPhones = (connections = sendConnections()) => new SNSClient(once(connections));
