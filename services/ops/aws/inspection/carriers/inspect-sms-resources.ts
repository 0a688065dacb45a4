/** Reads the numbers, sender ids and pools that texts are sent from, the opt-out lists, and their resource policies. */
import {
  GetResourcePolicyCommand,
  type PinpointSMSVoiceV2Client,
  paginateDescribeOptOutLists,
  paginateDescribePhoneNumbers,
  paginateDescribePools,
  paginateDescribeSenderIds,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import pMap from "p-map";
import { type Lookup, lookUp } from "../lookup";

/** A number, sender id, pool or opt-out list of AWS End User Messaging SMS. */
export interface SmsResource {
  readonly arn: string;
  /** Ms since 1970; undefined for a sender id, for which AWS does not give it. */
  readonly createdAt: number | undefined;
  /** JSON; undefined if the resource has none. */
  readonly policy: Lookup<string | undefined>;
}

/** What becomes of the texts that patients send to a number. A pool has the same for all of its numbers. */
export interface Inbound {
  readonly isTwoWay: boolean;
  /** The topic, or another channel, that its texts are published to. */
  readonly channelArn?: string;
  /** Whether AWS leaves STOP and HELP to the account. */
  readonly isSelfManaged: boolean;
  /** The name of its opt-out list. */
  readonly optOutList?: string;
}

/** A resource that texts may be sent from. */
export interface OriginationIdentity extends SmsResource {
  /** A number can be used once its registration is complete: `ACTIVE`. Sender ids have no state. */
  readonly state: string;
  /** A number of AWS's simulator, which does not text real phones. */
  readonly isSimulator: boolean;
  /** The number (digits, with `+` unless it is a short code) or the sender ID; undefined for a pool. */
  readonly sender?: string;
  /** ISO 3166-1 alpha-2: whose phones get texts from it; undefined for a pool. */
  readonly country?: string;
  /** Of a number or a pool: sender IDs receive nothing. */
  readonly inbound?: Inbound;
  /** The id of the number's pool, whose settings are the number's. */
  readonly poolId?: string;
  /** US toll-free: its carriers manage opt-outs, by the word STOP only. */
  readonly isTollFree?: boolean;
}

export interface SmsResources {
  readonly identities: Lookup<readonly OriginationIdentity[]>;
  readonly optOutLists: Lookup<readonly SmsResource[]>;
}

type Described = Omit<OriginationIdentity, "policy">;

/** AWS throttles more than a few calls a second. */
const CONCURRENCY = 2;

/** Reads all resources that the account owns in the region; one that another account shares has its owner's policy. */
export async function inspectSmsResources(client: PinpointSMSVoiceV2Client): Promise<SmsResources> {
  const withPolicies = <T extends { readonly arn: string }>(resources: readonly T[]) =>
    pMap(resources, async (resource) => ({ ...resource, policy: await inspectPolicy(client, resource.arn) }), {
      concurrency: CONCURRENCY,
    });
  const [numbers, senderIds, pools, lists] = await Promise.all([
    lookUp("sms-voice:DescribePhoneNumbers", () => describePhoneNumbers(client)),
    lookUp("sms-voice:DescribeSenderIds", () => describeSenderIds(client)),
    lookUp("sms-voice:DescribePools", () => describePools(client)),
    lookUp("sms-voice:DescribeOptOutLists", () => describeOptOutLists(client)),
  ]);
  const found: Described[] = [];
  let unknown: Lookup<never> | undefined;
  for (const lookup of [numbers, senderIds, pools]) {
    if (lookup.how === "known") found.push(...lookup.value);
    else unknown ??= lookup;
  }
  return {
    identities: unknown ?? { how: "known", value: await withPolicies(found) },
    optOutLists: lists.how === "known" ? { how: "known", value: await withPolicies(lists.value) } : lists,
  };
}

async function inspectPolicy(client: PinpointSMSVoiceV2Client, arn: string): Promise<Lookup<string | undefined>> {
  const lookup = await lookUp("sms-voice:GetResourcePolicy", async () => {
    const { Policy } = await client.send(new GetResourcePolicyCommand({ ResourceArn: arn }));
    return Policy;
  });
  return lookup.how === "missing" ? { how: "known", value: undefined } : lookup;
}

async function describePhoneNumbers(client: PinpointSMSVoiceV2Client): Promise<Described[]> {
  const described: Described[] = [];
  for await (const { PhoneNumbers = [] } of paginateDescribePhoneNumbers({ client }, {})) {
    for (const number of PhoneNumbers) {
      if (!number.NumberCapabilities?.includes("SMS")) continue;
      described.push({
        arn: number.PhoneNumberArn ?? "",
        createdAt: number.CreatedTimestamp?.getTime(),
        state: number.Status ?? "unknown",
        isSimulator: number.NumberType === "SIMULATOR",
        sender: number.PhoneNumber,
        country: number.IsoCountryCode,
        inbound: inboundOf(number),
        poolId: number.PoolId,
        isTollFree: number.NumberType === "TOLL_FREE",
      });
    }
  }
  return described;
}

async function describeSenderIds(client: PinpointSMSVoiceV2Client): Promise<Described[]> {
  const described: Described[] = [];
  for await (const { SenderIds = [] } of paginateDescribeSenderIds({ client }, {})) {
    for (const { SenderIdArn: arn = "", SenderId: sender, IsoCountryCode: country } of SenderIds) {
      described.push({ arn, createdAt: undefined, state: "ACTIVE", isSimulator: false, sender, country });
    }
  }
  return described;
}

async function describePools(client: PinpointSMSVoiceV2Client): Promise<Described[]> {
  const described: Described[] = [];
  for await (const { Pools = [] } of paginateDescribePools({ client }, {})) {
    for (const { PoolArn = "", Status, CreatedTimestamp, ...pool } of Pools) {
      const createdAt = CreatedTimestamp?.getTime();
      const state = Status ?? "unknown";
      described.push({ arn: PoolArn, createdAt, state, isSimulator: false, inbound: inboundOf(pool) });
    }
  }
  return described;
}

/** Numbers and pools are described alike. */
function inboundOf(described: {
  readonly TwoWayEnabled?: boolean;
  readonly TwoWayChannelArn?: string;
  readonly SelfManagedOptOutsEnabled?: boolean;
  readonly OptOutListName?: string;
}): Inbound {
  return {
    isTwoWay: described.TwoWayEnabled === true,
    channelArn: described.TwoWayChannelArn,
    isSelfManaged: described.SelfManagedOptOutsEnabled === true,
    optOutList: described.OptOutListName,
  };
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
