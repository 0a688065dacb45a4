/** What became of the notifications that a command follows. */
import type { DeliveryLogItem, NotificationStatus } from "../../../contracts/delivery-log";
import { jsonText } from "../output/json-text";
import { counted } from "../output/table";
import { note, say, type Terminal } from "../output/terminal";
import { momentText } from "../output/time-text";
import { Counts } from "./counts";
import type { Environment } from "./environment";
import { lastTransition } from "./history-text";

const REMINDED: readonly NotificationStatus[] = ["SMS_SENT", "SMS_DELIVERED", "EMAIL_SENT", "EMAIL_DELIVERED"];
/** Outcomes that another message of the notification does not change. */
const UNCHANGING: readonly NotificationStatus[] = [
  ...REMINDED,
  "DECLINED",
  "EXPIRED",
  "CANCELLED",
  "SUPERSEDED",
  "ERASED",
];

export function isUnchanging({ status }: DeliveryLogItem): boolean {
  return UNCHANGING.includes(status);
}

export class WatchResults {
  /** Patients who were reminded, or will be when a send window opens, or to whom nothing is to be sent. */
  reminded = 0;
  /** By outcome, and its reason if there is one. */
  readonly #ended = new Counts();
  /** Ended before the command. */
  readonly #former: DeliveryLogItem[] = [];
  /** Texts that wait for their send window, by the ms since 1970 at which it opens: too long to be followed. */
  readonly #waits = new Map<number, number>();
  #duplicates = 0;
  #open = 0;
  #noReceipt = 0;

  addFormer(item: DeliveryLogItem): void {
    this.#former.push(item);
    this.addDuplicate(item);
  }

  /** @returns true: it is not followed any longer */
  addDuplicate({ status }: DeliveryLogItem): true {
    const what = REMINDED.includes(status) ? "already reminded" : "it had ended before";
    this.#ended.raise(`${what}, nothing sent (${status})`);
    this.#duplicates += 1;
    return true;
  }

  /** @returns true: it is not followed any longer */
  addWait(until: number): true {
    this.#waits.set(until, (this.#waits.get(until) ?? 0) + 1);
    this.reminded += 1;
    return true;
  }

  /** @returns true: it is not followed any longer */
  addOutcome(item: DeliveryLogItem): true {
    const { status, reason } = item;
    this.#ended.raise(reason && reason !== status ? `${status}, ${reason}` : status);
    if (isUnchanging(item)) this.reminded += 1;
    return true;
  }

  /** @param accepted the item, if its carrier accepted it and there is no receipt yet */
  addOpen(accepted: DeliveryLogItem | undefined): void {
    if (!accepted) this.#open += 1;
    else {
      this.#noReceipt += 1;
      this.addOutcome(accepted);
    }
  }

  print(
    { json, receiptFor, document }: { readonly json: boolean; readonly receiptFor?: number; readonly document: object },
    terminal: Terminal,
  ): void {
    if (json) {
      const endedBefore = this.#former.map((item) => ({ status: item.status, endedAt: endOf(item) }));
      const waiting = [...this.#waits].map(([until, count]) => ({ until: new Date(until).toISOString(), count }));
      const { aborted } = terminal.interrupted;
      const result = { interrupted: aborted, outcomes: this.#ended, waiting, open: this.#open };
      const receipts = receiptFor ? { withoutReceipt: this.#noReceipt } : {};
      say(terminal, jsonText({ ...document, ...result, ...receipts, ...(endedBefore.length > 0 && { endedBefore }) }));
      return;
    }
    for (const line of this.#ended.lines((outcome, count) => `${outcome}: ${count}`)) say(terminal, line);
    if (this.#open > 0) note(terminal, `No outcome yet: ${this.#open}. Check later with \`npm run ops -- log day\`.`);
  }

  async printNotes(environment: Environment, terminal: Terminal): Promise<void> {
    const isTimed = this.#waits.size > 0 || this.#former.length > 0;
    const { clinicTimeZone } = isTimed ? await environment.settings() : { clinicTimeZone: "UTC" };
    for (const [until, count] of this.#waits) {
      const opening = momentText(until, clinicTimeZone);
      note(terminal, `Quiet hours: ${counted(count, "text")} will be sent after the window opens at ${opening}.`);
    }
    for (const item of this.#former)
      note(terminal, `It ended on ${momentText(Date.parse(endOf(item)), clinicTimeZone)}.`);
    if (this.#duplicates > 0) note(terminal, "To send another reminder of the same appointment, raise its revision.");
  }
}

/** ISO 8601. */
function endOf(item: DeliveryLogItem): string {
  return lastTransition(item)?.at ?? item.updatedAt;
}
