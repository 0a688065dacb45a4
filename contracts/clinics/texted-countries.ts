/**
 * The US and the territories that are texted from its numbers: "a dedicated number such as a 10DLC number or a toll-free
 * number is required to send SMS messages to the United States and its territories (Guam, Puerto Rico, American Samoa
 * Islands, and the US Virgin Islands)" ("Supported countries and regions", Amazon SNS Developer Guide), and such numbers
 * exist for the US only. The guide omits MP, the Northern Mariana Islands.
 */
export const US_AND_TERRITORIES: readonly string[] = ["US", "PR", "GU", "VI", "AS", "MP"];

/**
 * Countries whose phones show no sender IDs: "Sender IDs in AWS End User Messaging SMS", AWS End User Messaging SMS User
 * Guide. The territories of the US are texted from its numbers only.
 */
export const WITHOUT_SENDER_IDS: readonly string[] = ["CA", "CN", ...US_AND_TERRITORIES];

/**
 * The countries whose phones are texted as those of a country are: its own, or the US and its territories.
 * @param country ISO 3166-1 alpha-2
 */
export function textedWith(country: string): readonly string[] {
  return US_AND_TERRITORIES.includes(country) ? US_AND_TERRITORIES : [country];
}
