/** The version of a booking: which of two messages about an appointment is the later one. */
import type { VersionKind } from "../../../contracts/tables/appointments-table";
import type { Stored } from "../stored-appointment/stored-appointment";

export interface BookingVersion {
  readonly kind: VersionKind;
  readonly value: number;
}

/** The version of a stored item; undefined if no booking has reached it by the queue. */
export function storedVersion({ version, versionKind }: Stored): BookingVersion | undefined {
  const isKind = versionKind === "sender" || versionKind === "time";
  return isKind && typeof version === "number" ? { kind: versionKind, value: version } : undefined;
}
