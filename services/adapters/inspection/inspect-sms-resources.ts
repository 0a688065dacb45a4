/** The numbers, sender ids and pools that texts come from, the opt-out lists, and what their resource policies say. */
import {
  GetResourcePolicyCommand,
  type PinpointSMSVoiceV2Client,
  paginateDescribeOptOutLists,
  paginateDescribePhoneNumbers,
  paginateDescribePools,
  paginateDescribeSenderIds,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import pMap from "p-map";
import { type Asked, ask } from "./asked";

/** A number, sender id, pool or opt-out list of AWS End User Messaging SMS. */
export interface SmsResource {
  readonly arn: string;
  /** Ms since 1970; undefined for a sender id, of which AWS does not say it. */
  readonly createdAt: number | undefined;
  /** JSON; undefined where the resource has none. */
  readonly policy: Asked<string | undefined>;
}

/** What texts may come from. */
export interface OriginationIdentity extends SmsResource {
  /** A number is of use once its registration is through: `ACTIVE`. Sender ids have no state. */
  readonly state: string;
  /** A number of AWS's simulator: it texts no real phone. */
  readonly isSimulator: boolean;
}

export interface SmsResources {
  readonly identities: Asked<readonly OriginationIdentity[]>;
  readonly optOutLists: Asked<readonly SmsResource[]>;
}

type Described = Omit<OriginationIdentity, "policy">;

/** Throttled by AWS beyond a few calls a second. */
const CONCURRENCY = 2;

/** Reads all of the account's own in the region; what other accounts share has the policy of its owner. */
export async function inspectSmsResources(client: PinpointSMSVoiceV2Client): Promise<SmsResources> {
  const withPolicies = <T extends { readonly arn: string }>(resources: readonly T[]) =>
    pMap(resources, async (resource) => ({ ...resource, policy: await inspectPolicy(client, resource.arn) }), {
      concurrency: CONCURRENCY,
    });
  const [numbers, senderIds, pools, lists] = await Promise.all([
    ask("sms-voice:DescribePhoneNumbers", () => describePhoneNumbers(client)),
    ask("sms-voice:DescribeSenderIds", () => describeSenderIds(client)),
    ask("sms-voice:DescribePools", () => describePools(client)),
    ask("sms-voice:DescribeOptOutLists", () => describeOptOutLists(client)),
  ]);
  const found: Described[] = [];
  let unknown: Asked<never> | undefined;
  for (const asked of [numbers, senderIds, pools]) {
    if (asked.how === "known") found.push(...asked.value);
    else unknown ??= asked;
  }
  return {
    identities: unknown ?? { how: "known", value: await withPolicies(found) },
    optOutLists: lists.how === "known" ? { how: "known", value: await withPolicies(lists.value) } : lists,
  };
}

async function inspectPolicy(client: PinpointSMSVoiceV2Client, arn: string): Promise<Asked<string | undefined>> {
  const asked = await ask("sms-voice:GetResourcePolicy", async () => {
    const { Policy } = await client.send(new GetResourcePolicyCommand({ ResourceArn: arn }));
    return Policy;
  });
  return asked.how === "missing" ? { how: "known", value: undefined } : asked;
}

async function describePhoneNumbers(client: PinpointSMSVoiceV2Client): Promise<Described[]> {
  const described: Described[] = [];
  for await (const { PhoneNumbers = [] } of paginateDescribePhoneNumbers({ client }, {})) {
    for (const { PhoneNumberArn = "", Status, NumberType, NumberCapabilities, CreatedTimestamp } of PhoneNumbers) {
      if (!NumberCapabilities?.includes("SMS")) continue;
      const isSimulator = NumberType === "SIMULATOR";
      const createdAt = CreatedTimestamp?.getTime();
      described.push({ arn: PhoneNumberArn, createdAt, state: Status ?? "unknown", isSimulator });
    }
  }
  return described;
}

async function describeSenderIds(client: PinpointSMSVoiceV2Client): Promise<Described[]> {
  const described: Described[] = [];
  for await (const { SenderIds = [] } of paginateDescribeSenderIds({ client }, {})) {
    for (const { SenderIdArn = "" } of SenderIds) {
      described.push({ arn: SenderIdArn, createdAt: undefined, state: "ACTIVE", isSimulator: false });
    }
  }
  return described;
}

async function describePools(client: PinpointSMSVoiceV2Client): Promise<Described[]> {
  const described: Described[] = [];
  for await (const { Pools = [] } of paginateDescribePools({ client }, {})) {
    for (const { PoolArn = "", Status, CreatedTimestamp } of Pools) {
      const createdAt = CreatedTimestamp?.getTime();
      described.push({ arn: PoolArn, createdAt, state: Status ?? "unknown", isSimulator: false });
    }
  }
  return described;
}

async function describeOptOutLists(client: PinpointSMSVoiceV2Client): Promise<Omit<SmsResource, "policy">[]> {
  const described: Omit<SmsResource, "policy">[] = [];
  for await (const { OptOutLists = [] } of paginateDescribeOptOutLists({ client }, {})) {
    for (const { OptOutListArn = "", CreatedTimestamp } of OptOutLists) {
      described.push({ arn: OptOutListArn, createdAt: CreatedTimestamp?.getTime() });
    }
  }
  return described;
}
