/**
 * Draws from a log-normal distribution, as of latencies: most near the median, a few far above it.
 * @param sigma standard deviation of the logarithm
 * @param random at least 0, below 1
 */
export function logNormal(median: number, sigma: number, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}
