/** Of which clinic a patient's data are. */

/**
 * The clinic of an item of any table, as it is stored. A text that waits is of the clinic of its message.
 * @param defaultClinicId the clinic of an item that names none
 */
export function clinicIdIn(
  item: { readonly clinicId?: unknown; readonly body?: unknown },
  defaultClinicId: string,
): string {
  return givenId(item.clinicId) ?? givenId(inMessage(item.body)) ?? defaultClinicId;
}

/** As the contract reads an id: spaces at its ends do not count, and a blank one is absent. */
export function givenId(value: unknown): string | undefined {
  return (typeof value === "string" && value.trim()) || undefined;
}

function inMessage(body: unknown): unknown {
  try {
    return typeof body === "string" ? (JSON.parse(body) as { clinicId?: unknown } | null)?.clinicId : undefined;
  } catch {
    return undefined;
  }
}
