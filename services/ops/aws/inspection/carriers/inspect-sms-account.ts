import {
  DescribeAccountAttributesCommand,
  DescribeSpendLimitsCommand,
  type PinpointSMSVoiceV2Client,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { GetSMSAttributesCommand, GetSMSSandboxAccountStatusCommand, type SNSClient } from "@aws-sdk/client-sns";
import { type Lookup, lookUp, PrerequisiteMissing } from "../lookup";

/** The settings of texts of the whole account in its region. */
export interface SmsSettings {
  /** US dollars a month; a new account has 1, which SNS does not return. */
  readonly spendLimit: number | undefined;
  /** Whether SNS logs the delivery of each text; false with another carrier. */
  readonly logsDelivery: boolean;
  /** Percent of the delivered texts that SNS logs; undefined if the account does not have the setting. */
  readonly successSampling?: number;
}

export interface SmsAccount {
  /** Whether only verified phones receive texts. */
  readonly sandbox: Lookup<boolean>;
  readonly settings: Lookup<SmsSettings>;
}

/** As SNS has them. */
export async function inspectSmsAccount(client: SNSClient): Promise<SmsAccount> {
  const [sandbox, settings] = await Promise.all([
    lookUp("sns:GetSMSSandboxAccountStatus", async () => {
      const { IsInSandbox } = await client.send(new GetSMSSandboxAccountStatusCommand({}));
      return IsInSandbox === true;
    }),
    lookUp("sns:GetSMSAttributes", async () => {
      const names = ["MonthlySpendLimit", "DeliveryStatusIAMRole", "DeliveryStatusSuccessSamplingRate"];
      const { attributes = {} } = await client.send(new GetSMSAttributesCommand({ attributes: names }));
      const { MonthlySpendLimit: limit, DeliveryStatusSuccessSamplingRate: sampling } = attributes;
      return {
        spendLimit: limit ? Number(limit) : undefined,
        logsDelivery: Boolean(attributes.DeliveryStatusIAMRole),
        ...(sampling && { successSampling: Number(sampling) }),
      };
    }),
  ]);
  return { sandbox, settings };
}

/** As AWS End User Messaging has them. */
export async function inspectTextAccount(client: PinpointSMSVoiceV2Client): Promise<SmsAccount> {
  const [sandbox, settings] = await Promise.all([
    lookUp("sms-voice:DescribeAccountAttributes", async () => {
      const { AccountAttributes = [] } = await client.send(new DescribeAccountAttributesCommand({}));
      const tier = AccountAttributes.find(({ Name }) => Name === "ACCOUNT_TIER")?.Value;
      // AWS documents no values: another one must not count as either.
      if (tier !== "SANDBOX" && tier !== "PRODUCTION") throw new PrerequisiteMissing("the account's tier is not known");
      return tier === "SANDBOX";
    }),
    lookUp("sms-voice:DescribeSpendLimits", async () => {
      const { SpendLimits = [] } = await client.send(new DescribeSpendLimitsCommand({}));
      const limit = SpendLimits.find(({ Name }) => Name === "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT");
      return { spendLimit: limit?.EnforcedLimit, logsDelivery: false };
    }),
  ]);
  return { sandbox, settings };
}
