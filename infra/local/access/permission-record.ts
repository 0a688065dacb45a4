/** What the roles of the template allow and whether it was used, and what was refused. */
import type { Entry } from "./statement";

/** One action of an Allow statement on one resource of it. */
export interface GrantedPermission {
  readonly role: string;
  /** Absent where no function of the local run has this role. */
  readonly functionName?: string;
  /** As the policy has it. */
  readonly action: string;
  readonly resource: string;
  /** Under which it is granted, as JSON. */
  readonly condition?: string;
  /** How many allowed requests it matched. */
  readonly used: number;
}

export interface RefusedRequest {
  readonly role: string;
  /** Absent where the role is not a function's. */
  readonly functionName?: string;
  readonly action: string;
  /** Without patients' data. */
  readonly resource: string;
  readonly times: number;
}

export interface PermissionsReport {
  readonly granted: readonly GrantedPermission[];
  readonly refused: readonly RefusedRequest[];
}

/** Who asks: a role, as one function has it. */
export interface Holder {
  readonly role: string;
  readonly functionName?: string;
}

export interface PermissionRecord {
  /** @returns what counts a use of one of the entries */
  grant(holder: Holder, entries: readonly GrantedEntry[]): (entry: GrantedEntry) => void;
  refuse(holder: Holder, action: string, resource: string): void;
  report(): PermissionsReport;
}

type GrantedEntry = Pick<Entry, "action" | "resource" | "condition">;
type Counted<T, Count extends keyof T> = Omit<T, Count> & { -readonly [Key in Count]: T[Key] };

export function createPermissionRecord(): PermissionRecord {
  const granted: Counted<GrantedPermission, "used">[] = [];
  const refused = new Map<string, Counted<RefusedRequest, "times">>();
  return {
    grant(holder, entries) {
      const counts = new Map<GrantedEntry, { used: number }>();
      for (const entry of entries) {
        const { action, resource, condition } = entry;
        const grant = { ...holder, action, resource, ...(condition && { condition }), used: 0 };
        granted.push(grant);
        counts.set(entry, grant);
      }
      return (entry) => {
        const count = counts.get(entry);
        if (count) count.used += 1;
      };
    },
    refuse(holder, action, resource) {
      const key = [holder.role, holder.functionName, action, resource].join("\n");
      const refusal = refused.get(key) ?? { ...holder, action, resource, times: 0 };
      refusal.times += 1;
      refused.set(key, refusal);
    },
    report: () => ({
      granted: granted.map((grant) => ({ ...grant })),
      refused: [...refused.values()].map((refusal) => ({ ...refusal })),
    }),
  };
}
