/** What needs a person is in the index that the daily digest reads, by the moment at which it came to need one. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { needOf } from "../../../services/domain/digest/digest";

export function checkAttention(item: DeliveryLogItem, problem: (text: string) => void): void {
  const { status, attentionAt, attentionPart, droppedAt, history } = item;
  const isListed = attentionAt !== undefined;
  if (isListed !== (attentionPart !== undefined)) problem("has one key of the index of what needs a person, not both");
  const need = needOf(item);
  if (need === undefined) return;
  if (status === "ALL_FAILED" && droppedAt !== undefined) {
    if (isListed) problem("was dropped, and the daily digest has it");
    return;
  }
  if (!isListed) problem(`is ${status}${need === "possiblyTwice" ? ", maybe twice" : ""}, and no daily digest has it`);
  const ended = history.some((line) => line.status === status && line.at === attentionAt);
  if (isListed && need !== "possiblyTwice" && !ended) problem(`is ${status} since another time than the digest says`);
}
