/** Notes what an operator did about a notification in its history. */
import type { DeliveryLogItem, HistoryLine } from "../../../contracts/delivery-log";
import type { OperatorCode } from "../../../contracts/tables/operator-codes";
import { tooMany } from "../notification/bounded-history";
import type { NotificationKey } from "../notification/notification";
import type { SideWrite } from "../notification/side-write";
import { actNote } from "../notification/side-write";

/** The delivery log as operators' acts use it. */
export interface ActLog {
  read(key: NotificationKey): Promise<DeliveryLogItem | undefined>;
  /** @returns false if its condition does not hold */
  write(key: NotificationKey, write: SideWrite): Promise<boolean>;
}

export interface ActLine {
  readonly code: OperatorCode;
  /** The caller's ARN. */
  readonly by: string;
  /** The operator's reason. */
  readonly note: string;
}

/**
 * `absent`: there is no item. `full`: the history is so long that the next transition leaves lines out of it, and depends
 * on their number. `busy`: others changed the item at every attempt.
 */
export type Noted = "noted" | "absent" | "full" | "busy";

/** Attempts to write an item that others change at the same time. */
const ROUNDS = 5;

/**
 * Adds a line to the history, once. It changes no state.
 * @param target as it was read, or its key
 * @param now ms since 1970
 */
export async function noteAct(
  target: DeliveryLogItem | NotificationKey,
  line: ActLine,
  log: ActLog,
  now: number,
): Promise<Noted> {
  const added: Omit<HistoryLine, "status"> = { at: new Date(now).toISOString(), ...line };
  const key = { notificationId: target.notificationId, timestamp: target.timestamp };
  let item = "history" in target ? target : await log.read(key);
  for (let round = 1; item; round += 1) {
    // Nothing is added to what an erasure has left; the audit has the act.
    if (item.status === "ERASED") return "absent";
    if (item.history.some(({ at, code, by }) => at === added.at && code === line.code && by === line.by))
      return "noted";
    if (tooMany(item) > 0) return "full";
    if (await log.write(key, actNote(item, added))) return "noted";
    if (round === ROUNDS) return "busy";
    item = await log.read(key);
  }
  return "absent";
}
