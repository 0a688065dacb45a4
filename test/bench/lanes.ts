/** Which parts of the bench are measured at the same time. */
import type { Section } from "./section";

/**
 * Parts that are measured one after the other; the lists at the same time. Figures are measured with nothing beside them; a
 * short bench, whose figures nobody uses, has only those wait for each other that share a local run.
 */
export function lanes<Part extends Pick<Section, "id" | "onSharedCloud">>(
  parts: readonly Part[],
  short: boolean,
): Part[][] {
  if (!short) return [[...parts]];
  const onSharedCloud = parts.filter((part) => part.onSharedCloud);
  const others = parts.filter((part) => !part.onSharedCloud);
  return [onSharedCloud, ...others.map((part) => [part])].filter((lane) => lane.length > 0);
}
