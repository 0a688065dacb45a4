/** What DynamoDB tells of a table beside its schema, as the template has it: the emulator does neither. */
import { type Answer, AwsError, jsonAnswer, jsonParameters, type Service } from "../../protocol/call";
import type { Properties, Resource } from "../../template/resource-types";

const OPERATIONS: Readonly<Record<string, { missing: string; describe: (properties: Properties) => unknown }>> = {
  DescribeContinuousBackups: { missing: "TableNotFoundException", describe: continuousBackups },
  DescribeTimeToLive: { missing: "ResourceNotFoundException", describe: timeToLive },
};

export function describesTable(operation: string): boolean {
  return operation in OPERATIONS;
}

/** @returns answers of the operations that {@link describesTable} names */
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

/** Of a GlobalTable each replica has its own; this account's region is the first. */
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
