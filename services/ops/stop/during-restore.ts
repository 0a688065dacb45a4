import { RESTORE_MARK } from "../../../contracts/tables/sending-stops";
import type { StoredStops } from "../../domain/stops/change-stops";
import { notFound } from "../output/status";

/** @throws CommandError while a restore has begun and has not finished */
export function refuseDuringRestore(stops: StoredStops | undefined, environment: string): void {
  if (stops?.[RESTORE_MARK] === undefined) return;
  throw notFound(
    "Nothing was started: sending stays stopped until the restore is finished",
    `See what is left: npm run ops -- restore check --environment ${environment}`,
  );
}
