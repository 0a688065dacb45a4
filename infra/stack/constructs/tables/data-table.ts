import { ArnFormat, Stack } from "aws-cdk-lib";
import {
  type Attribute,
  BillingMode,
  ProjectionType,
  type SecondaryIndexProps,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import { AnyPrincipal, Effect, Grant, type IGrantable, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { DataKey } from "../encryption/data-key";
import { removalPolicy } from "../encryption/removal-policy";

export interface DataTableProps {
  readonly tableName: string;
  readonly key: DataKey;
  /** Whether to retain the table when the stack is deleted. */
  readonly retain: boolean;
  /** Whether nobody can delete the table, not even CloudFormation when it rolls back its creation. */
  readonly isProtected: boolean;
}

interface TableSchema {
  readonly partitionKey: Attribute;
  readonly sortKey?: Attribute;
  /** The TTL attribute, in seconds since 1970; omitted if items never expire. */
  readonly expiryAttribute?: string;
  readonly indexes: readonly TableIndex[];
  /** Whether its policy denies everybody to change, replace or delete an item. */
  readonly isWrittenOnce?: boolean;
}

/**
 * The actions that can change or delete an item. PartiQL's INSERT, which a table written once allows, refuses a key that
 * exists ("PartiQL insert statements for DynamoDB", DynamoDB Developer Guide); PutItem would replace the item. A
 * transaction needs the permissions of its parts. A policy of a table may deny them all ("DynamoDB API operations
 * supported by resource-based policies", in the same guide).
 */
const REWRITING = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "PartiQLUpdate", "PartiQLDelete"];

interface TableIndex {
  readonly indexName: string;
  readonly partitionKey: Attribute;
  readonly sortKey?: Attribute;
  /** The attributes besides the keys: none if it is empty, all if it is omitted. */
  readonly nonKeyAttributes?: readonly string[];
}

/** A table for patients' data: encrypted with the environment's key, with point-in-time recovery, and only over TLS. */
export abstract class DataTable extends Construct {
  readonly table: Table;
  private readonly key: DataKey;

  constructor(scope: Construct, id: string, props: DataTableProps, schema: TableSchema) {
    super(scope, id);
    const { tableName, key, retain, isProtected } = props;
    this.key = key;
    this.table = new Table(this, "Table", {
      tableName,
      partitionKey: schema.partitionKey,
      sortKey: schema.sortKey,
      timeToLiveAttribute: schema.expiryAttribute,
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: isProtected,
      removalPolicy: removalPolicy(retain),
      resourcePolicy: this.policy(tableName, schema.isWrittenOnce === true),
    });
    for (const { nonKeyAttributes, ...index } of schema.indexes) {
      this.table.addGlobalSecondaryIndex({ ...index, ...projection(nonKeyAttributes) });
    }
  }

  /** Allows actions on items of the table. */
  protected grantItems(grantee: IGrantable, ...actions: string[]): Grant {
    return this.grant(grantee, this.table.tableArn, actions);
  }

  /** Allows actions on the items whose partition key begins with a prefix, and on no others. */
  protected grantItemsWith(prefix: string, grantee: IGrantable, ...actions: string[]): void {
    this.grant(grantee, this.table.tableArn, actions, {
      // "ForAllValues" also holds for a request without the key: "Using IAM policy conditions for fine-grained access
      // control", DynamoDB Developer Guide; "Set operators for multi-valued context keys", IAM User Guide.
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${prefix}*`] },
      Null: { "dynamodb:LeadingKeys": "false" },
    });
  }

  /** Allows the grantee to query an index. */
  protected grantQuery(grantee: IGrantable, indexName: string): void {
    this.grant(grantee, `${this.table.tableArn}/index/${indexName}`, ["dynamodb:Query"]);
  }

  private grant(
    grantee: IGrantable,
    resourceArn: string,
    actions: string[],
    conditions?: Record<string, Record<string, unknown>>,
  ): Grant {
    const grant = Grant.addToPrincipal({ grantee, actions, resourceArns: [resourceArn], conditions });
    return grant.combine(this.key.grantRead(grantee, "dynamodb"));
  }

  /** The policy is part of the table, so it cannot refer to the table: it has its ARN by name. */
  private policy(tableName: string, isWrittenOnce: boolean): PolicyDocument {
    const arnFormat = ArnFormat.SLASH_RESOURCE_NAME;
    const table = Stack.of(this).formatArn({
      service: "dynamodb",
      resource: "table",
      resourceName: tableName,
      arnFormat,
    });
    return new PolicyDocument({
      statements: [
        new PolicyStatement({
          sid: "TlsOnly",
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions: ["dynamodb:*"],
          resources: [table, `${table}/index/*`],
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        }),
        ...(isWrittenOnce ? [writtenOnce(table)] : []),
      ],
    });
  }
}

function writtenOnce(table: string): PolicyStatement {
  return new PolicyStatement({
    sid: "WrittenOnce",
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: REWRITING.map((action) => `dynamodb:${action}`),
    resources: [table],
  });
}

/** What an index holds besides its keys and those of the table. */
function projection(attributes?: readonly string[]): Pick<SecondaryIndexProps, "projectionType" | "nonKeyAttributes"> {
  if (!attributes) return { projectionType: ProjectionType.ALL };
  if (attributes.length === 0) return { projectionType: ProjectionType.KEYS_ONLY };
  return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...attributes] };
}
