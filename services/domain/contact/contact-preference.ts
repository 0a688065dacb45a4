/** How a patient wants to be reached. Free of the phone metadata, which the producer loads on demand. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";

export type GivenPreference = Pick<AppointmentMessage, "contactPreference">;

/** Whether the patient wants no reminders: nothing is sent to them. */
export function declinesReminders({ contactPreference }: GivenPreference): boolean {
  return contactPreference === "none";
}

/** Whether the patient is reached by email only: they are never texted. */
export function prefersEmail({ contactPreference }: GivenPreference): boolean {
  return contactPreference === "email";
}
