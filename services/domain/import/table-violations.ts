import type { ContractViolation } from "../../../contracts/appointment-check";
import { trimmed } from "../../../contracts/appointment-message";
import { INTERNAL_ID_PROBLEM, isInternalId } from "../../../contracts/tables/appointments-table";
import { isDay, NO_DAY } from "../producer/reminder-day";

export type Violation = Pick<ContractViolation, "field" | "problem">;

/** The table's requirements besides the contract, so that all faults of an entry are reported at once. */
export function tableViolations(value: unknown, others: readonly Violation[]): Violation[] {
  if (others.some(({ field }) => field === "")) return [];
  const { appointmentId, reminderDate } = value as {
    readonly appointmentId?: unknown;
    readonly reminderDate?: unknown;
  };
  const isMissing = isBlank(appointmentId) && !others.some(({ field }) => field === "appointmentId");
  const isInternal = typeof appointmentId === "string" && isInternalId(trimmed(appointmentId));
  return [
    ...(isMissing ? [{ field: "appointmentId", problem: "is required in the appointments table" }] : []),
    ...(isInternal ? [{ field: "appointmentId", problem: INTERNAL_ID_PROBLEM }] : []),
    ...(isBlank(reminderDate) || isDay(reminderDate) ? [] : [{ field: "reminderDate", problem: NO_DAY }]),
  ];
}

/** Also of only invisible characters, which the contract trims from ids. */
function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === "string" && !/[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u.test(value))
  );
}
