import type { ContractViolation } from "../appointment-check";

/** A message that breaks its contract. Its text names fields and what they must be, never a value. */
export class InvalidMessageError extends Error {
  override readonly name = "InvalidMessageError";

  /** @param violations at least one; a field is a path such as `appointment[3].patientId`, or `""` for the message */
  constructor(readonly violations: readonly ContractViolation[]) {
    super(violations.map(({ field, problem }) => `${field || "message"} ${problem}`).join("; "));
  }
}
