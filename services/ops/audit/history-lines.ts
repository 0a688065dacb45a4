/** Notes an act in the histories of the notifications that it concerns. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { OperatorCode } from "../../../contracts/tables/operator-codes";
import { systemClock } from "../../adapters/system-clock";
import type { NotificationKey } from "../../domain/notification/notification";
import { noteAct } from "../../domain/operator-acts/note-act";
import { dynamoActLog } from "../aws/audit/dynamo-act-log";
import { awsClock } from "../aws/aws-clock";
import { explain } from "../output/explain";
import { counted } from "../output/table";
import { note, type Terminal } from "../output/terminal";
import type { Environment } from "../shared/environment";
import type { BegunAct } from "./record-act";

export interface HistoryLines {
  /**
   * Adds a line to the history of a notification, if the log has it. No error ends the act: the audit has it already.
   * @param target as it was read, or its key
   */
  add(target: DeliveryLogItem | NotificationKey, code: OperatorCode): Promise<void>;
  /** Says how many histories lack the line, and why. */
  noteMissing(terminal: Terminal): void;
}

export function historyLines(
  { dynamo, names, log, name }: Environment,
  { by, because }: Pick<BegunAct, "by" | "because">,
): HistoryLines {
  const actLog = dynamoActLog(dynamo, names.deliveryLogTable, log);
  /** The number of histories, by the reason. */
  const missing = new Map<string, number>();
  const miss = (why: string) => missing.set(why, (missing.get(why) ?? 0) + 1);
  return {
    async add(target, code) {
      try {
        const noted = await noteAct(target, { code, by, note: because }, actLog, awsClock(dynamo, systemClock).now());
        if (noted === "full") miss("it is too long");
        if (noted === "busy") miss("it was being changed");
      } catch (error) {
        miss(explain(error, name).message);
      }
    },
    noteMissing(terminal) {
      for (const [why, count] of missing) {
        const histories = counted(count, "notification's history", "notifications' histories");
        note(terminal, `The audit has this act, but ${histories} in the delivery log could not get a line: ${why}.`);
      }
    },
  };
}
