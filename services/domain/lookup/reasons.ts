/** Why a notification ended as `CANCELLED`, `SUPERSEDED`, or started again with the appointment as it is now. */

/** `CANCELLED`: the appointment is cancelled, or has ended in another way. */
export const APPOINTMENT_ENDED = "APPOINTMENT_ENDED";
/** `CANCELLED`: the appointments table has the appointment no longer. */
export const APPOINTMENT_GONE = "APPOINTMENT_GONE";
/** `SUPERSEDED`: the appointment has another start, revision or clinic. */
export const APPOINTMENT_CHANGED = "APPOINTMENT_CHANGED";
/** `SUPERSEDED`: a text says that the appointment is cancelled, and it is booked again. */
export const APPOINTMENT_BOOKED = "APPOINTMENT_BOOKED";
