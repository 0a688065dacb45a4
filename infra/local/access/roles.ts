/** The template's IAM roles with what their policies say. */
import type { Template } from "../template/assembly";
import { resolve, type Scope } from "../template/intrinsics";
import { naming } from "../template/naming";
import { readStatements, type Statement } from "./statement";

export interface Role {
  readonly arn: string;
  /** CloudFormation adds to it where the template names none. */
  readonly name: string;
  readonly statements: readonly Statement[];
  /** Policies that only AWS knows, by ARN: the role cannot be used in the local run. */
  readonly unknownPolicies: readonly string[];
}

type Properties = Record<string, unknown>;

/**
 * Reads every role, by ARN.
 * @param inUse ARNs of the roles of functions and schedules of the local run; the others' permissions are but listed
 * @throws naming the logical id of what cannot be read
 */
export function readRoles(template: Template, scope: Scope, inUse: readonly string[]): ReadonlyMap<string, Role> {
  const ofType = (...types: string[]) =>
    Object.entries(template.Resources)
      .filter(([, { Type }]) => types.includes(Type))
      .map(([logicalId, { Properties = {} }]) => ({ logicalId, raw: Properties }));
  const read = (logicalId: string, value: unknown) => naming(logicalId, () => resolve(value, scope));
  const reader = (logicalId: string, document: unknown) => (roleArn: string) =>
    naming(logicalId, () => readStatements(resolve(document, scope), inUse.includes(roleArn) ? "evaluate" : "list"));

  // 1. Policies that are resources of their own, and the names of the roles that they are attached to.
  const attached = ofType("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy").map(
    ({ logicalId, raw }) => ({
      arn: template.Resources[logicalId]?.Type === "AWS::IAM::ManagedPolicy" ? String(scope.ref(logicalId)) : undefined,
      roles: [read(logicalId, raw.Roles ?? raw.RoleName ?? [])].flat().map(String),
      statements: reader(logicalId, raw.PolicyDocument),
    }),
  );

  // 2. The roles, with those and their own.
  const roles = ofType("AWS::IAM::Role").map(({ logicalId, raw }): Role => {
    const name = String(scope.ref(logicalId));
    const arn = String(scope.attribute(logicalId, "Arn"));
    const inline = ((raw.Policies ?? []) as Properties[]).map((policy) => reader(logicalId, policy.PolicyDocument));
    const managed = (read(logicalId, raw.ManagedPolicyArns ?? []) as unknown[]).map(String);
    const boundary = raw.PermissionsBoundary === undefined ? [] : [String(read(logicalId, raw.PermissionsBoundary))];
    const others = attached.filter(({ arn, roles: names }) => names.includes(name) || (arn && managed.includes(arn)));
    return {
      arn,
      name,
      statements: [...inline, ...others.map((policy) => policy.statements)].flatMap((read) => read(arn)),
      unknownPolicies: [...managed.filter((arn) => !attached.some((policy) => policy.arn === arn)), ...boundary],
    };
  });
  return new Map(roles.map((role) => [role.arn, role]));
}
