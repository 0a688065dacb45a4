import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { DataKey } from "./data-key";
import { removalPolicy } from "./removal-policy";

export interface EncryptedLogsProps {
  readonly logGroupName: string;
  /** Its policy must allow CloudWatch Logs to use it for a group of this name. */
  readonly key: DataKey;
  /** Whether to retain the group when the stack is deleted. */
  readonly retain: boolean;
}

/** A log group, encrypted with the environment's key, with a retention of 30 days. */
export class EncryptedLogs extends LogGroup {
  constructor(scope: Construct, id: string, { logGroupName, key, retain }: EncryptedLogsProps) {
    super(scope, id, {
      logGroupName,
      retention: RetentionDays.ONE_MONTH,
      encryptionKey: key.key,
      removalPolicy: removalPolicy(retain),
    });
  }
}
