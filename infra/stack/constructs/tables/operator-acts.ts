import { AttributeType } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import { OPERATOR_ACTS } from "../../../../contracts/tables/operator-acts";
import { DataTable, type DataTableProps } from "./data-table";

/**
 * The table of what operators did. Its policy denies everybody to change, replace or delete an item; no function has any
 * permission on it. Operators' commands insert each item under a key of its own.
 */
export class OperatorActsTable extends DataTable {
  constructor(scope: Construct, id: string, props: DataTableProps) {
    super(scope, id, props, {
      partitionKey: { name: OPERATOR_ACTS.partitionKey, type: AttributeType.STRING },
      sortKey: { name: OPERATOR_ACTS.sortKey, type: AttributeType.STRING },
      expiryAttribute: OPERATOR_ACTS.expiryAttribute,
      indexes: [],
      isWrittenOnce: true,
    });
  }
}
