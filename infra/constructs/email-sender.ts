import { Stack } from "aws-cdk-lib";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";

/** The address that the emails come from, at a domain whose identity is verified in SES. */
export class EmailSender extends Construct {
  readonly address: string;
  private readonly domain: string;

  constructor(scope: Construct, id: string, props: { readonly domain: string }) {
    super(scope, id);
    this.domain = props.domain;
    this.address = `noreply@${props.domain}`;
  }

  /** Allows to send emails from this address, and from no other of the domain. */
  grantSend(grantee: IGrantable): Grant {
    const identity = Stack.of(this).formatArn({ service: "ses", resource: "identity", resourceName: this.domain });
    return Grant.addToPrincipal({
      grantee,
      actions: ["ses:SendEmail"],
      resourceArns: [identity],
      conditions: { StringEquals: { "ses:FromAddress": this.address } },
    });
  }
}
