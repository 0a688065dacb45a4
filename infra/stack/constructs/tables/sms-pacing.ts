import { AttributeType } from "aws-cdk-lib/aws-dynamodb";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { SMS_PACING } from "../../../../contracts/sms-pacing";
import { DataTable, type DataTableProps } from "./data-table";

/** The table by which all SMS consumers together keep to the account's rate. It has one item, and no patient's data. */
export class SmsPacing extends DataTable {
  constructor(scope: Construct, id: string, props: DataTableProps) {
    super(scope, id, props, {
      partitionKey: { name: SMS_PACING.partitionKey, type: AttributeType.STRING },
      expiryAttribute: SMS_PACING.expiryAttribute,
      indexes: [],
    });
  }

  /** Allows to reserve a part of the rate. */
  grantReserve(grantee: IGrantable): void {
    this.grantItems(grantee, "dynamodb:UpdateItem");
  }
}
