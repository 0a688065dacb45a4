import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table } from "aws-cdk-lib/aws-dynamodb";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { APPOINTMENTS_TABLE } from "../../contracts/appointments-table";

/** The appointments that the daily run reminds of. It outlives the stack, since booking systems write to it. */
export class AppointmentsTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, props: { readonly tableName: string }) {
    super(scope, id);
    this.table = new Table(this, "Table", {
      tableName: props.tableName,
      partitionKey: { name: APPOINTMENTS_TABLE.partitionKey, type: AttributeType.STRING },
      timeToLiveAttribute: APPOINTMENTS_TABLE.expiryAttribute,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: APPOINTMENTS_TABLE.dueIndex,
      partitionKey: { name: APPOINTMENTS_TABLE.dueDate, type: AttributeType.STRING },
      sortKey: { name: APPOINTMENTS_TABLE.dueSortKey, type: AttributeType.STRING },
    });
  }

  /** Allows to read the reminders that are due and to mark them as taken. */
  grantTakeDue(grantee: IGrantable): void {
    const dueIndexArn = `${this.table.tableArn}/index/${APPOINTMENTS_TABLE.dueIndex}`;
    Grant.addToPrincipal({ grantee, actions: ["dynamodb:Query"], resourceArns: [dueIndexArn] });
    Grant.addToPrincipal({ grantee, actions: ["dynamodb:UpdateItem"], resourceArns: [this.table.tableArn] });
  }
}
