import { AttributeType } from "aws-cdk-lib/aws-dynamodb";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { SMS_RATE_LIMIT } from "../../../../contracts/tables/sms-rate-limit";
import { DataTable, type DataTableProps } from "./data-table";

/** The table with which all SMS consumers together keep to the account's rate, and count the texts of each phone. */
export class SmsRateLimit extends DataTable {
  constructor(scope: Construct, id: string, props: DataTableProps) {
    super(scope, id, props, {
      partitionKey: { name: SMS_RATE_LIMIT.partitionKey, type: AttributeType.STRING },
      expiryAttribute: SMS_RATE_LIMIT.expiryAttribute,
      indexes: [],
    });
  }

  /** Allows the grantee to reserve a part of the rate, and to count a text. */
  grantReserve(grantee: IGrantable): void {
    this.grantItems(grantee, "dynamodb:UpdateItem");
  }
}
