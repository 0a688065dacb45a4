import { DescribeContinuousBackupsCommand, DescribeTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Lookup, lookUp } from "./lookup";

export interface InspectedTable {
  /** The attribute by which items expire; undefined if they do not. */
  readonly expiry: Lookup<string | undefined>;
  /** Whether it can be restored to any second. */
  readonly recovery: Lookup<boolean>;
}

export async function inspectTable(client: DynamoDBDocumentClient, TableName: string): Promise<InspectedTable> {
  const [expiry, recovery] = await Promise.all([
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
  ]);
  return { expiry, recovery };
}
