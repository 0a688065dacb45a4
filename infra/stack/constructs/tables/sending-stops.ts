import { AttributeType } from "aws-cdk-lib/aws-dynamodb";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { SENDING_STOPS } from "../../../../contracts/sending-stops";
import { DataTable, type DataTableProps } from "./data-table";

/** The table of what operators have stopped: one item, and no patient's data. A deploy changes nothing in it. */
export class SendingStopsTable extends DataTable {
  constructor(scope: Construct, id: string, props: DataTableProps) {
    super(scope, id, props, {
      partitionKey: { name: SENDING_STOPS.partitionKey, type: AttributeType.STRING },
      indexes: [],
    });
  }

  /** Allows to see what is stopped. No function may change it. */
  grantLook(grantee: IGrantable): void {
    this.grantItems(grantee, "dynamodb:GetItem");
  }
}
