/**
 * Draws as latencies are spread: most near their median, a few far above it.
 * @param sigma of the logarithm
 * @param random from 0 up to, but not, 1
 */
export function logNormal(median: number, sigma: number, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}
