import { Stack } from "aws-cdk-lib";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailIdentity, Identity } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { removalPolicy } from "../encryption/removal-policy";

export interface EmailSenderProps {
  readonly domain: string;
  readonly configurationSetName: string;
  /** Creates the domain's identity in SES; otherwise the account has it already. */
  readonly createsIdentity: boolean;
  /** Keeps the identity when the stack is deleted: others may send from the domain too. */
  readonly retain: boolean;
}

/** The address that the emails come from, its domain's identity in SES, and how SES sends them. */
export class EmailSender extends Construct {
  readonly address: string;
  readonly configurationSetName: string;
  /** The CNAME records that prove the domain and sign its emails (DKIM), as `<name> CNAME <value>`. */
  readonly dkimRecords: readonly string[];
  private readonly domain: string;

  constructor(scope: Construct, id: string, props: EmailSenderProps) {
    super(scope, id);
    const { domain, configurationSetName, createsIdentity, retain } = props;
    this.domain = domain;
    this.address = `noreply@${domain}`;
    this.configurationSetName = configurationSetName;
    // Named by each send, and not the identity's default: others may send from the domain too, after this stack is gone.
    new ConfigurationSet(this, "Emails", {
      configurationSetName,
      // A reminder tells of a visit to a doctor: it goes encrypted from server to server, or not at all.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
    const identity = createsIdentity
      ? new EmailIdentity(this, "Identity", { identity: Identity.domain(domain), dkimSigning: true })
      : undefined;
    identity?.applyRemovalPolicy(removalPolicy(retain));
    this.dkimRecords = identity?.dkimRecords.map(({ name, value }) => `${name} CNAME ${value}`) ?? [];
  }

  /** Allows to send emails from this address, and from no other of the domain. */
  grantSend(grantee: IGrantable): Grant {
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: "ses", resource, resourceName });
    return Grant.addToPrincipal({
      grantee,
      actions: ["ses:SendEmail"],
      resourceArns: [arn("identity", this.domain), arn("configuration-set", this.configurationSetName)],
      conditions: { StringEquals: { "ses:FromAddress": this.address } },
    });
  }
}
