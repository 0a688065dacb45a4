/** What a test's DynamoDB says of its tables beyond their keys: the emulator has no such settings. */
import type { AwsServer } from "./aws-server";

export interface TableSettings {
  readonly expires?: boolean;
  readonly isRecoverable?: boolean;
  readonly isProtected?: boolean;
  /** Seconds since 1970: the tables were made by a restore to that time. */
  readonly restoredTo?: number;
}

/** Answers with these settings for every table; without them, as if it were deployed. */
export function answerAboutTables(aws: AwsServer, settings: TableSettings = {}): void {
  const { expires = true, isRecoverable = true, isProtected = true, restoredTo } = settings;
  aws.on("DescribeTimeToLive", () => ({
    TimeToLiveDescription: expires
      ? { TimeToLiveStatus: "ENABLED", AttributeName: "ttl" }
      : { TimeToLiveStatus: "DISABLED" },
  }));
  aws.on("DescribeContinuousBackups", () => ({
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: "ENABLED",
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: isRecoverable ? "ENABLED" : "DISABLED" },
    },
  }));
  aws.on("DescribeTable", () => ({
    Table: {
      DeletionProtectionEnabled: isProtected,
      ...(restoredTo !== undefined && { RestoreSummary: { RestoreDateTime: restoredTo, RestoreInProgress: false } }),
    },
  }));
}
