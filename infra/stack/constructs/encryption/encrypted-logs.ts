import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { DataKey } from "./data-key";
import { removalPolicy } from "./removal-policy";

export interface EncryptedLogsProps {
  readonly logGroupName: string;
  /** Its policy must allow CloudWatch Logs to use it for a group of this name. */
  readonly key: DataKey;
  /** How long its lines are kept: one of the periods of CloudWatch Logs. */
  readonly retentionDays: number;
  /** Whether to retain the group when the stack is deleted. */
  readonly retain: boolean;
}

/** A log group, encrypted with the environment's key. */
export class EncryptedLogs extends LogGroup {
  constructor(scope: Construct, id: string, { logGroupName, key, retentionDays, retain }: EncryptedLogsProps) {
    super(scope, id, {
      logGroupName,
      retention: retentionDays,
      encryptionKey: key.key,
      removalPolicy: removalPolicy(retain),
    });
  }
}
