/** A phone that said STOP gets no texts, whatever else arrives, and one that said START since gets them again. */
import type { World } from "../services/world";
import type { SimulatedAnswers } from "./simulated-answers";

/** Once a STOP was processed, no text reaches its phone before a later START. */
export function checkOptOuts(
  { outbox, choices }: World,
  { all, events }: SimulatedAnswers,
  problem: (text: string) => void,
): void {
  // A call that arrives minutes after its time-out undoes what came after it.
  if (choices.faults.some(({ kind, where }) => kind === "delayed" && where === "opt in")) return;
  const publishedAt = (id: string) => events.find(({ event }) => event.replyId === id)?.at ?? Number.POSITIVE_INFINITY;
  for (const { id, phone, at } of all.filter(({ meaning }) => meaning === "STOP")) {
    const starts = all.filter((other) => other.phone === phone && other.meaning === "START" && other.at >= at);
    const begins = Math.min(Number.POSITIVE_INFINITY, ...starts.map((start) => start.at));
    const stopped = publishedAt(id);
    const texts = outbox.sendings.filter(
      ({ channel, to, delivered, startedAt }) =>
        channel === "SMS" && to === phone && delivered && startedAt > stopped && startedAt < begins,
    );
    if (texts.length > 0) problem(`${id} was STOP, and ${texts.length} texts followed`);
  }
}

/** If nothing goes wrong, the list has what each phone said last, however often copies of it and of others arrive. */
export function checkLastWish(
  { all, table, optOuts, takenByCarrier }: SimulatedAnswers,
  problem: (text: string) => void,
): void {
  const wishes = all.filter(({ meaning }) => meaning === "STOP" || meaning === "START");
  // The carrier does not say that it has taken a STOP.
  const last = new Map(wishes.filter(({ phone }) => !takenByCarrier.has(phone)).map((one) => [one.phone, one]));
  for (const [phone, { id }] of last) {
    const { status } = table.items.get(id) ?? {};
    const isStopped = optOuts.numbers.has(phone);
    if (status === "OPTED_OUT" && !isStopped)
      problem(`${id} was the last wish, and its phone is not on the opt-out list`);
    if (status === "OPTED_IN" && isStopped) problem(`${id} was the last wish, and its phone is on the opt-out list`);
  }
}
