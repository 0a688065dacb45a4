import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { once, sendConnections } from "../client-settings";

export const endUserMessaging = (connections = sendConnections()) => new PinpointSMSVoiceV2Client(once(connections));
