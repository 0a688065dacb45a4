/** What the pipeline manages of the account's settings for texts. */
import type { Stack } from "aws-cdk-lib";
import type { ResourceNames } from "../../contracts/resource-names";
import { SmsAccountSettings } from "./constructs/carriers/sms-account-settings";
import type { SmsCarrier } from "./constructs/carriers/sms-carrier";
import { SmsResourcePolicies } from "./constructs/carriers/sms-resource-policies";
import type { DataKey } from "./constructs/encryption/data-key";
import type { Settings } from "./settings/settings";

interface SmsAccount {
  readonly carrier: SmsCarrier;
  readonly key: DataKey;
  readonly retain: boolean;
}

/** Creates the policies of the account's numbers, and the function that applies its settings, as the settings ask for. */
export function createSmsAccount(
  scope: Stack,
  settings: Settings,
  names: ResourceNames,
  { carrier, key, retain }: SmsAccount,
): void {
  if (settings.smsResources.length > 0) {
    new SmsResourcePolicies(scope, "SmsResourcePolicies", { resources: settings.smsResources, retain });
  }
  if (settings.smsAccountSettings === "managed") {
    new SmsAccountSettings(scope, "SmsAccountSettings", {
      functionName: names.smsAccountSettings,
      deliveryStatusRole: carrier.deliveryStatusRole,
      monthlySpendLimit: settings.smsMonthlySpendLimit,
      successSampling: settings.smsSuccessSampling,
      key,
    });
  }
}
