/** Why a reminder goes by email at once, as the item and the message say it. */
export const NO_USABLE_PHONE = "NO_USABLE_PHONE";
export const FIXED_LINE_NUMBER = "FIXED_LINE_NUMBER";
