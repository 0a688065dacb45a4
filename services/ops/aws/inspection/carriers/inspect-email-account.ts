import { GetAccountCommand, GetEmailIdentityCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { type Lookup, lookUp } from "../lookup";

/** SES of the whole account in its region. */
export interface EmailAccount {
  /** False in the sandbox: only verified addresses receive emails. */
  readonly production: boolean;
  readonly sends: boolean;
  /** `HEALTHY`, `PROBATION` or `SHUTDOWN`. */
  readonly enforcement: string;
  /** Emails within 24 hours; -1 for no limit. */
  readonly quota: number;
  readonly sent: number;
  /** Emails a second. */
  readonly rate: number;
}

export interface EmailIdentity {
  readonly verified: boolean;
  /** Undefined if the response has no DKIM attributes. */
  readonly dkim: { readonly signs: boolean; readonly status: string } | undefined;
}

export function inspectEmailAccount(client: SESv2Client): Promise<Lookup<EmailAccount>> {
  return lookUp("ses:GetAccount", async () => {
    const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus, SendQuota } = await client.send(
      new GetAccountCommand({}),
    );
    return {
      production: ProductionAccessEnabled === true,
      sends: SendingEnabled === true,
      enforcement: EnforcementStatus ?? "",
      quota: SendQuota?.Max24HourSend ?? -1,
      sent: SendQuota?.SentLast24Hours ?? 0,
      rate: SendQuota?.MaxSendRate ?? 0,
    };
  });
}

/** @param domain the sender's domain */
export function inspectEmailIdentity(client: SESv2Client, domain: string): Promise<Lookup<EmailIdentity>> {
  return lookUp("ses:GetEmailIdentity", async () => {
    const answer = await client.send(new GetEmailIdentityCommand({ EmailIdentity: domain }));
    const { SigningEnabled, Status } = answer.DkimAttributes ?? {};
    return {
      verified: answer.VerifiedForSendingStatus === true,
      dkim: answer.DkimAttributes && { signs: SigningEnabled === true, status: Status ?? "" },
    };
  });
}
