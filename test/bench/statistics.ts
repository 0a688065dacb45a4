/** Figures of several measurements. */

/** @param share from 0 to 1: 0.5 is the median. @returns NaN if there are no values */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Median, and the middle half around it, as text. */
export function spread(values: readonly number[], digits = 0): string {
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(values, share).toFixed(digits));
  return `${middle} (${low} to ${high})`;
}

/** The ratios of values of the same round. */
export function ratios(these: readonly number[], those: readonly number[] = []): number[] {
  return these.map((value, round) => value / (those[round] ?? Number.NaN));
}
