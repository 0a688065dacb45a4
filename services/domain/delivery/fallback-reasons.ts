/** Why a reminder goes by email at once, in the item and the message. */
export const NO_USABLE_PHONE = "NO_USABLE_PHONE";
export const FIXED_LINE_NUMBER = "FIXED_LINE_NUMBER";
