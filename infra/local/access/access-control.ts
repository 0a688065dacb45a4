/** Checks calls of the pipeline's functions, and what AWS does on their behalf, against the roles of the template. */

import { AwsError, type Call } from "../protocol/call";
import { FUNCTION_CALLER } from "../protocol/callers";
import { ACCOUNT, REGION } from "../template/references";
import type { FunctionResource } from "../template/resource-types";
import { arn } from "./access-request";
import { type Decision, evaluator } from "./evaluate";
import {
  createPermissionRecord,
  type PermissionRecord,
  type PermissionsReport,
  type Principal,
} from "./permission-record";
import { refusal } from "./refusal";
import type { Requirements } from "./requirements";
import type { Role } from "./roles";
import type { AccessRequest } from "./statement";

/** A role that AWS uses on behalf of its function or schedule. */
export interface RoleInUse {
  /** Whether the role allows all of these. A request that it does not allow is recorded as refused. */
  may(...requests: readonly AccessRequest[]): boolean;
}

export interface AccessControl {
  /**
   * Checks a call against its function's role; calls of other callers pass.
   * @throws {AwsError} the service's own error
   */
  check(call: Call): void;
  /** @throws if the template has no such function */
  ofFunction(functionName: string): RoleInUse;
  /** @throws if the role is not in the template, or has policies that only AWS knows */
  ofRole(roleArn: string): RoleInUse;
  report(): PermissionsReport;
}

/** Context of every request. On AWS, the SDKs use TLS. */
const EVERY_CONTEXT = {
  "aws:principalaccount": ACCOUNT,
  "aws:requestedregion": REGION,
  "aws:securetransport": "true",
} as const;

type Denied = Extract<Decision, { allowed: false }>;

interface RoleOfCaller {
  readonly principal: Principal;
  /** Evaluates and records the requests, up to the first that is refused. */
  firstRefused(requests: readonly AccessRequest[]): { request: AccessRequest; decision: Denied } | undefined;
}

/** @throws if a function's role is not in the template, or has policies that only AWS knows */
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
    functions.map(({ name, roleArn }) => [name, roleOfCaller(known(roleArn, name), record, name)] as const),
  );
  // Roles that the local run does not use are recorded too.
  const byRole = new Map(
    [...roles.values()]
      .filter(({ arn }) => !functions.some(({ roleArn }) => roleArn === arn))
      .map((role) => [role.arn, roleOfCaller(role, record)] as const),
  );
  const roleInUse = ({ firstRefused }: RoleOfCaller): RoleInUse => ({
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
        record.refuse(checked.principal, name, "an unknown resource");
        throw new AwsError("InternalFailure", 500, `The local run does not know which permissions ${name} needs`);
      }
      const refused = checked.firstRefused(requests.map((one) => byCode(one, functionName)));
      if (!refused) return;
      const user = { role: checked.principal.role, session: functionName };
      throw refusal(call.service, refused.request, refused.decision.because, user);
    },
    ofFunction(functionName) {
      const checked = byFunction.get(functionName);
      if (!checked) throw new Error(`There is no function ${functionName} in the template`);
      return roleInUse(checked);
    },
    ofRole(roleArn) {
      const role = known(roleArn, "A schedule");
      return roleInUse(byRole.get(roleArn) ?? roleOfCaller(role, record));
    },
    report: record.report,
  };
}

function roleOfCaller(role: Role, record: PermissionRecord, functionName?: string): RoleOfCaller {
  const principal = functionName === undefined ? { role: role.name } : { role: role.name, functionName };
  const allowed = role.statements.filter(({ effect }) => effect === "Allow").flatMap(({ entries }) => entries);
  const unknown = role.unknownPolicies.map((resource) => ({ action: "managed policy", resource }));
  const use = record.grant(principal, [...allowed, ...unknown]);
  const context = { ...EVERY_CONTEXT, "aws:principalarn": role.arn };
  const decide = evaluator(role.statements);
  return {
    principal,
    firstRefused(requests) {
      for (const request of requests) {
        const decision = decide({ ...request, context: { ...context, ...request.context } });
        if (!decision.allowed) {
          record.refuse(principal, request.action, request.shownAs ?? request.resource);
          return { request, decision };
        }
        decision.by.forEach(use);
      }
      return undefined;
    },
  };
}

/**
 * A request of a function's code. Lambda's own requests with the same role do not have this key: "Using source function ARN
 * to control function access behavior", Lambda Developer Guide.
 */
function byCode(request: AccessRequest, functionName: string): AccessRequest {
  const source = { "lambda:sourcefunctionarn": arn("lambda", `function:${functionName}`) };
  return { ...request, context: { ...request.context, ...source } };
}
