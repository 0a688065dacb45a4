/** Reads the template's IAM roles, with their policy documents. */
import type { Template } from "./assembly";
import { resolve, type Scope } from "./intrinsics";
import type { PolicyDocument, Properties, RoleResource } from "./resource-types";
import { withLogicalId } from "./with-logical-id";

/** @throws an error that names the logical id of a resource that cannot be read */
export function readRoles(template: Template, scope: Scope): RoleResource[] {
  const ofType = (...types: string[]) =>
    Object.entries(template.Resources)
      .filter(([, { Type }]) => types.includes(Type))
      .map(([logicalId, { Properties = {} }]) => ({ logicalId, raw: Properties }));
  const read = (logicalId: string, value: unknown) => withLogicalId(logicalId, () => resolve(value, scope));

  // 1. Policy resources, with the names of the roles that they are attached to.
  const attached = ofType("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy").map(
    ({ logicalId, raw }) => ({
      arn: template.Resources[logicalId]?.Type === "AWS::IAM::ManagedPolicy" ? String(scope.ref(logicalId)) : undefined,
      roles: [read(logicalId, raw.Roles ?? raw.RoleName ?? [])].flat().map(String),
      policy: (): PolicyDocument => ({ logicalId, document: read(logicalId, raw.PolicyDocument) }),
    }),
  );

  // 2. The roles, with these and their inline policies.
  return ofType("AWS::IAM::Role").map(({ logicalId, raw }) => {
    const name = String(scope.ref(logicalId));
    const inline = ((raw.Policies ?? []) as Properties[]).map(({ PolicyDocument }) => ({
      logicalId,
      document: read(logicalId, PolicyDocument),
    }));
    const managed = (read(logicalId, raw.ManagedPolicyArns ?? []) as unknown[]).map(String);
    const others = attached.filter(({ arn, roles: names }) => names.includes(name) || (arn && managed.includes(arn)));
    return {
      arn: String(scope.attribute(logicalId, "Arn")),
      name,
      policies: [...inline, ...others.map(({ policy }) => policy())],
      // A permissions boundary allows nothing, and only the account has it: what it forbids is seen on AWS only.
      unknownPolicies: managed.filter((arn) => !attached.some((policy) => policy.arn === arn)),
    };
  });
}
