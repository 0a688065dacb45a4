import { SESClient } from "@aws-sdk/client-ses";
import { once, sendConnections } from "../clients/client-settings";
import { lean } from "../clients/lean-client";

export const ses = (connections = sendConnections()) => lean(new SESClient(once(connections)));
