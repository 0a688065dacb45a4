import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Lookup, lookUp } from "./lookup";

export interface InspectedTable {
  /** The attribute by which items expire; undefined if they do not. */
  readonly expiry: Lookup<string | undefined>;
  /** Whether it can be restored to any second. */
  readonly recovery: Lookup<boolean>;
  /** Whether it is protected from deletion. */
  readonly protection: Lookup<boolean>;
}

export async function inspectTable(client: DynamoDBDocumentClient, TableName: string): Promise<InspectedTable> {
  const [expiry, recovery, protection] = await Promise.all([
    lookUp("dynamodb:DescribeTimeToLive", async () => {
      const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
      const { TimeToLiveStatus, AttributeName } = TimeToLiveDescription ?? {};
      return /^ENABL/.test(TimeToLiveStatus ?? "") ? AttributeName : undefined;
    }),
    lookUp("dynamodb:DescribeContinuousBackups", async () => {
      const answer = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
      const { PointInTimeRecoveryDescription } = answer.ContinuousBackupsDescription ?? {};
      return PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === "ENABLED";
    }),
    lookUp("dynamodb:DescribeTable", async () => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName }));
      return Table?.DeletionProtectionEnabled === true;
    }),
  ]);
  return { expiry, recovery, protection };
}

/** What a restore under a table's own name changes. */
export interface RestoredState {
  /** Whether the table is protected from deletion. */
  readonly isProtected: boolean;
  /**
   * The point in time that the table was restored to, in ms since 1970; undefined if it was not made by a restore:
   * `RestoreSummary`, https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreSummary.html
   */
  readonly restoredTo?: number;
}

export function inspectRestored(client: DynamoDBDocumentClient, TableName: string): Promise<Lookup<RestoredState>> {
  return lookUp("dynamodb:DescribeTable", async () => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const to = Table?.RestoreSummary?.RestoreDateTime;
    return { isProtected: Table?.DeletionProtectionEnabled === true, ...(to && { restoredTo: to.getTime() }) };
  });
}
