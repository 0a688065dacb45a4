import { AttributeType } from "aws-cdk-lib/aws-dynamodb";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { APPOINTMENTS_TABLE, DIGEST_ITEM } from "../../../../contracts/tables/appointments-table";
import { HELD_PREFIX } from "../../../../contracts/tables/held-texts";
import { DataTable, type DataTableProps } from "./data-table";

/** The appointments that booking systems store and the daily run and the sweep read. */
export class AppointmentsTable extends DataTable {
  constructor(scope: Construct, id: string, props: DataTableProps) {
    super(scope, id, props, {
      partitionKey: { name: APPOINTMENTS_TABLE.partitionKey, type: AttributeType.STRING },
      sortKey: { name: APPOINTMENTS_TABLE.sortKey, type: AttributeType.STRING },
      expiryAttribute: APPOINTMENTS_TABLE.expiryAttribute,
      indexes: [
        {
          indexName: APPOINTMENTS_TABLE.dueIndex,
          partitionKey: { name: APPOINTMENTS_TABLE.dueDate, type: AttributeType.STRING },
          sortKey: { name: APPOINTMENTS_TABLE.dueSortKey, type: AttributeType.STRING },
        },
        {
          indexName: APPOINTMENTS_TABLE.patientIndex,
          partitionKey: { name: APPOINTMENTS_TABLE.sortKey, type: AttributeType.STRING },
          nonKeyAttributes: [],
        },
      ],
    });
  }

  /**
   * Allows the grantee to read what is due, to mark reminders as queued, to delete texts that were, and to keep the sweep's
   * progress.
   */
  grantTakeDue(grantee: IGrantable): void {
    this.grantQuery(grantee, APPOINTMENTS_TABLE.dueIndex);
    this.grantItems(grantee, "dynamodb:GetItem", "dynamodb:UpdateItem");
    this.grantItemsWith(HELD_PREFIX, grantee, "dynamodb:DeleteItem");
  }

  /** Allows the grantee to write texts that wait for their send window, and no other items. */
  grantHold(grantee: IGrantable): void {
    this.grantItemsWith(HELD_PREFIX, grantee, "dynamodb:PutItem");
  }

  /** Allows the grantee to keep up to when digests have been published, and to read and write no other items. */
  grantKeepDigest(grantee: IGrantable): void {
    this.grantItemsWith(DIGEST_ITEM.id, grantee, "dynamodb:GetItem", "dynamodb:UpdateItem");
  }

  /** Allows the grantee to read appointments by their keys, also several in one call. */
  grantLookUp(grantee: IGrantable): void {
    this.grantItems(grantee, "dynamodb:GetItem", "dynamodb:BatchGetItem");
  }

  /** Allows the grantee to read and to change appointments, one at a time: to book them, or to note what a patient answered. */
  grantChange(grantee: IGrantable): void {
    this.grantItems(grantee, "dynamodb:GetItem", "dynamodb:UpdateItem");
  }
}
