import type { Section } from "./section";
import { answersSection } from "./sections/answers";
import { bookingsSection } from "./sections/bookings";
import { coldStartSection } from "./sections/cold-start";
import { consumersSection } from "./sections/consumers";
import { costSection } from "./sections/cost";
import { latencySection } from "./sections/latency";
import { plansSection } from "./sections/plans";
import { processorSection } from "./sections/processor";
import { producerSection } from "./sections/producer";
import { rateLimitSection } from "./sections/rate-limit";
import { receiptsSection } from "./sections/receipts";

/** All parts of the bench, in order. */
export const SECTIONS: readonly Section[] = [
  consumersSection,
  processorSection,
  latencySection,
  rateLimitSection,
  producerSection,
  plansSection,
  bookingsSection,
  receiptsSection,
  answersSection,
  coldStartSection,
  costSection,
];
