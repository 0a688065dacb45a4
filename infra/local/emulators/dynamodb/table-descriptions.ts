/** Descriptions of time to live and backups, from the template: the emulator supports neither. */
import { type Answer, AwsError, jsonAnswer, jsonParameters, type Service } from "../../protocol/call";
import type { Properties, Resource } from "../../template/resource-types";

const OPERATIONS: Readonly<Record<string, { missing: string; describe: (properties: Properties) => unknown }>> = {
  DescribeContinuousBackups: { missing: "TableNotFoundException", describe: continuousBackups },
  DescribeTimeToLive: { missing: "ResourceNotFoundException", describe: timeToLive },
};

export function describesTable(operation: string): boolean {
  return operation in OPERATIONS;
}

/** @returns the operations for which {@link describesTable} is true */
export function createTableDescriptions(tables: readonly Resource[]): Service {
  return async (call): Promise<Answer> => {
    const { missing = "", describe } = OPERATIONS[call.operation] ?? {};
    const table = tables.find(({ name }) => name === jsonParameters(call).TableName);
    if (!table || !describe) throw new AwsError(missing, 400, "There is no such table");
    return jsonAnswer(describe(table.properties));
  };
}

function timeToLive({ TimeToLiveSpecification }: Properties) {
  const { AttributeName, Enabled } = (TimeToLiveSpecification ?? {}) as { AttributeName?: string; Enabled?: boolean };
  const TimeToLiveDescription = Enabled
    ? { TimeToLiveStatus: "ENABLED", AttributeName }
    : { TimeToLiveStatus: "DISABLED" };
  return { TimeToLiveDescription };
}

/** Each replica of a GlobalTable has its own; the first is that of this region. */
function continuousBackups({ PointInTimeRecoverySpecification, Replicas }: Properties) {
  const [replica] = (Replicas ?? []) as Properties[];
  const { PointInTimeRecoveryEnabled } = (PointInTimeRecoverySpecification ??
    replica?.PointInTimeRecoverySpecification ??
    {}) as { PointInTimeRecoveryEnabled?: boolean };
  const PointInTimeRecoveryStatus = PointInTimeRecoveryEnabled ? "ENABLED" : "DISABLED";
  const PointInTimeRecoveryDescription = { PointInTimeRecoveryStatus };
  return {
    ContinuousBackupsDescription: { ContinuousBackupsStatus: "ENABLED", PointInTimeRecoveryDescription },
  };
}
