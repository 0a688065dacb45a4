/** Pipelines in which an erased patient comes back. */
import { ERASED_PREFIX } from "../../../contracts/tables/erasures";
import type { PatientEraser } from "../../../services/domain/erasure/patient-data";
import type { AppointmentLookup } from "../../../services/domain/lookup/appointment-lookup";
import type { Stored } from "../../../services/domain/stored-appointment/stored-appointment";
import type { Variant } from "./variant";

/** An erasure with other writes. */
const erasing = (change: (data: PatientEraser) => Partial<PatientEraser>): Variant => ({
  changeErasure: (deps) => {
    const { data } = deps;
    const same: PatientEraser = {
      appointments: (id) => data.appointments(id),
      notifications: (id) => data.notifications(id),
      answers: (clues) => data.answers(clues),
      refuseOlderMessages: (...of) => data.refuseOlderMessages(...of),
      forgetOlderAnswers: (...of) => data.forgetOlderAnswers(...of),
      eraseAppointment: (...of) => data.eraseAppointment(...of),
      deleteHeldText: (item) => data.deleteHeldText(item),
      eraseAnswer: (...of) => data.eraseAnswer(...of),
    };
    return { ...deps, data: { ...same, ...change(data) } };
  },
});

/** The table without what says that a patient was erased. */
function withoutPatients({ find }: AppointmentLookup): AppointmentLookup {
  return { find: async (id, patientId) => (id.startsWith(ERASED_PREFIX) ? undefined : find(id, patientId)) };
}

/** What is left of an erased appointment, as if it were an ordinary item without a reminder. */
function revived(item: Stored | undefined): Stored | undefined {
  const { erasedAt: _, ...others } = item ?? {};
  return item && others;
}

export const BROKEN_ERASURES: Readonly<Record<string, Variant>> = {
  "an erasure that deletes the appointment, which a later message brings back": erasing((data) => ({
    eraseAppointment: (item) => data.deleteHeldText(item),
  })),
  "an erasure that keeps the answers": erasing(() => ({ eraseAnswer: async () => {} })),
  "an erasure after which older messages of other systems are sent": {
    change: (deps) => ({ ...deps, appointments: withoutPatients(deps.appointments) }),
  },
  "an erasure that looks only once": { looksOnce: true },
  "an erased appointment that a booking brings back": {
    changeBookings: (deps) => ({
      ...deps,
      table: { ...deps.table, read: async (key) => revived(await deps.table.read(key)), write: deps.table.write },
    }),
  },
  "an answer from before the erasure, which is stored after it": {
    changeReplies: (deps) => ({ ...deps, replies: { ...deps.replies, erasedAt: async () => undefined } }),
  },
};
