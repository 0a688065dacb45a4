/** The carrier of texts, and what the pipeline manages of the account's settings for them. */
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { ENV } from "../../contracts/environment";
import type { ResourceNames } from "../../contracts/resource-names";
import { NO_CONFIGURATION_SET } from "../../contracts/texts/sms-carrier";
import { EndUserMessaging } from "./constructs/carriers/end-user-messaging";
import { grantOptOuts } from "./constructs/carriers/opt-out-list";
import { SmsAccountSettings } from "./constructs/carriers/sms-account-settings";
import { SmsCarrier } from "./constructs/carriers/sms-carrier";
import { SmsResourcePolicies } from "./constructs/carriers/sms-resource-policies";
import type { EventsTopic } from "./constructs/messaging/events-topic";
import type { Settings } from "./settings/settings";
import type { Shared } from "./stores";

/** Who sends the texts. */
export interface Texts {
  /** SNS's role for its delivery logs, which the account's settings may name whichever carrier sends. */
  readonly sns: SmsCarrier;
  /** The environment variables of the function that sends. */
  readonly environment: Readonly<Record<typeof ENV.smsCarrier | typeof ENV.smsConfigurationSet, string>>;
  /** Allows the grantee to send texts. */
  grantSend(grantee: IGrantable): void;
  /** Allows the grantee to check who has opted out of texts, where the carrier does not do so by itself. */
  grantCheckOptOuts(grantee: IGrantable): void;
  /** Allows the grantee to change who has opted out of texts. */
  grantOptOuts(grantee: IGrantable): void;
  /** Has the carrier publish what became of each text to a topic, if it can: SNS writes it to a log. */
  publishOutcomes(events: EventsTopic): void;
}

/** Creates the carrier that the settings name. */
export function createTexts(scope: Construct, settings: Settings, names: ResourceNames, retain: boolean): Texts {
  const { smsCarrier, smsOptOutList } = settings;
  const sns = new SmsCarrier(scope, "SmsCarrier", { retain });
  const environment = { [ENV.smsCarrier]: smsCarrier, [ENV.smsConfigurationSet]: NO_CONFIGURATION_SET } as const;
  const shared = { sns, grantOptOuts: (grantee: IGrantable) => grantOptOuts(scope, smsOptOutList, grantee) };
  if (smsCarrier === "sns") {
    return {
      ...shared,
      environment,
      grantSend: (grantee) => sns.grantSend(grantee),
      grantCheckOptOuts: (grantee) => sns.grantCheckOptOuts(grantee),
      publishOutcomes: () => {},
    };
  }
  const texts = new EndUserMessaging(scope, "EndUserMessaging", { configurationSetName: names.smsConfigurationSet });
  return {
    ...shared,
    environment: { ...environment, [ENV.smsConfigurationSet]: texts.configurationSetName },
    grantSend: (grantee) => texts.grantSend(grantee),
    // It refuses the text itself.
    grantCheckOptOuts: () => {},
    publishOutcomes: (events) => texts.publishOutcomes(events),
  };
}

interface SmsAccount extends Shared {
  readonly carrier: SmsCarrier;
}

/**
 * Creates the policies of the account's numbers, and the function that applies its settings, as the settings ask for.
 * @returns undefined if this environment does not manage the account's settings
 */
export function createSmsAccount(
  scope: Construct,
  settings: Settings,
  names: ResourceNames,
  { carrier, key, retain, platform }: SmsAccount,
): SmsAccountSettings | undefined {
  if (settings.smsResources.length > 0) {
    new SmsResourcePolicies(scope, "SmsResourcePolicies", { resources: settings.smsResources, retain });
  }
  if (settings.smsAccountSettings !== "managed") return undefined;
  return new SmsAccountSettings(scope, "SmsAccountSettings", {
    functionName: names.smsAccountSettings,
    deliveryStatusRole: carrier.deliveryStatusRole,
    monthlySpendLimit: settings.smsMonthlySpendLimit,
    successSampling: settings.smsSuccessSampling,
    key,
    platform,
  });
}
