import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  type KMSClient,
} from "@aws-sdk/client-kms";
import { type Lookup, lookUp, thenLookUp } from "./lookup";

export interface KeyState {
  readonly arn: string;
  /** `Enabled`, `Disabled`, `PendingDeletion` and others. */
  readonly state: string;
}

export interface InspectedKey {
  readonly key: Lookup<KeyState>;
  /** Whether the key is rotated every year. */
  readonly rotates: Lookup<boolean>;
  /** The policy document, JSON. */
  readonly policy: Lookup<string>;
}

/** @param alias such as `alias/healthcare-appointments-dev` */
export async function inspectKey(client: KMSClient, alias: string): Promise<InspectedKey> {
  const key = await lookUp("kms:DescribeKey", async () => {
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: alias }));
    return { arn: KeyMetadata?.Arn ?? "", state: KeyMetadata?.KeyState ?? "" };
  });
  // Neither call accepts an alias.
  const [rotates, policy] = await Promise.all([
    thenLookUp(key, `key ${alias}`, ({ arn }) =>
      lookUp("kms:GetKeyRotationStatus", async () => {
        const { KeyRotationEnabled } = await client.send(new GetKeyRotationStatusCommand({ KeyId: arn }));
        return KeyRotationEnabled === true;
      }),
    ),
    thenLookUp(key, `key ${alias}`, ({ arn }) =>
      lookUp("kms:GetKeyPolicy", async () => {
        const { Policy } = await client.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: "default" }));
        return Policy ?? "{}";
      }),
    ),
  ]);
  return { key, rotates, policy };
}
