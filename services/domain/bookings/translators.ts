/** The translators of all formats, loaded with a command. The consumer of bookings loads one when its format comes. */
import type { MessageFormat } from "../../../contracts/queue-attributes";
import { translateFhir } from "../translation/fhir/translate-fhir";
import { translateHl7 } from "../translation/hl7/translate-hl7";
import type { Translate } from "../translation/translation";

export const TRANSLATORS: Readonly<Record<Exclude<MessageFormat, "json">, Translate>> = {
  fhir: translateFhir,
  hl7: translateHl7,
};
