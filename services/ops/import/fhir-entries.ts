/** Translates the Appointments of a FHIR export into entries, by the rules of the bookings queue. */
import {
  type ReadTranslation,
  readTranslation,
  type TranslationSettings,
} from "../../domain/bookings/read-translation";
import { TRANSLATORS } from "../../domain/bookings/translators";
import { PATIENT_FIELDS } from "../../domain/translation/fhir/fields/patient-fields";
import { WITHOUT_PATIENT } from "../../domain/translation/fhir/translate-patient";
import type { Entry } from "../files/entry";
import { CONTRACT_FIELDS } from "../files/file-options";
import { isResource } from "../files/messages/message-file";
import { counted } from "../output/table";
import type { ResourcesBeside } from "./resources-beside";

/** What an Appointment cannot say: it is kept as it is stored, and so is the clinic, unless the Appointment has it. */
const NOT_OF_FHIR: readonly string[] = [
  ...["schemaVersion", "patientId", "appointmentId", "appointmentTime", "status"],
  ...["clinicId", "revision", "reminderPlan", "reminder"],
];

/** An appointment has all that it is: what it does not have is cleared. */
const CLEARED = CONTRACT_FIELDS.filter((field) => !NOT_OF_FHIR.includes(field));

export class FhirEntries {
  #ignored = 0;
  #withoutPatient = 0;

  constructor(
    private readonly beside: ResourcesBeside,
    private readonly settings: Pick<TranslationSettings, "clinics" | "now">,
  ) {}

  /** The number of appointments by what is noted of them. */
  get counts(): Readonly<Record<string, number>> {
    return {
      ...(this.#ignored > 0 && { NOT_BOOKED: this.#ignored }),
      ...(this.#withoutPatient > 0 && { NO_PATIENT: this.#withoutPatient }),
    };
  }

  lines(): string[] {
    const withoutPatient = `warning: ${counted(this.#withoutPatient, "appointment")} without a Patient beside: \
the patients' fields are kept as they are stored. Name the file of patients in --with.`;
    return [
      ...(this.#ignored > 0 ? [`Ignored: ${counted(this.#ignored, "appointment")} not booked, without a start.`] : []),
      ...(this.#withoutPatient > 0 ? [withoutPatient] : []),
    ];
  }

  /** The entries of a file, of which resources of FHIR are translated: one may have several patients. */
  async *of(entries: AsyncIterable<Entry>): AsyncGenerator<Entry> {
    for await (const entry of entries) {
      if (isResource(entry.value)) yield* this.#translated(entry);
      else yield entry;
    }
  }

  *#translated(entry: Entry): Generator<Entry> {
    const { body, pathOf } = this.#joined(entry);
    for (const part of readTranslation(TRANSLATORS.fhir, body, this.settings)) {
      const found = this.#entryOf(part, entry, pathOf);
      if (found) yield found;
      else this.#ignored += 1;
    }
  }

  #entryOf(part: ReadTranslation, entry: Entry, pathOf: (path: string) => string): Entry | undefined {
    const rejected = (problem: string): Entry => ({ ...entry, value: {}, faults: [{ field: "", problem }] });
    if (part.kind === "ignored") return undefined;
    if (part.kind === "untranslatable") {
      return rejected(part.violations.map(({ field, problem }) => `${pathOf(field)} ${problem}`.trim()).join("; "));
    }
    const { booking, endsStored, notes } = part;
    if (endsStored === "optional") return undefined;
    if (endsStored) return rejected(`Appointment.start ${NO_START}`);
    const hasPatient = !notes.some(({ note }) => note === WITHOUT_PATIENT);
    if (!hasPatient) this.#withoutPatient += 1;
    const cleared = CLEARED.filter((field) => hasPatient || !PATIENT_FIELDS.includes(field));
    const blank = Object.fromEntries(cleared.map((field) => [field, null]));
    const { status, version, appointment } = booking;
    const value = { ...blank, ...appointment, status };
    return { ...entry, value, ...(version !== undefined && { version }) };
  }

  /** The message that the queue would get: a bundle of the appointment with what it refers to. */
  #joined({ raw, value }: Entry): { readonly body: string; readonly pathOf: (path: string) => string } {
    const text = typeof raw === "string" ? raw : JSON.stringify(raw);
    const isAppointment = isResource(value) && value.resourceType === "Appointment";
    const others = isAppointment ? this.beside.of(text) : [];
    if (others.length === 0) return { body: text, pathOf: (path) => path };
    const entry = [text, ...others].map((resource) => `{"resource":${resource}}`).join();
    const typeOf = (index: number) => typeIn(index === 0 ? text : others[index - 1]);
    return {
      body: `{"resourceType":"Bundle","type":"collection","entry":[${entry}]}`,
      pathOf: (path) => path.replace(/^Bundle\.entry\[(\d+)\]\.resource/, (_, index) => typeOf(Number(index))),
    };
  }
}

const NO_START = "is required in a file: only the bookings queue ends an appointment at its stored time";

function typeIn(json = "{}"): string {
  return String((JSON.parse(json) as { readonly resourceType?: unknown }).resourceType);
}
