import type { Section } from "./section";
import { consumersSection } from "./sections/consumers";
import { latencySection } from "./sections/latency";
import { pacingSection } from "./sections/pacing";

/** All parts of the bench, in the order in which they are measured and told. */
export const SECTIONS: readonly Section[] = [consumersSection, latencySection, pacingSection];
