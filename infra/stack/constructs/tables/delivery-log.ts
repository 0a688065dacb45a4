import { AttributeType } from "aws-cdk-lib/aws-dynamodb";
import type { Grant, IGrantable } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { DELIVERY_LOG } from "../../../../contracts/tables/delivery-log-table";
import { DataTable, type DataTableProps } from "./data-table";

const TIMESTAMP = { name: DELIVERY_LOG.sortKey, type: AttributeType.NUMBER };

/** The delivery log: one item per notification, the record of what was sent to patients. */
export class DeliveryLog extends DataTable {
  constructor(scope: Construct, id: string, props: DataTableProps) {
    super(scope, id, props, {
      partitionKey: { name: DELIVERY_LOG.partitionKey, type: AttributeType.STRING },
      sortKey: TIMESTAMP,
      expiryAttribute: DELIVERY_LOG.expiryAttribute,
      indexes: [
        {
          indexName: DELIVERY_LOG.patientIndex,
          partitionKey: { name: DELIVERY_LOG.patientKey, type: AttributeType.STRING },
          sortKey: TIMESTAMP,
        },
        {
          indexName: DELIVERY_LOG.dayIndex,
          partitionKey: { name: DELIVERY_LOG.dayKey, type: AttributeType.STRING },
          sortKey: { name: DELIVERY_LOG.daySortKey, type: AttributeType.STRING },
          nonKeyAttributes: DELIVERY_LOG.dayAttributes,
        },
        {
          indexName: DELIVERY_LOG.smsMessageIndex,
          partitionKey: { name: DELIVERY_LOG.smsMessageKey, type: AttributeType.STRING },
          nonKeyAttributes: DELIVERY_LOG.smsMessageAttributes,
        },
        {
          indexName: DELIVERY_LOG.phoneIndex,
          partitionKey: { name: DELIVERY_LOG.phoneKey, type: AttributeType.STRING },
          sortKey: TIMESTAMP,
          nonKeyAttributes: [],
        },
        {
          indexName: DELIVERY_LOG.attentionIndex,
          partitionKey: { name: DELIVERY_LOG.attentionKey, type: AttributeType.STRING },
          sortKey: { name: DELIVERY_LOG.attentionSortKey, type: AttributeType.STRING },
          nonKeyAttributes: DELIVERY_LOG.dayAttributes,
        },
      ],
    });
  }

  /** Allows the grantee to claim a notification and to record its outcome. */
  grantClaim(grantee: IGrantable): void {
    this.grantItems(grantee, "dynamodb:UpdateItem", "dynamodb:GetItem");
  }

  /** Allows the grantee to record the receipt of a text or an email. */
  grantReceipt(grantee: IGrantable): void {
    this.grantClaim(grantee);
    this.grantQuery(grantee, DELIVERY_LOG.smsMessageIndex);
  }

  /** Allows the grantee to find the reminders of a phone, and to record its answer. */
  grantReply(grantee: IGrantable): void {
    this.grantClaim(grantee);
    this.grantQuery(grantee, DELIVERY_LOG.phoneIndex);
  }

  /** Allows the grantee to find what needs a person: ids, states and times, without names, contacts and texts. */
  grantReadAttention(grantee: IGrantable): void {
    this.grantQuery(grantee, DELIVERY_LOG.attentionIndex);
  }

  /** Allows the grantee to read what became of a notification. */
  grantRead(grantee: IGrantable): Grant {
    return this.grantItems(grantee, "dynamodb:GetItem");
  }
}
