import { GetSMSAttributesCommand, GetSMSSandboxAccountStatusCommand, type SNSClient } from "@aws-sdk/client-sns";
import { type Asked, ask } from "../asked";

/** The SMS settings of the whole account in its region. */
export interface SmsSettings {
  /** US dollars a month; a new account has 1, which SNS does not tell. */
  readonly spendLimit: number | undefined;
  /** SNS logs what became of each text. */
  readonly logsDelivery: boolean;
}

export interface SmsAccount {
  /** Only verified phones get texts. */
  readonly sandbox: Asked<boolean>;
  readonly settings: Asked<SmsSettings>;
}

export async function inspectSmsAccount(client: SNSClient): Promise<SmsAccount> {
  const [sandbox, settings] = await Promise.all([
    ask("sns:GetSMSSandboxAccountStatus", async () => {
      const { IsInSandbox } = await client.send(new GetSMSSandboxAccountStatusCommand({}));
      return IsInSandbox === true;
    }),
    ask("sns:GetSMSAttributes", async () => {
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
