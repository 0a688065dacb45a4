/** The option that selects what belongs to clinics. */
import type { Command } from "commander";
import { ONLY_CLINIC } from "../../../contracts/clinics/clinic";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";

export interface ClinicFilter {
  readonly clinic?: readonly string[];
}

/** @param what the command selects */
export function withClinicFilter(command: Command, what = "notifications"): Command {
  return command.option(
    "--clinic <id>",
    `only ${what} of this clinic; repeatable`,
    (text: string, former: readonly string[] = []) => [...former, text],
  );
}

/** The clinic of an item; items of versions without clinics have none. */
export function clinicIdOf({ clinicId = ONLY_CLINIC }: Pick<DeliveryLogItem, "clinicId">): string {
  return clinicId;
}

export function isOfClinic(item: Pick<DeliveryLogItem, "clinicId">, { clinic }: ClinicFilter): boolean {
  return !clinic || clinic.includes(clinicIdOf(item));
}
