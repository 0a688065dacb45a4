/** The permissions of the template's roles with how often each was used, and the requests that were refused. */
import type { Entry } from "./statement";

/** One action of an Allow statement on one of its resources. */
export interface GrantedPermission {
  readonly role: string;
  /** Absent if no function of the local run has this role. */
  readonly functionName?: string;
  /** As in the policy. */
  readonly action: string;
  readonly resource: string;
  /** The condition, as JSON. */
  readonly condition?: string;
  /** Number of allowed requests that it matched. */
  readonly used: number;
}

export interface RefusedRequest {
  readonly role: string;
  /** Absent if the role is not a function's. */
  readonly functionName?: string;
  readonly action: string;
  /** Without patient data. */
  readonly resource: string;
  readonly times: number;
}

export interface PermissionsReport {
  readonly granted: readonly GrantedPermission[];
  readonly refused: readonly RefusedRequest[];
}

/** The caller: a role, with the function that has it. */
export interface Principal {
  readonly role: string;
  readonly functionName?: string;
}

export interface PermissionRecord {
  /** @returns a function that counts one use of an entry */
  grant(principal: Principal, entries: readonly GrantedEntry[]): (entry: GrantedEntry) => void;
  refuse(principal: Principal, action: string, resource: string): void;
  report(): PermissionsReport;
}

type GrantedEntry = Pick<Entry, "action" | "resource" | "condition">;
type Counted<T, Count extends keyof T> = Omit<T, Count> & { -readonly [Key in Count]: T[Key] };

export function createPermissionRecord(): PermissionRecord {
  const granted: Counted<GrantedPermission, "used">[] = [];
  const refused = new Map<string, Counted<RefusedRequest, "times">>();
  return {
    grant(principal, entries) {
      const counts = new Map<GrantedEntry, { used: number }>();
      for (const entry of entries) {
        const { action, resource, condition } = entry;
        const grant = { ...principal, action, resource, ...(condition && { condition }), used: 0 };
        granted.push(grant);
        counts.set(entry, grant);
      }
      return (entry) => {
        const count = counts.get(entry);
        if (count) count.used += 1;
      };
    },
    refuse(principal, action, resource) {
      const key = [principal.role, principal.functionName, action, resource].join("\n");
      const refusal = refused.get(key) ?? { ...principal, action, resource, times: 0 };
      refusal.times += 1;
      refused.set(key, refusal);
    },
    report: () => ({
      granted: granted.map((grant) => ({ ...grant })),
      refused: [...refused.values()].map((refusal) => ({ ...refusal })),
    }),
  };
}
