/** The names under which systems that send FHIR or HL7 v2 know a clinic. */

/** The file of all names in a function's bundle, beside the profiles; no clinic can have this file name. */
export const SENDER_NAMES_FILE = "_sender-names.json";

/** The ids of clinics by their names, each as {@link senderNameKey} has it. */
export type SenderNames = Readonly<Record<string, string>>;

interface Named {
  readonly id: string;
  readonly senderNames?: readonly string[] | undefined;
}

/** Names are compared without regard to case, and to spaces around them. */
export function senderNameKey(name: string): string {
  return name.trim().toLowerCase();
}

export function senderNamesOf(clinics: readonly Named[]): SenderNames {
  return Object.fromEntries(
    clinics.flatMap(({ id, senderNames = [] }) => senderNames.map((name) => [senderNameKey(name), id])),
  );
}

/** @returns one line for each clinic that has a name of another one, too */
export function senderNameConflicts(clinics: readonly Named[]): string[] {
  const owners = senderNamesOf([...clinics].reverse());
  return clinics.flatMap(({ id, senderNames = [] }) => {
    const others = senderNames.map((name) => owners[senderNameKey(name)]).filter((owner) => owner !== id);
    return others.map((owner) => `clinic ${id}, senderNames: clinic ${owner} has one of these names, too`);
  });
}
