import { AttributeType } from "aws-cdk-lib/aws-dynamodb";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { SENDING_STOPS } from "../../../../contracts/tables/sending-stops";
import { DataTable, type DataTableProps } from "./data-table";

/** The table of the channels that operators have stopped: one item, no patient data. No deployment changes the item. */
export class SendingStopsTable extends DataTable {
  constructor(scope: Construct, id: string, props: DataTableProps) {
    super(scope, id, props, {
      partitionKey: { name: SENDING_STOPS.partitionKey, type: AttributeType.STRING },
      indexes: [],
    });
  }

  /** Allows the grantee to read what is stopped. No function may change it. */
  grantRead(grantee: IGrantable): void {
    this.grantItems(grantee, "dynamodb:GetItem");
  }
}
