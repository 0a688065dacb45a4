import { AttributeType } from "aws-cdk-lib/aws-dynamodb";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { REPLIES_TABLE } from "../../../../contracts/tables/replies-table";
import { DataTable, type DataTableProps } from "./data-table";

/** The table of patients' answers, with the words of those that a person must read. */
export class RepliesTable extends DataTable {
  constructor(scope: Construct, id: string, props: DataTableProps) {
    super(scope, id, props, {
      partitionKey: { name: REPLIES_TABLE.partitionKey, type: AttributeType.STRING },
      expiryAttribute: REPLIES_TABLE.expiryAttribute,
      indexes: [
        {
          indexName: REPLIES_TABLE.waitingIndex,
          partitionKey: { name: REPLIES_TABLE.waitingKey, type: AttributeType.STRING },
          sortKey: { name: REPLIES_TABLE.waitingSortKey, type: AttributeType.STRING },
          nonKeyAttributes: REPLIES_TABLE.waitingAttributes,
        },
      ],
    });
  }

  /** Allows the grantee to store answers, and to count those of a phone. */
  grantStore(grantee: IGrantable): void {
    this.grantItems(grantee, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem");
  }

  /** Allows the grantee to find the answers that wait for staff. */
  grantReadWaiting(grantee: IGrantable): void {
    this.grantQuery(grantee, REPLIES_TABLE.waitingIndex);
  }
}
