/** When receipts come, and what goes wrong with them. */
import type { ReceiptFaults } from "../../faults/fault-levels";

/** Seconds from the acceptance to the first receipt of a message, from one receipt to the next, and of a late one. */
const FIRST = [30, 90] as const;
const NEXT = [5, 20] as const;
const LATE = [240, 480] as const;

/** When a receipt is given, in seconds after its message was accepted; several times for one that comes twice. */
export type ReceiptTimes = readonly number[];

/**
 * @param count how many receipts a message has
 * @param copies how often each comes; 0 for none
 * @param random returns numbers from 0 to 1
 * @returns the times of each receipt, in their order
 */
export function receiptTimes(
  count: number,
  copies: number,
  { lost, late, twice, disordered }: ReceiptFaults,
  random: () => number,
): ReceiptTimes[] {
  const between = ([min, max]: readonly [number, number]) => min + random() * (max - min);
  let at = between(random() < late ? LATE : FIRST);
  const times = Array.from({ length: count }, () => {
    const own = at;
    at += between(NEXT);
    return own;
  });
  if (random() < disordered) times.reverse();
  return times.map((time) => {
    if (random() < lost) return [];
    const all = copies + (random() < twice ? 1 : 0);
    return Array.from({ length: copies === 0 ? 0 : all }, (_, index) => time + index * between(NEXT));
  });
}
