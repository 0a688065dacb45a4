/** Waiting for the receipt of a text or an email that its carrier accepted. */
import { Option } from "commander";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { note, type Terminal } from "../output/terminal";
import { durationText } from "../output/time-text";
import { hanging } from "../output/wrap";
import { duration } from "./command";
import type { Environment } from "./environment";
import { isReceiptCode, RECEIPT_TEXTS, whyUndelivered } from "./receipt-texts";

const DEFAULT_TIME = "2m";

/**
 * The option for how long a command waits for a receipt. A phone that is on and a mail server that responds are reported
 * within seconds to minutes; a phone that is off may take 72 hours, for which nobody waits at a terminal.
 */
export function receiptFor(): Option {
  return new Option(
    "--receipt-for <time>",
    "once it is accepted, wait for its receipt for this time; none: do not wait",
  )
    .argParser((text) => (text === "none" ? 0 : duration(text)))
    .default(duration(DEFAULT_TIME), DEFAULT_TIME);
}

/** Whether a receipt of an accepted text or email is to come. If that cannot be read for texts, none is waited for. */
export async function awaitsReceipt(
  { status }: DeliveryLogItem,
  environment: Environment,
  terminal: Terminal,
): Promise<boolean> {
  if (status === "EMAIL_SENT") return true;
  if (status !== "SMS_SENT") return false;
  const receipts = await environment.textReceipts().catch(() => undefined);
  if (receipts === undefined || receipts === "off") {
    const why =
      receipts === "off" ? "are off in this environment" : "may be off: the SMS consumer's settings are not readable";
    say(terminal, `Receipts of texts ${why}. The carrier accepted the text; whether it arrives is not known.`);
    return false;
  }
  return true;
}

/** @param ms how long is waited for the receipt */
export function noteAccepted({ status }: DeliveryLogItem, ms: number, terminal: Terminal): void {
  say(terminal, `The carrier accepted the ${nameOf(status)}. Waiting up to ${durationText(ms)} for its receipt.`);
}

/** A text was not delivered, and an email follows. */
export function noteFallback({ reason }: DeliveryLogItem, terminal: Terminal): void {
  if (!isReceiptCode(reason)) return;
  say(terminal, `The text was not delivered: ${whyUndelivered(reason, "SMS")} (${reason}). An email follows.`);
}

/** What a receipt said. */
export function noteReceipt({ status, reason, channel }: DeliveryLogItem, terminal: Terminal): void {
  if (status === "SMS_DELIVERED") say(terminal, "Delivered: the carrier reports that the text arrived.");
  if (status === "EMAIL_DELIVERED") say(terminal, "Delivered: the patient's mail server accepted the email.");
  if (status !== "UNDELIVERED" || !isReceiptCode(reason)) return;
  say(terminal, `Not delivered: ${whyUndelivered(reason, channel)} (${reason}). Nothing else is sent.`);
  say(terminal, `What to do: ${RECEIPT_TEXTS[reason].remedy}`);
}

/** No receipt came in time, which is no failure. */
export function noteNoReceipt({ status, notificationId }: DeliveryLogItem, ms: number, terminal: Terminal): void {
  say(
    terminal,
    `No receipt of the ${nameOf(status)} within ${durationText(ms)}: some take up to 72 hours, some never come.`,
  );
  note(terminal, `Check later: npm run ops -- log notification ${notificationId}`);
}

function nameOf(status: DeliveryLogItem["status"]): string {
  return status === "EMAIL_SENT" ? "email" : "text";
}

function say(terminal: Terminal, text: string): void {
  note(terminal, hanging(text, terminal.columns));
}
