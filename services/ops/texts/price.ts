/**
 * US dollars for a part of a text to a US phone in November 2026: AWS's price and the carriers' fee for a 10DLC number, the
 * prices of docs/costs.md.
 */
export const PART_PRICE = 0.00581 + 0.0035;

/** @param price US dollars a part */
export function perThousand(parts: number, price: number): number {
  return Math.round(parts * price * 100_000) / 100;
}
