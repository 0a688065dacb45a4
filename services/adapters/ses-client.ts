import { SESClient } from "@aws-sdk/client-ses";
import { ONCE } from "./client-settings";

export const ses = () => new SESClient(ONCE);
