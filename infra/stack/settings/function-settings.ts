import { NO_PROFILES } from "../../../contracts/clinics/clinic";
import type { ClinicProfiles } from "../../../contracts/clinics/profile-files";
import { ENV } from "../../../contracts/environment";
import type { TextReceipts } from "../../../contracts/receipts/text-receipts";
import { environmentName } from "../../../contracts/resource-names";
import { compiledCatalogues } from "../files/text-catalogues";
import { hasClinicMetrics } from "./clinic-profiles";
import type { Settings } from "./settings";

/** The environment variables of every function that are settings. */
export function functionSettings(settings: Settings, profiles: ClinicProfiles | undefined) {
  return {
    [ENV.environment]: environmentName(settings),
    [ENV.timeZone]: settings.timeZone,
    [ENV.defaultCountry]: settings.defaultCountry,
    [ENV.countries]: String(settings.countries),
    [ENV.smsWording]: settings.smsWording,
    [ENV.sendWindow]: settings.sendWindow,
    [ENV.reminderPlan]: settings.reminderPlan,
    [ENV.clinics]: profiles?.digest ?? NO_PROFILES,
    [ENV.retentionDays]: String(settings.retentionDays),
  } as const;
}

/** The environment variables of both consumers that are settings, besides those of every function. */
export function consumerSettings(settings: Settings, profiles: ClinicProfiles | undefined) {
  return {
    [ENV.clinicMetrics]: hasClinicMetrics(settings, profiles) ? "on" : "off",
    [ENV.channelSwitchMinutes]: String(settings.channelSwitchMinutes),
  } as const;
}

/** The rate of texts, of the function that sends them and of the one that releases those that waited. */
function rateSettings({ smsPartsPerSecond, smsTextsPerSecond }: Settings) {
  return {
    [ENV.smsPartsPerSecond]: String(smsPartsPerSecond),
    [ENV.smsTextsPerSecond]: String(smsTextsPerSecond),
  } as const;
}

/** The environment variables of the producer that are settings, besides those of every function. */
export function producerSettings(settings: Settings) {
  return {
    [ENV.catchUpDays]: String(settings.catchUpDays),
    [ENV.producerRuns]: String(settings.producerRuns),
    ...rateSettings(settings),
    ...floodSettings(settings),
  } as const;
}

/** The settings of the guard against floods. */
function floodSettings({ floodFactor, floodMinimum }: Settings) {
  return { [ENV.floodFactor]: String(floodFactor), [ENV.floodMinimum]: String(floodMinimum) } as const;
}

/** The environment variables of the SMS consumer that are settings, besides those of both consumers. */
export function smsSettings(settings: Settings) {
  return {
    ...rateSettings(settings),
    ...floodSettings(settings),
    [ENV.textReceipts]: textReceipts(settings),
    [ENV.maxTextsPerPhone]: String(settings.maxTextsPerPhone),
  } as const;
}

/** The environment variables of the consumer of answers that are settings, besides those of every function. */
export function replySettings(settings: Settings) {
  return {
    ...rateSettings(settings),
    [ENV.selfManagedOptOuts]: String(settings.selfManagedOptOuts === "true"),
    [ENV.smsOptOutList]: settings.smsOptOutList,
  } as const;
}

/** SNS's receipts are logged only if this environment manages the account's settings. */
function textReceipts({ smsCarrier, smsAccountSettings }: Settings): TextReceipts {
  if (smsCarrier === "end-user-messaging") return "context";
  return smsAccountSettings === "managed" ? "index" : "off";
}

/** The files of the functions' bundles besides their code: content by path. */
export function bundledFiles(profiles: ClinicProfiles | undefined) {
  const clinicFiles = profiles?.files ?? new Map<string, string>();
  return { clinicFiles, consumerFiles: new Map([...clinicFiles, ...compiledCatalogues()]) };
}
