/** The template's IAM roles with their policy statements. */

import type { LocalResources, RoleResource } from "../template/resource-types";
import { withLogicalId } from "../template/with-logical-id";
import { readStatements, type Statement } from "./statement";

export interface Role extends Omit<RoleResource, "policies"> {
  readonly statements: readonly Statement[];
}

/**
 * Reads the statements of every role, by the role's ARN. For a role that no function or schedule has, conditions are not
 * evaluated: its permissions are only listed.
 * @throws an error that names the logical id of a policy that cannot be read
 */
export function readRoles(
  resources: Pick<LocalResources, "roles" | "functions" | "schedules">,
): ReadonlyMap<string, Role> {
  const inUse = new Set([...resources.functions, ...resources.schedules].map(({ roleArn }) => roleArn));
  const read = ({ policies, ...role }: RoleResource): Role => {
    const reading = inUse.has(role.arn) ? "evaluate" : "list";
    const statements = policies.flatMap(({ logicalId, document }) =>
      withLogicalId(logicalId, () => readStatements(document, reading)),
    );
    return { ...role, statements };
  };
  return new Map(resources.roles.map((role) => [role.arn, read(role)]));
}
