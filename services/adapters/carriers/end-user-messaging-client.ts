import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { SmsCarrier } from "../../domain/delivery/carriers";
import type { Clock } from "../../domain/ports";
import { once, sendConnections } from "../clients/client-settings";
import { lean } from "../clients/lean-client";
import { endUserMessagingCarrier } from "./end-user-messaging-carrier";

/** The carrier with a client of its own. */
export function endUserMessaging(
  configurationSet: string,
  clock: Pick<Clock, "now">,
  connections = sendConnections(),
): SmsCarrier {
  return endUserMessagingCarrier(lean(new PinpointSMSVoiceV2Client(once(connections))), configurationSet, clock);
}
