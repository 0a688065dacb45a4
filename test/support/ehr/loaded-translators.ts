import type { Translators } from "../../../services/domain/bookings/read-bookings";
import { TRANSLATORS } from "../../../services/domain/bookings/translators";

/** The translators of other formats, as the consumer of bookings gets them. */
export const LOADED_TRANSLATORS: Translators = {
  fhir: async () => TRANSLATORS.fhir,
  hl7: async () => TRANSLATORS.hl7,
};
