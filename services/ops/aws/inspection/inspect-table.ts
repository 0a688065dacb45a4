import { DescribeContinuousBackupsCommand, DescribeTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Asked, ask } from "./asked";

export interface InspectedTable {
  /** The attribute by which items expire; undefined where they do not. */
  readonly expiry: Asked<string | undefined>;
  /** It can be restored to any second. */
  readonly recovery: Asked<boolean>;
}

export async function inspectTable(client: DynamoDBDocumentClient, TableName: string): Promise<InspectedTable> {
  const [expiry, recovery] = await Promise.all([
    ask("dynamodb:DescribeTimeToLive", async () => {
      const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
      const { TimeToLiveStatus, AttributeName } = TimeToLiveDescription ?? {};
      return /^ENABL/.test(TimeToLiveStatus ?? "") ? AttributeName : undefined;
    }),
    ask("dynamodb:DescribeContinuousBackups", async () => {
      const answer = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
      const { PointInTimeRecoveryDescription } = answer.ContinuousBackupsDescription ?? {};
      return PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === "ENABLED";
    }),
  ]);
  return { expiry, recovery };
}
