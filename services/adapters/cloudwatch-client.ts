import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { REPEATABLE } from "./client-settings";

export const cloudWatch = () => new CloudWatchClient({ ...REPEATABLE, maxAttempts: 2 });
