/** A phone that said STOP gets no texts, whatever else arrives. */
import type { World } from "../services/world";
import type { SimulatedAnswers } from "./simulated-answers";

/** Once a STOP was processed, no text reaches its phone before a later START. */
export function checkOptOuts(
  { outbox }: World,
  { all, events }: SimulatedAnswers,
  problem: (text: string) => void,
): void {
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
