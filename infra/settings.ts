/**
 * The settings of a deployment, declared once. They are read from CDK context: `cdk deploy -c emailDomain=clinic.org`,
 * or the `context` of cdk.json.
 */
import { isSupportedCountry } from "libphonenumber-js/min";
import { isTimeZone } from "../contracts/appointment-message";
import { SMS_WORDINGS } from "../contracts/sms-wording";

interface Setting<Value> {
  readonly default: Value;
  /** What it takes, to complete "it takes ...". */
  readonly takes: string;
  readonly description: string;
  /** The setting's value, or `undefined` where the given one does not fit. Numbers come as text from the command line. */
  readonly parse: (given: unknown) => Value | undefined;
}

export const SETTINGS = {
  environmentSuffix: text("dev", {
    // No hyphen: "dlq-dev" would give its appointments queue the name of dev's dead-letter queue.
    fits: (given) => /^[a-z0-9]{1,20}$/.test(given),
    takes: "1 to 20 lower-case letters and digits",
    description: "Ends the name of every resource, so that environments fit in one account side by side.",
  }),
  emailDomain: text("example.com", {
    // Lower case: IAM compares the sender's address letter by letter.
    fits: (given) =>
      given.length <= 253 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/.test(given),
    takes: "a domain name in lower case, such as clinic.org",
    description: "The domain, verified in SES, whose address `noreply@<emailDomain>` sends the emails.",
  }),
  timeZone: text("America/New_York", {
    // In the spelling of the IANA: the scheduler is stricter than Node.
    fits: (given) => isTimeZone(given) && !isMisspelt(given),
    takes: "an IANA time zone, such as America/New_York",
    description: "The clinic's time zone: of the daily run, and of appointments that name none.",
  }),
  schedule: text("09:00", {
    fits: (given) => /^([01]\d|2[0-3]):[0-5]\d$/.test(given),
    takes: "a time of day from 00:00 to 23:59",
    description: "When the daily run starts, on the clock of `timeZone`.",
  }),
  defaultCountry: text("US", {
    fits: isSupportedCountry,
    takes: "an ISO 3166-1 country code in capitals, such as US",
    description: "Where a phone number without a country code is.",
  }),
  smsPartsPerSecond: wholeNumber(20, {
    least: 1,
    most: 1000,
    description: "SMS parts a second that the account may send; the consumers share it.",
  }),
  retentionDays: wholeNumber(90, {
    // A message can wait 14 days in each of the three queues; its log item must outlive it, or it would be sent again.
    least: 43,
    most: 3650,
    description: "Days that an item of the delivery log is kept.",
  }),
  catchUpDays: wholeNumber(7, {
    least: 1,
    most: 60,
    description: "Days back that the daily run looks for reminders that an outage left unsent.",
  }),
  smsWording: choice("reply", SMS_WORDINGS, {
    description: "`reply` asks the patient to answer CONFIRM or CANCEL; `no-reply` asks for no answer.",
  }),
  selfManagedOptOuts: choice("unstated", ["unstated", "true", "false"], {
    description:
      "Whether the number that texts come from has self-managed opt-outs. Where it has not, AWS takes the answer " +
      "CANCEL as an opt-out from all texts, and the wording `reply` gets a warning.",
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Settings = {
  readonly [Name in SettingName]: (typeof SETTINGS)[Name] extends Setting<infer Value> ? Value : never;
};

/** Settings that do not fit, one line each: the setting, what it got and what it takes. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/**
 * Reads and checks every setting.
 * @param given the value given for a name, `undefined` where none is
 * @throws SettingsError that tells of every value that does not fit
 */
export function readSettings(given: (name: string) => unknown): Settings {
  const problems: string[] = [];
  const values = Object.entries<Setting<unknown>>(SETTINGS).map(([name, setting]) => {
    const value = given(name);
    if (value === undefined) return [name, setting.default];
    const parsed = setting.parse(value);
    if (parsed === undefined) problems.push(`Setting ${name} got ${JSON.stringify(value)}; it takes ${setting.takes}.`);
    return [name, parsed];
  });
  if (problems.length > 0) throw new SettingsError(problems.join("\n"));
  return Object.fromEntries(values) as Settings;
}

function isMisspelt(zone: string): boolean {
  const canonical = new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone;
  return canonical !== zone && canonical.toLowerCase() === zone.toLowerCase();
}

interface TextRule {
  readonly fits: (given: string) => boolean;
  readonly takes: string;
  readonly description: string;
}

function text(byDefault: string, { fits, takes, description }: TextRule): Setting<string> {
  const parse = (given: unknown) => (typeof given === "string" && fits(given) ? given : undefined);
  return { default: byDefault, takes, description, parse };
}

interface Range {
  readonly least: number;
  readonly most: number;
  readonly description: string;
}

function wholeNumber(byDefault: number, { least, most, description }: Range): Setting<number> {
  const parse = (given: unknown) => {
    const digits = /^\d{1,9}$/.test(String(given)) && (typeof given === "string" || typeof given === "number");
    const number = Number(given);
    return digits && number >= least && number <= most ? number : undefined;
  };
  return { default: byDefault, takes: `a whole number from ${least} to ${most}`, description, parse };
}

function choice<const Option extends string>(
  byDefault: NoInfer<Option>,
  options: readonly Option[],
  { description }: { readonly description: string },
): Setting<Option> {
  const parse = (given: unknown) => options.find((option) => option === String(given));
  return { default: byDefault, takes: `one of ${options.join(", ")}`, description, parse };
}
