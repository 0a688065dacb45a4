import type { AppointmentMessage } from "../../../contracts/appointment-message";

/** A message body that breaks the contract. */
export interface BrokenBody {
  readonly body: string;
  /** What is wrong with it, in a few words. */
  readonly fault: string;
}

const CHANGED: readonly (readonly [fault: string, change: Readonly<Record<string, unknown>>])[] = [
  ["no patientId", { patientId: undefined }],
  ["blank patientId", { patientId: "  " }],
  ["patientId a number", { patientId: 1042 }],
  ["no appointmentTime", { appointmentTime: undefined }],
  ["a day that does not exist", { appointmentTime: "2027-02-30T09:00:00Z" }],
  ["a time in words", { appointmentTime: "tomorrow at 9" }],
  ["an unknown time zone", { timeZone: "America/Gotham" }],
  ["phoneNumber a number", { phoneNumber: 12065550142 }],
  ["email a list", { email: ["someone@example.com"] }],
  ["doctorName an object", { doctorName: { first: "Maria", last: "Garcia" } }],
  ["location too long", { location: "Room 3, North Clinic; ".repeat(40) }],
  ["unknown schemaVersion", { schemaVersion: 2 }],
  ["schemaVersion a word", { schemaVersion: "latest" }],
];

/**
 * Message bodies that break the contract, one for each kind of mistake that other systems make.
 * @param appointment generates the valid appointment that is then broken
 * @param others further changes that break it
 */
export function brokenBodies(
  appointment: () => AppointmentMessage,
  others: readonly (readonly [fault: string, change: Readonly<Record<string, unknown>>])[] = [],
): BrokenBody[] {
  return [
    { fault: "not JSON", body: "Reminder for patient-10042 please" },
    { fault: "XML, not JSON", body: '<appointment patientId="patient-10043"/>' },
    { fault: "JSON cut short", body: JSON.stringify(appointment()).slice(0, -20) },
    { fault: "blank", body: " " },
    { fault: "null", body: "null" },
    { fault: "a list", body: JSON.stringify([appointment()]) },
    { fault: "JSON in JSON", body: JSON.stringify(JSON.stringify(appointment())) },
    { fault: "an empty object", body: "{}" },
    ...[...CHANGED, ...others].map(([fault, change]) => ({
      fault,
      body: JSON.stringify({ ...appointment(), ...change }),
    })),
  ];
}
