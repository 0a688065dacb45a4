import { SESClient } from "@aws-sdk/client-ses";
import { once, sendConnections } from "../client-settings";

export const ses = (connections = sendConnections()) => new SESClient(once(connections));
