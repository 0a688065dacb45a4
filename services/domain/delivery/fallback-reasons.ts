/** Why a reminder goes by email at once, in the item and the message. */
export const NO_USABLE_PHONE = "NO_USABLE_PHONE";
/** The patient wants emails, and is never texted. */
export const EMAIL_PREFERRED = "EMAIL_PREFERRED";
/** There is no address left to try: of a failed text, or of a patient who prefers email. */
export const NO_USABLE_EMAIL = "NO_USABLE_EMAIL";
export const FIXED_LINE_NUMBER = "FIXED_LINE_NUMBER";
