import { GetSMSAttributesCommand, GetSMSSandboxAccountStatusCommand, type SNSClient } from "@aws-sdk/client-sns";
import { type Lookup, lookUp } from "../lookup";

/** The SMS settings of the whole account in its region. */
export interface SmsSettings {
  /** US dollars a month; a new account has 1, which SNS does not return. */
  readonly spendLimit: number | undefined;
  /** Whether SNS logs the delivery of each text. */
  readonly logsDelivery: boolean;
}

export interface SmsAccount {
  /** Whether only verified phones receive texts. */
  readonly sandbox: Lookup<boolean>;
  readonly settings: Lookup<SmsSettings>;
}

export async function inspectSmsAccount(client: SNSClient): Promise<SmsAccount> {
  const [sandbox, settings] = await Promise.all([
    lookUp("sns:GetSMSSandboxAccountStatus", async () => {
      const { IsInSandbox } = await client.send(new GetSMSSandboxAccountStatusCommand({}));
      return IsInSandbox === true;
    }),
    lookUp("sns:GetSMSAttributes", async () => {
      const names = ["MonthlySpendLimit", "DeliveryStatusIAMRole"];
      const { attributes = {} } = await client.send(new GetSMSAttributesCommand({ attributes: names }));
      const limit = attributes.MonthlySpendLimit;
      return {
        spendLimit: limit ? Number(limit) : undefined,
        logsDelivery: Boolean(attributes.DeliveryStatusIAMRole),
      };
    }),
  ]);
  return { sandbox, settings };
}
