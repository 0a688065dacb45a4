import { ArnFormat, Stack } from "aws-cdk-lib";
import { Grant, type IGrantable, type IPrincipal, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { logGroupArn } from "./log-groups";
import { removalPolicy } from "./removal-policy";

export interface DataKeyProps {
  /** Such as `alias/healthcare-appointments-dev`. */
  readonly alias: string;
  readonly environment: string;
  /** Kept when the stack is deleted: without it nothing that it encrypted can be read. */
  readonly retain: boolean;
  /** The log groups that CloudWatch Logs encrypts with it. */
  readonly logGroups: readonly string[];
  /** Topics that deliver to queues which others encrypt with it. */
  readonly topics: readonly string[];
}

/** Services that use the key on behalf of whoever calls them. */
type Via = "sqs" | "sns" | "dynamodb";

/** What a sender of an encrypted queue or topic does with the key: "Configuring AWS KMS permissions", SQS and SNS guides. */
const TO_SEND = ["kms:GenerateDataKey", "kms:Decrypt"];
const TO_READ = ["kms:Decrypt"];

/**
 * The customer key of an environment, rotated every year: queues, topics, tables and logs are encrypted with it.
 *
 * Its policy leaves the roles of this account to IAM, and admits beside them the services that use it in no role's name.
 */
export class DataKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { alias, environment, retain, logGroups, topics }: DataKeyProps) {
    super(scope, id);
    this.key = new Key(this, "Key", {
      alias,
      description: `Patients' data of the appointment reminders, environment ${environment}`,
      enableKeyRotation: true,
      removalPolicy: removalPolicy(retain),
    });
    this.admitLogs(logGroups);
    this.admitAlarms();
    this.admitTopics(topics);
  }

  /** Allows what sending to an encrypted queue or topic takes. */
  grantSend(grantee: IGrantable, via: "sqs" | "sns"): Grant {
    return this.grant(grantee, TO_SEND, via);
  }

  /** Allows what receiving from an encrypted queue takes, or using an encrypted table. */
  grantRead(grantee: IGrantable, via: "sqs" | "dynamodb"): Grant {
    return this.grant(grantee, TO_READ, via);
  }

  /** Admits senders of other accounts to what sending to an encrypted queue takes. */
  admitSenders(senders: readonly IPrincipal[]): void {
    if (senders.length === 0) return;
    this.admit("SendersOfOtherAccounts", senders, TO_SEND, {
      StringEquals: { "kms:ViaService": this.serviceName("sqs") },
    });
  }

  private grant(grantee: IGrantable, actions: string[], via: Via): Grant {
    const conditions = { StringEquals: { "kms:ViaService": this.serviceName(via) } };
    return Grant.addToPrincipal({ grantee, actions, resourceArns: [this.key.keyArn], conditions });
  }

  /** As in "Encrypt log data in CloudWatch Logs using AWS Key Management Service", CloudWatch Logs User Guide. */
  private admitLogs(logGroups: readonly string[]): void {
    const arns = logGroups.map((name) => logGroupArn(this, name));
    const actions = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"];
    const logs = new ServicePrincipal(this.serviceName("logs"));
    this.admit("CloudWatchLogs", [logs], actions, { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": arns } });
  }

  /** "Enable compatibility between event sources from AWS services and encrypted topics", SNS Developer Guide. */
  private admitAlarms(): void {
    const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
    const alarms = Stack.of(this).formatArn({ service: "cloudwatch", resource: "alarm", resourceName: "*", arnFormat });
    this.admit("Alarms", [new ServicePrincipal("cloudwatch.amazonaws.com")], TO_SEND, {
      StringEquals: { "aws:SourceAccount": Stack.of(this).account },
      ArnLike: { "aws:SourceArn": alarms },
    });
  }

  /** "Setting up topic encryption with encrypted queue subscription", SNS Developer Guide. */
  private admitTopics(topics: readonly string[]): void {
    const arns = topics.map((resource) => Stack.of(this).formatArn({ service: "sns", resource }));
    this.admit("TopicsToEncryptedQueues", [new ServicePrincipal("sns.amazonaws.com")], TO_SEND, {
      StringEquals: { "aws:SourceAccount": Stack.of(this).account },
      ArnEquals: { "aws:SourceArn": arns },
    });
  }

  private admit(
    sid: string,
    principals: readonly IPrincipal[],
    actions: string[],
    conditions: Record<string, Record<string, string | string[]>>,
  ): void {
    const statement = { sid, principals: [...principals], actions, resources: ["*"], conditions };
    this.key.addToResourcePolicy(new PolicyStatement(statement));
  }

  private serviceName(service: Via | "logs"): string {
    const { region, urlSuffix } = Stack.of(this);
    return `${service}.${region}.${urlSuffix}`;
  }
}
