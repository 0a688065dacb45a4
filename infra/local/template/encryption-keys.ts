/** Which customer key encrypts each resource. */
import type { Template } from "./assembly";
import { resolve, type Scope } from "./intrinsics";
import { ACCOUNT, REGION } from "./references";
import { withLogicalId } from "./with-logical-id";

/** @returns the ARN of the key, by the ARN of a queue, topic or table; undefined if it has no customer key */
export type KeyOf = (resourceArn: string) => string | undefined;

type Properties = Record<string, unknown>;

const ENCRYPTED: Record<string, { arn: (id: string, scope: Scope) => unknown; key: (raw: Properties) => unknown }> = {
  "AWS::SQS::Queue": { arn: (id, scope) => scope.attribute(id, "Arn"), key: (raw) => raw.KmsMasterKeyId },
  "AWS::SNS::Topic": { arn: (id, scope) => scope.ref(id), key: (raw) => raw.KmsMasterKeyId },
  "AWS::DynamoDB::Table": { arn: (id, scope) => scope.attribute(id, "Arn"), key: tableKey },
  "AWS::DynamoDB::GlobalTable": {
    arn: (id, scope) => scope.attribute(id, "Arn"),
    // The first replica is that of this region.
    key: (raw) => tableKey((raw.Replicas as Properties[] | undefined)?.[0] ?? {}),
  },
};

/** @throws an error that names the logical id of a resource that cannot be read */
export function readKeys(template: Template, scope: Scope): KeyOf {
  const keys = new Map<string, string>();
  for (const [logicalId, { Type, Properties = {} }] of Object.entries(template.Resources)) {
    const encrypted = ENCRYPTED[Type];
    const raw = encrypted?.key(Properties);
    if (!encrypted || raw === undefined) continue;
    const keyArn = withLogicalId(logicalId, () => arnOfKey(String(resolve(raw, scope)), template, scope));
    if (keyArn) keys.set(String(encrypted.arn(logicalId, scope)), keyArn);
  }
  return (resourceArn) => keys.get(resourceArn);
}

function tableKey(raw: Properties): unknown {
  return (raw.SSESpecification as Properties | undefined)?.KMSMasterKeyId;
}

/** A key is named by ARN, id or alias. AWS managed keys (`alias/aws/...`) need no permission of the caller. */
function arnOfKey(key: string, template: Template, scope: Scope): string | undefined {
  const name = key.startsWith("arn:") ? key.split(":").slice(5).join(":") : key;
  if (name.startsWith("alias/aws/")) return undefined;
  if (!name.startsWith("alias/")) return key.startsWith("arn:") ? key : keyArn(key);
  const aliases = Object.entries(template.Resources).filter(([, { Type }]) => Type === "AWS::KMS::Alias");
  const [, alias] = aliases.find(([id]) => scope.ref(id) === name) ?? [];
  if (!alias) throw new Error(`there is no ${name} in the template`);
  return arnOfKey(String(resolve(alias.Properties?.TargetKeyId, scope)), template, scope);
}

function keyArn(id: string): string {
  return `arn:aws:kms:${REGION}:${ACCOUNT}:key/${id}`;
}
