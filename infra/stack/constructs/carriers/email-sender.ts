import { Stack } from "aws-cdk-lib";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import {
  CfnConfigurationSetEventDestination,
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  Identity,
} from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { removalPolicy } from "../encryption/removal-policy";
import type { EventsTopic } from "../messaging/events-topic";

/**
 * The events that say what became of an email. `send` comes before them, and `deliveryDelay` while SES goes on trying: one
 * of these follows both. `renderingFailure` is for templates of SES; the others are about reading.
 */
const EMAIL_OUTCOMES = [
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
];

export interface EmailSenderProps {
  readonly domain: string;
  readonly configurationSetName: string;
  /** Whether to create the domain's identity in SES; if false, the account must have it already. */
  readonly createsIdentity: boolean;
  /** Whether to retain the identity when the stack is deleted: others may send from the domain too. */
  readonly retain: boolean;
}

/** The sender address of emails, the SES identity of its domain, and the configuration set. */
export class EmailSender extends Construct {
  readonly address: string;
  readonly configurationSetName: string;
  /** The DKIM CNAME records that verify the domain, as `<name> CNAME <value>`. */
  readonly dkimRecords: readonly string[];
  private readonly domain: string;
  private readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, props: EmailSenderProps) {
    super(scope, id);
    const { domain, configurationSetName, createsIdentity, retain } = props;
    this.domain = domain;
    this.address = `noreply@${domain}`;
    this.configurationSetName = configurationSetName;
    // Named in each call, not the identity's default: others may send from the domain, even after this stack is deleted.
    this.configurationSet = new ConfigurationSet(this, "Emails", {
      configurationSetName,
      // A reminder mentions a visit to a doctor: require TLS between mail servers.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
    const identity = createsIdentity
      ? new EmailIdentity(this, "Identity", { identity: Identity.domain(domain), dkimSigning: true })
      : undefined;
    identity?.applyRemovalPolicy(removalPolicy(retain));
    this.dkimRecords = identity?.dkimRecords.map(({ name, value }) => `${name} CNAME ${value}`) ?? [];
  }

  /** Has SES publish what became of each email to a topic. */
  publishOutcomes({ topic, policy }: EventsTopic): void {
    // CDK's own construct would add a second policy to the topic, for every configuration set of the account.
    const destination = new CfnConfigurationSetEventDestination(this, "Outcomes", {
      configurationSetName: this.configurationSet.configurationSetName,
      eventDestination: {
        name: "outcomes",
        enabled: true,
        matchingEventTypes: EMAIL_OUTCOMES,
        snsDestination: { topicArn: topic.topicArn },
      },
    });
    // SES checks that it may publish there.
    destination.node.addDependency(policy);
  }

  /** Allows the grantee to send emails from this address, and from no other address of the domain. */
  grantSend(grantee: IGrantable): Grant {
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: "ses", resource, resourceName });
    return Grant.addToPrincipal({
      grantee,
      actions: ["ses:SendRawEmail"],
      resourceArns: [arn("identity", this.domain), arn("configuration-set", this.configurationSetName)],
      conditions: { StringEquals: { "ses:FromAddress": this.address } },
    });
  }
}
