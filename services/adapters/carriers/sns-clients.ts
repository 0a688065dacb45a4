import { SNSClient } from "@aws-sdk/client-sns";
import { once, REPEATABLE, sendConnections } from "../clients/client-settings";
import { lean } from "../clients/lean-client";

/** For topics, and for opt-out checks. */
export const sns = () => lean(new SNSClient(REPEATABLE));
/** For texts. */
export const snsPhones = (connections = sendConnections()) => lean(new SNSClient(once(connections)));
