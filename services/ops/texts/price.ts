/** @param price US dollars a part */
export function perThousand(parts: number, price: number): number {
  return Math.round(parts * price * 100_000) / 100;
}
