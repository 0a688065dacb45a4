import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table } from "aws-cdk-lib/aws-dynamodb";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { DELIVERY_LOG } from "../../contracts/delivery-log";

/** The delivery log: one item a notification. It outlives the stack, since it is the record of what patients were told. */
export class DeliveryLog extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, props: { readonly tableName: string }) {
    super(scope, id);
    const timestamp = { name: DELIVERY_LOG.sortKey, type: AttributeType.NUMBER };
    this.table = new Table(this, "Table", {
      tableName: props.tableName,
      partitionKey: { name: DELIVERY_LOG.partitionKey, type: AttributeType.STRING },
      sortKey: timestamp,
      timeToLiveAttribute: DELIVERY_LOG.expiryAttribute,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: DELIVERY_LOG.patientIndex,
      partitionKey: { name: DELIVERY_LOG.patientKey, type: AttributeType.STRING },
      sortKey: timestamp,
    });
  }

  /** Allows to claim a notification and to record what became of it. */
  grantClaim(grantee: IGrantable): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: ["dynamodb:UpdateItem", "dynamodb:GetItem"],
      resourceArns: [this.table.tableArn],
    });
  }
}
