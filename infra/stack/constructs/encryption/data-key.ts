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
  /** Whether to retain the key when the stack is deleted: without it, what it encrypted cannot be read. */
  readonly retain: boolean;
  /** Log groups that CloudWatch Logs encrypts with the key. */
  readonly logGroups: readonly string[];
  /** Topics that deliver to queues which are encrypted with the key. */
  readonly topics: readonly string[];
  /** Services that publish to topics which are encrypted with the key. */
  readonly publishers: readonly string[];
}

/** Services that use the key on behalf of their caller. */
type Via = "sqs" | "sns" | "dynamodb";

/** For senders to an encrypted queue or topic: "Configuring AWS KMS permissions", SQS and SNS Developer Guides. */
const TO_SEND = ["kms:GenerateDataKey", "kms:Decrypt"];
const TO_READ = ["kms:Decrypt"];

/**
 * The customer key of an environment, rotated every year: queues, topics, tables and logs are encrypted with it.
 *
 * Its policy leaves the roles of this account to IAM, and allows the services that use the key without a role.
 */
export class DataKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, props: DataKeyProps) {
    super(scope, id);
    const { alias, environment, retain, logGroups, topics, publishers } = props;
    this.key = new Key(this, "Key", {
      alias,
      description: `Patients' data of the appointment reminders, environment ${environment}`,
      enableKeyRotation: true,
      removalPolicy: removalPolicy(retain),
    });
    this.allowLogs(logGroups);
    this.allowAlarms();
    this.allowTopics(topics);
    this.allowPublishers(publishers);
  }

  /** Allows what is needed to send to an encrypted queue or topic. */
  grantSend(grantee: IGrantable, via: "sqs" | "sns"): Grant {
    return this.grant(grantee, TO_SEND, via);
  }

  /** Allows what is needed to receive from an encrypted queue or to use an encrypted table. */
  grantRead(grantee: IGrantable, via: "sqs" | "dynamodb"): Grant {
    return this.grant(grantee, TO_READ, via);
  }

  /** Allows senders in other accounts what is needed to send to an encrypted queue. */
  allowSenders(senders: readonly IPrincipal[]): void {
    if (senders.length === 0) return;
    this.allow("SendersOfOtherAccounts", senders, TO_SEND, {
      StringEquals: { "kms:ViaService": this.serviceName("sqs") },
    });
  }

  private grant(grantee: IGrantable, actions: string[], via: Via): Grant {
    const conditions = { StringEquals: { "kms:ViaService": this.serviceName(via) } };
    return Grant.addToPrincipal({ grantee, actions, resourceArns: [this.key.keyArn], conditions });
  }

  /** As in "Encrypt log data in CloudWatch Logs using AWS Key Management Service", CloudWatch Logs User Guide. */
  private allowLogs(logGroups: readonly string[]): void {
    const arns = logGroups.map((name) => logGroupArn(this, name));
    const actions = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"];
    const logs = new ServicePrincipal(this.serviceName("logs"));
    this.allow("CloudWatchLogs", [logs], actions, { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": arns } });
  }

  /** "Enable compatibility between event sources from AWS services and encrypted topics", SNS Developer Guide. */
  private allowAlarms(): void {
    const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
    const alarms = Stack.of(this).formatArn({ service: "cloudwatch", resource: "alarm", resourceName: "*", arnFormat });
    this.allow("Alarms", [new ServicePrincipal("cloudwatch.amazonaws.com")], TO_SEND, {
      StringEquals: { "aws:SourceAccount": Stack.of(this).account },
      ArnLike: { "aws:SourceArn": alarms },
    });
  }

  /** "Setting up topic encryption with encrypted queue subscription", SNS Developer Guide. */
  private allowTopics(topics: readonly string[]): void {
    const arns = topics.map((resource) => Stack.of(this).formatArn({ service: "sns", resource }));
    this.allow("TopicsToEncryptedQueues", [new ServicePrincipal("sns.amazonaws.com")], TO_SEND, {
      StringEquals: { "aws:SourceAccount": Stack.of(this).account },
      ArnEquals: { "aws:SourceArn": arns },
    });
  }

  /**
   * "Configuring Amazon SNS notifications for Amazon SES", SES Developer Guide; "Amazon SNS access policy", End User
   * Messaging SMS User Guide. Both show the statement without a condition, and not every service names the account to
   * KMS. The topic's policy admits only the configuration sets of this account.
   */
  private allowPublishers(services: readonly string[]): void {
    const principals = services.map((service) => new ServicePrincipal(service));
    this.allow("PublishersToEncryptedTopics", principals, TO_SEND, {
      StringEqualsIfExists: { "aws:SourceAccount": Stack.of(this).account },
    });
  }

  private allow(
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
