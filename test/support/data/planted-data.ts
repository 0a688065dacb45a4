/** Patient data that is easy to find wherever it is written, and messages with it in every field. */
import type { QueueMessage } from "../../../services/domain/ports";

/** Values that nothing else contains: if one is found, patient data was written there. */
export const PLANTED = {
  phoneNumber: "(206) 555-0142",
  email: "quetzalcoatl@planted.example.com",
  doctorName: "Dr. Nightingale-Zzyzx",
  location: "Xanadu Pavilion 7q3z",
  nickname: "Rumpelstilt-9b2c",
};
/** All spellings of these values; none is a few hex digits, which an id may contain by chance. */
export const TRACES = [
  "5550142",
  "555-0142",
  "quetzalcoatl",
  "planted.example.com",
  "Nightingale",
  "Zzyzx",
  "Xanadu",
  "7q3z",
  "Rumpelstilt",
];

let patients = 0;
export function patient(changes: Record<string, unknown> = {}): Record<string, unknown> {
  patients += 1;
  const appointmentTime = new Date(Date.now() + 86_400_000).toISOString();
  return {
    patientId: `patient-${patients}`,
    appointmentId: `appointment-${patients}`,
    appointmentTime,
    ...PLANTED,
    ...changes,
  };
}
let messages = 0;
export function message(content: unknown, attributes: Record<string, string> = {}): QueueMessage {
  messages += 1;
  const body = typeof content === "string" ? content : JSON.stringify(content);
  return { id: `message-${messages}`, body, attributes };
}

/** Messages that break the contract, with a planted value in every field that breaks it. */
export const broken = () => [
  message(`${PLANTED.doctorName}, ${PLANTED.email}, ${PLANTED.phoneNumber}`),
  message(`{"location": "${PLANTED.location}`),
  message([PLANTED]),
  message(PLANTED),
  message(patient({ patientId: [PLANTED] })),
  message(patient({ appointmentTime: PLANTED.location })),
  message(patient({ phoneNumber: PLANTED.phoneNumber.repeat(20) })),
  message(patient({ email: [PLANTED.email] })),
  message(patient({ doctorName: { name: PLANTED.doctorName } })),
  message(patient({ location: PLANTED.location.repeat(100) })),
  message(patient({ timeZone: PLANTED.location })),
  message(patient({ schemaVersion: PLANTED.nickname })),
  message(patient({ appointmentId: PLANTED.nickname.repeat(100) })),
];

/** The error message of a service: providers repeat their input. */
export const TELLTALE = `cannot do that for ${Object.values(PLANTED).join(" ")} +12065550142`;
