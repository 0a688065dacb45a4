/** What an operator ended stays ended, whatever copies of its message are on their way. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { World } from "../services/world";
import type { Told } from "./check-sends";

export function checkDropped(
  item: DeliveryLogItem,
  { sendings }: Told,
  { drops }: World,
  problem: (text: string) => void,
): void {
  const drop = drops.find(({ notificationId }) => notificationId === item.notificationId);
  if (!drop) return;
  if (item.status !== "ALL_FAILED" || !item.droppedAt) problem(`was dropped, and is ${item.status}`);
  if (sendings.some(({ startedAt }) => startedAt > drop.at)) problem("was sent although an operator had dropped it");
}
