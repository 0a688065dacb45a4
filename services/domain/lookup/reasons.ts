/** What a look-up in the appointments table means for a reminder, as a code in the delivery log. */

/** `CANCELLED`: the appointment is cancelled, or has ended in another way. */
export const APPOINTMENT_ENDED = "APPOINTMENT_ENDED";
/** `CANCELLED`: the appointments table no longer has the appointment. */
export const APPOINTMENT_GONE = "APPOINTMENT_GONE";
/** `SUPERSEDED`: the appointment has another start, revision or clinic. */
export const APPOINTMENT_CHANGED = "APPOINTMENT_CHANGED";
/** `SUPERSEDED`: the message says that the appointment is cancelled, and it is booked again. */
export const APPOINTMENT_BOOKED = "APPOINTMENT_BOOKED";
/** The contact or the wording is no longer the message's: the attempt begins again with what the table has. */
export const DETAILS_CHANGED = "DETAILS_CHANGED";
/** The reminder waits because the table, or what decides in its item, could not be read. */
export const APPOINTMENT_UNREADABLE = "APPOINTMENT_UNREADABLE";
