/** Which numbers patients may answer, and what is deployed for their answers. */
import type { Clinic } from "../../../../contracts/clinics/clinic";
import { ENV } from "../../../../contracts/environment";
import type { Inbound, OriginationIdentity } from "../../aws/inspection/carriers/inspect-sms-resources";
import type { FunctionState } from "../../aws/inspection/inspect-function";
import { known, type Lookup } from "../../aws/inspection/lookup";
import type { Facts } from "./facts";

/** What the consumer of answers is deployed with. */
export interface ReplySettings {
  /** The topic that its numbers must publish to. */
  readonly topicArn: string;
  readonly isSelfManaged: boolean;
  readonly optOutList: string;
}

export function replySettings({ arn, variables }: FunctionState, topic: string): ReplySettings {
  const [, partition, , region, account] = arn.split(":");
  return {
    topicArn: `arn:${partition}:sns:${region}:${account}:${topic}`,
    isSelfManaged: variables[ENV.selfManagedOptOuts] === "true",
    optOutList: variables[ENV.smsOptOutList] ?? "Default",
  };
}

/** A number that texts come from, with its pool's settings if it is in one. */
export interface AnsweredNumber {
  /** Such as `phone-number/phone-0123456789abcdef`. */
  readonly name: string;
  readonly inbound: Inbound;
  readonly poolId?: string;
  readonly isTollFree: boolean;
}

/**
 * @param usable the origination identities that can send texts
 * @param clinics with their profiles. Texts come from any number of the account if one of them has none of its own.
 */
export function answeredNumbers(
  usable: readonly OriginationIdentity[],
  clinics: readonly Clinic[] | undefined,
): AnsweredNumber[] {
  const own = (clinics ?? []).flatMap(({ sms }) => sms.originationNumber ?? []).map(digitsOf);
  const isAny = clinics === undefined || clinics.some(({ sms }) => sms.originationNumber === undefined);
  const pools = new Map(usable.flatMap(({ arn, inbound }) => (inbound ? [[arn.split("/").at(-1), inbound]] : [])));
  return usable.flatMap(({ arn, inbound, poolId, sender, isTollFree = false }) => {
    if (!inbound || !arn.includes(":phone-number/")) return [];
    if (!isAny && !own.includes(digitsOf(sender ?? ""))) return [];
    const name = arn.split(":").slice(5).join(":");
    return [{ name, inbound: pools.get(poolId) ?? inbound, poolId, isTollFree }];
  });
}

function digitsOf(number: string): string {
  return number.replace(/^\+/, "");
}

/** The wordings of the clinics' texts; without their profiles, the wording of those that have none of their own. */
export function wordingsOf({ clinics, functions, names }: Facts): Lookup<readonly string[]> {
  if (clinics.how === "known" && typeof clinics.value !== "string")
    return known(clinics.value.map(({ smsWording }) => smsWording));
  const sms = functions.get(names.smsConsumer)?.configuration ?? { how: "missing" };
  return sms.how === "known" ? known([sms.value.variables[ENV.smsWording] ?? "reply"]) : sms;
}
