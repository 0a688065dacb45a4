/**
 * A dropped notification stays ended, whatever copies of its message there are. Only the patient may still decline it, and a
 * carrier report what was sent before.
 */
import type { DeliveryLogItem, HistoryLine } from "../../../contracts/delivery-log";
import type { World } from "../services/world";
import type { PatientCase } from "./check-sends";
import { isReceiptLine } from "./receipt-line";

export function checkDropped(
  item: DeliveryLogItem,
  { sendings }: PatientCase,
  { drops }: World,
  problem: (text: string) => void,
): void {
  const drop = drops.find(({ notificationId }) => notificationId === item.notificationId);
  if (!drop) return;
  const isDropped = item.status === "ALL_FAILED" && item.droppedAt;
  const isReported = isReceiptLine(item.history.at(-1) as HistoryLine);
  if (!isDropped && item.status !== "DECLINED" && !isReported) problem(`was dropped, and is ${item.status}`);
  if (sendings.some(({ startedAt }) => startedAt > drop.at)) problem("was sent although an operator had dropped it");
}
