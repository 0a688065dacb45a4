/** The account's one number with a two-way channel: invented, and reserved for fiction as the patients' numbers are. */
export const OWN_NUMBER = "+12065550199";
