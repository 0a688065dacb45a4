import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { REPEATABLE } from "./clients/client-settings";
import { lean } from "./clients/lean-client";

export const cloudWatch = () => lean(new CloudWatchClient({ ...REPEATABLE, maxAttempts: 2 }));
