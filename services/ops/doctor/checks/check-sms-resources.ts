/**
 * Checks that an origination identity exists, and that SNS may use it. If it may not, Publish still accepts every text
 * and none arrives; only SNS's failure log has the reason. The fault is in the configuration, not in a patient's phone.
 */
import { US_AND_TERRITORIES } from "../../../../contracts/clinics/texted-countries";
import { ENV } from "../../../../contracts/environment";
import type { OriginationIdentity, SmsResource } from "../../aws/inspection/carriers/inspect-sms-resources";
import type { InspectedFunction } from "../../aws/inspection/inspect-function";
import { type Check, check, type Finding, fail, ok, unchecked, warn, whyUnknown } from "../facts/check";
import type { Facts } from "../facts/facts";
import { admits, type Principal } from "../facts/key-policy";
import { carrierOf } from "../facts/receipt-facts";

const PAGE = "docs/deploying.md#1-a-number-that-may-send-texts";
const NO_SERVICE = unchecked("AWS End User Messaging has none in this region");

const SNS: Principal = { kind: "Service", is: (name) => name === "sns.amazonaws.com" };

/**
 * Resources created before this date need no policy: AWS allows SNS to use them. "A Guide to the New Resource Policies
 * for SMS Origination Identities", AWS Messaging & Targeting Blog.
 */
const POLICIES_SINCE = Date.UTC(2024, 8, 24);

/** Texts to these countries need an own number. */
const NEEDS_A_NUMBER: readonly (string | undefined)[] = US_AND_TERRITORIES;

/** The action that a policy must allow. */
export const TO_SEND = "sms-voice:SendTextMessage";

const DEFAULT_LIST = /:opt-out-list\/Default$/;

export function checkSmsResources({ smsResources, functions, names, texts }: Facts): Check[] {
  const { identities, optOutLists } = smsResources;
  const country = countryOf(functions.get(names.smsConsumer));
  const isSns = carrierOf(texts) === "sns";
  const lost = isSns ? "SNS accepts texts and delivers none" : "texts are refused";
  const origination = check("Origination identities", identities, NO_SERVICE, (all) =>
    checkIdentities(all, country, lost),
  );
  // End User Messaging needs no policy within the account.
  if (!isSns) return [origination];
  return [
    origination,
    check("Identity policies", identities, NO_SERVICE, (all) => checkPolicies(all.filter(isUsable))),
    check("Opt-out list policy", optOutLists, NO_SERVICE, checkOptOutList),
  ];
}

function checkIdentities(all: readonly OriginationIdentity[], country: string | undefined, lost: string): Finding {
  const usable = all.filter(isUsable);
  if (usable.length > 0)
    return ok(`${usable.length} of ${all.length} can send texts: ${usable.map(nameOf).join(", ")}`);
  const seen = all.length === 0 ? "none" : `none that is active: ${all.map(describe).join(", ")}`;
  return NEEDS_A_NUMBER.includes(country)
    ? fail(`${seen}: ${lost}`, PAGE)
    : warn(`${seen}: in countries that need one, ${lost}`, PAGE);
}

function checkPolicies(usable: readonly OriginationIdentity[]): Finding {
  const [first] = usable;
  if (!first) return unchecked("no origination identity is active");
  const closed = usable.filter((identity) => isClosed(identity, TO_SEND));
  const seen = `no permission for SNS on ${closed.map(nameOf).join(", ")}`;
  if (closed.length === usable.length) return fail(`${seen}: SNS accepts texts and delivers none`, PAGE);
  if (closed.length > 0) return warn(`${seen}: no texts are sent from these`, PAGE);
  return uncheckedPolicy(usable) ?? ok("all active identities allow SNS");
}

function checkOptOutList(lists: readonly SmsResource[]): Finding {
  const list = lists.find(({ arn }) => DEFAULT_LIST.test(arn));
  if (!list) return unchecked("the account has no opt-out list named Default");
  if (isClosed(list, "sms-voice:DescribeOptedOutNumbers")) {
    return warn(`no permission for SNS on ${nameOf(list)}: opt-out checks may be denied`, PAGE);
  }
  return uncheckedPolicy([list]) ?? ok(`${nameOf(list)} allows SNS`);
}

/** Simulator numbers do not text real phones, and a number is active only when its registration is complete. */
export function isUsable({ state, isSimulator }: OriginationIdentity): boolean {
  return state === "ACTIVE" && !isSimulator;
}

/** Whether it is known that SNS may not use the resource for this action. */
export function isClosed({ arn, createdAt, policy }: SmsResource, action: string): boolean {
  if (policy.how !== "known") return false;
  if (policy.value === undefined) return !(createdAt !== undefined && createdAt < POLICIES_SINCE);
  return !admits(policy.value, SNS, action, { resource: arn, sourceAccount: arn.split(":")[4] });
}

function uncheckedPolicy(resources: readonly SmsResource[]): Finding | undefined {
  const unknown = resources.map(({ policy }) => policy).find(({ how }) => how === "unknown");
  return unknown?.how === "unknown" ? unchecked(whyUnknown(unknown)) : undefined;
}

/** Such as `phone-number/phone-0123456789abcdef`, as in the setting `smsResources`. */
function nameOf({ arn }: SmsResource): string {
  return arn.split(":").slice(5).join(":");
}

function describe(identity: OriginationIdentity): string {
  return `${nameOf(identity)} (${identity.isSimulator ? "simulator" : identity.state.toLowerCase()})`;
}

function countryOf(consumer: InspectedFunction | undefined): string | undefined {
  const configuration = consumer?.configuration;
  return configuration?.how === "known" ? configuration.value.variables[ENV.defaultCountry] : undefined;
}
