/** Holds every call of the pipeline's functions, and what AWS does in their name, to the roles of the template. */

import { AwsError, type Call } from "../protocol/call";
import { FUNCTION_CALLER } from "../protocol/callers";
import { ACCOUNT, REGION } from "../template/references";
import type { FunctionResource } from "../template/resource-types";
import { type Decision, evaluate } from "./evaluate";
import {
  createPermissionRecord,
  type Holder,
  type PermissionRecord,
  type PermissionsReport,
} from "./permission-record";
import { refusal } from "./refusal";
import type { Requirements } from "./requirements";
import type { Role } from "./roles";
import type { AccessRequest } from "./statement";

/** A role, as AWS uses it in the name of its holder. */
export interface RoleInUse {
  /** Does the role allow all of these? What it does not allow is recorded as refused. */
  may(...requests: readonly AccessRequest[]): boolean;
}

export interface AccessControl {
  /**
   * Checks a call against its function's role; calls of others than our functions pass.
   * @throws {AwsError} as the service refuses it
   */
  check(call: Call): void;
  /** @throws where the template has no such function */
  ofFunction(functionName: string): RoleInUse;
  /** @throws where the role is not the template's, or has policies that only AWS knows */
  ofRole(roleArn: string): RoleInUse;
  report(): PermissionsReport;
}

/** Every request has these. On AWS the SDKs call by TLS. */
const EVERY_CONTEXT = {
  "aws:principalaccount": ACCOUNT,
  "aws:requestedregion": REGION,
  "aws:securetransport": "true",
} as const;

type Denied = Extract<Decision, { allowed: false }>;

interface HeldRole {
  readonly holder: Holder;
  /** Decides and records, up to the first request that is refused. */
  firstRefused(requests: readonly AccessRequest[]): { request: AccessRequest; decision: Denied } | undefined;
}

/** @throws where a function's role is not the template's, or has policies that only AWS knows */
export function createAccessControl(
  roles: ReadonlyMap<string, Role>,
  functions: readonly Pick<FunctionResource, "name" | "roleArn">[],
  requirements: Requirements,
): AccessControl {
  const record = createPermissionRecord();
  const known = (roleArn: string, user: string): Role => {
    const role = roles.get(roleArn);
    if (!role) throw new Error(`${user}: its role ${roleArn} is not in the template`);
    const [unknown] = role.unknownPolicies;
    if (unknown) throw new Error(`${role.name} of the template: the policy ${unknown} is not known to the local run`);
    return role;
  };
  const byFunction = new Map(
    functions.map(({ name, roleArn }) => [name, holdRole(known(roleArn, name), record, name)] as const),
  );
  // What nothing of the local run uses is recorded too.
  const byRole = new Map(
    [...roles.values()]
      .filter(({ arn }) => !functions.some(({ roleArn }) => roleArn === arn))
      .map((role) => [role.arn, holdRole(role, record)] as const),
  );
  const roleInUse = ({ firstRefused }: HeldRole): RoleInUse => ({
    may: (...requests) => firstRefused(requests) === undefined,
  });

  return {
    check(call) {
      const functionName = call.caller.startsWith(FUNCTION_CALLER) && call.caller.slice(FUNCTION_CALLER.length);
      const checked = functionName && byFunction.get(functionName);
      if (!checked) return;
      const requests = requirements.ofCall(call);
      if (!requests) {
        const name = `${call.service}:${call.operation}`;
        record.refuse(checked.holder, name, "(not known to the local run)");
        throw new AwsError("InternalFailure", 500, `The local run does not know which permissions ${name} needs`);
      }
      const refused = checked.firstRefused(requests);
      if (!refused) return;
      const user = { role: checked.holder.role, session: functionName };
      throw refusal(call.service, refused.request, refused.decision.because, user);
    },
    ofFunction(functionName) {
      const checked = byFunction.get(functionName);
      if (!checked) throw new Error(`There is no function ${functionName} in the template`);
      return roleInUse(checked);
    },
    ofRole(roleArn) {
      const role = known(roleArn, "A schedule");
      return roleInUse(byRole.get(roleArn) ?? holdRole(role, record));
    },
    report: record.report,
  };
}

function holdRole(role: Role, record: PermissionRecord, functionName?: string): HeldRole {
  const holder = functionName === undefined ? { role: role.name } : { role: role.name, functionName };
  const allowed = role.statements.filter(({ effect }) => effect === "Allow").flatMap(({ entries }) => entries);
  const unknown = role.unknownPolicies.map((resource) => ({ action: "managed policy", resource }));
  const use = record.grant(holder, [...allowed, ...unknown]);
  const context = { ...EVERY_CONTEXT, "aws:principalarn": role.arn };
  const decide = remembering((request) =>
    evaluate(role.statements, { ...request, context: { ...context, ...request.context } }),
  );
  return {
    holder,
    firstRefused(requests) {
      for (const request of requests) {
        const decision = decide(request);
        if (!decision.allowed) {
          record.refuse(holder, request.action, request.shownAs ?? request.resource);
          return { request, decision };
        }
        decision.by.forEach(use);
      }
      return undefined;
    },
  };
}

/** Functions ask for the same things over and over. What differs with each patient is not kept. */
function remembering(decide: (request: AccessRequest) => Decision): typeof decide {
  const known = new Map<string, Decision>();
  return (request) => {
    if (request.shownAs !== undefined) return decide(request);
    const key = JSON.stringify([request.action, request.resource, request.context]);
    const decision = known.get(key) ?? decide(request);
    known.set(key, decision);
    return decision;
  };
}
