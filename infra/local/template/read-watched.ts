/** Reads resources that operators inspect: alarms, and keys with their policies. */
import type { Template } from "./assembly";
import { resolve, type Scope } from "./intrinsics";
import { pick } from "./read-resource";
import type { AlarmResource, KeyResource, Properties } from "./resource-types";

const ALARM_PROPERTIES = ["AlarmName", "AlarmDescription", "ActionsEnabled", "AlarmActions", "OKActions", "Threshold"];

export function readAlarm(logicalId: string, raw: Properties, scope: Scope): AlarmResource {
  const properties = pick(raw, ALARM_PROPERTIES, scope);
  return { name: String(properties.AlarmName ?? logicalId), properties };
}

export function readKey(logicalId: string, raw: Properties, template: Template, scope: Scope): KeyResource {
  const id = String(scope.ref(logicalId));
  const arn = String(scope.attribute(logicalId, "Arn"));
  const aliases = Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === "AWS::KMS::Alias")
    .filter(([, { Properties }]) => [id, arn].includes(String(resolve(Properties?.TargetKeyId, scope))))
    .map(([aliasId]) => String(scope.ref(aliasId)));
  const { EnableKeyRotation, KeyPolicy, Enabled } = pick(raw, ["EnableKeyRotation", "KeyPolicy", "Enabled"], scope);
  return { id, arn, aliases, enabled: Enabled !== false, rotates: EnableKeyRotation === true, policy: KeyPolicy };
}
