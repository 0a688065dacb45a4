/** A dropped notification stays ended, whatever copies of its message there are; only the patient may still decline it. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { World } from "../services/world";
import type { PatientCase } from "./check-sends";

export function checkDropped(
  item: DeliveryLogItem,
  { sendings }: PatientCase,
  { drops }: World,
  problem: (text: string) => void,
): void {
  const drop = drops.find(({ notificationId }) => notificationId === item.notificationId);
  if (!drop) return;
  const isDropped = item.status === "ALL_FAILED" && item.droppedAt;
  if (!isDropped && item.status !== "DECLINED") problem(`was dropped, and is ${item.status}`);
  if (sendings.some(({ startedAt }) => startedAt > drop.at)) problem("was sent although an operator had dropped it");
}
