import { SNSClient } from "@aws-sdk/client-sns";
import { ONCE, REPEATABLE } from "./client-settings";

/** For topics, and for questions about a phone. */
export const sns = () => new SNSClient(REPEATABLE);
/** For texts to phones. */
export const snsPhones = () => new SNSClient(ONCE);
