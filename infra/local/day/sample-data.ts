/**
 * The data of the sample day. No real people: phone numbers are from the ranges reserved for fiction (555-0100 to 555-0199
 * in North America, +44 20 7946 0000 to 0999 in London), emails from the domains reserved for examples.
 */
import { SIMULATOR_DOMAIN, TEST_EMAIL_DOMAINS, TEST_PHONES } from "../emulators/carriers/test-contacts";

/** Doctors as booking systems write them; with some, the SMS has more than one part. */
export const DOCTORS = [
  "Sarah Johnson",
  "Dr. Michael Chen",
  "Maria Garcia",
  "James O'Brien",
  "Dr. Aisha Khan",
  "Robert Miller",
  "Emily Davis",
  "Dr. David Kim",
  "Grace Okafor",
  "Thomas Wright",
  "José Álvarez-Ibáñez",
  "Zoë Lindqvist",
  "Dr. Jürgen Müller-Lüdenscheidt",
  "Françoise L'Hôpital",
  "Łukasz Włodarczyk",
  "Søren Ørsted",
  "Nguyễn Thị Minh Khai",
  "Dr. İpek Çağlar",
  "Maximiliana Theodora Featherstonehaugh-Cholmondeley",
  "Adaeze Chukwuemeka-Oluwaseun-Balogun",
  "山田 花子",
  "Иванова Мария",
  "د. ليلى حداد",
  "Παπαδόπουλος Γιώργος",
];

export const PLACES = [
  "Room 3, North Clinic",
  "Room 12, North Clinic",
  "Main Street Clinic, 2nd floor",
  "South Clinic, desk B",
  "Cardiology, building C",
  "X-ray, ground floor",
  "Children's Clinic, green entrance",
  "Harbor Health Center, 400 Pier Avenue, suite 210",
  "Lab 1",
  "Eye Clinic & Optics <east wing>",
  "Sala 2, Clínica del Río",
  "Praxis am Grünen Weg, 1. Stock",
  "Day Hospital, reception for out-patients on level 2, past the elevators, second door on the left",
];

/** Time zones of the appointments; the clinic's own is the most common. */
export const TIME_ZONES = [
  "America/New_York",
  "America/New_York",
  "America/New_York",
  "America/Chicago",
  "America/Chicago",
  "America/Denver",
  "America/Phoenix",
  "America/Los_Angeles",
  "America/Los_Angeles",
  "America/Anchorage",
  "Pacific/Honolulu",
  "Europe/London",
  "Europe/Dublin",
  "Europe/Berlin",
  "Europe/Madrid",
  "Europe/Warsaw",
];

export const AREA_CODES = words(`
  201 202 203 205 206 208 210 212 213 214 215 216 217 303 305
  312 313 314 404 415 503 512 602 612 617 702 713 808 907 919
`);

/** How people write a North American number: A is the area code, N the last four digits. */
export const PHONE_STYLES = [
  "(A) 555-N",
  "A.555.N",
  "+1 A 555 N",
  "1-A-555-N",
  "A-555-N",
  "+1A555N",
  "A 555 N",
  " (A)555-N ",
];

/** Values of a phone field to which no text can be sent. */
export const UNUSABLE_PHONES = ["n/a", "12345", "none", "call the office", "000-000-0000", "+1 206 555"];

export const EMAIL_DOMAINS = ["example.com", "example.org", "example.net"];

export const GIVEN_NAMES = words(`
  alex bea chris dana eli fatima george hana ines jamal kim lena
  mateo nora omar priya quinn rosa sam tara uma victor wen yusuf
`);

/** The contact data of an appointment. */
export interface SampleContact {
  readonly phoneNumber?: string;
  readonly email?: string;
}

const { refused: REFUSED, throttledTwice: THROTTLED, alwaysFails: BROKEN, optedOut: OPTED_OUT } = TEST_PHONES;
const { unreachable: UNREACHABLE, reportedTwice: TWICE, neverReported: NEVER, optedOutSince: SINCE } = TEST_PHONES;

/** Contacts whose reminder ends in a known way, like a payment provider's test cards. The sample day has all of them. */
export const TEST_CONTACTS: readonly SampleContact[] = [
  ...[1, 2, 3].map((n) => ({ phoneNumber: REFUSED, email: `refused-${n}@example.com` })),
  { phoneNumber: REFUSED },
  { phoneNumber: REFUSED, email: `refused@${TEST_EMAIL_DOMAINS.refused}` },
  { phoneNumber: REFUSED, email: `refused@${TEST_EMAIL_DOMAINS.alwaysFails}` },
  ...[1, 2, 3].map((n) => ({ phoneNumber: THROTTLED, email: `throttled-${n}@example.com` })),
  ...[1, 2].map((n) => ({ phoneNumber: BROKEN, email: `broken-${n}@example.com` })),
  { phoneNumber: BROKEN },
  { phoneNumber: BROKEN, email: `broken@${TEST_EMAIL_DOMAINS.failsTwice}` },
  ...[1, 2].map((n) => ({ phoneNumber: OPTED_OUT, email: `opted-out-${n}@example.com` })),
  { phoneNumber: OPTED_OUT },
  ...[1, 2, 3].map((n) => ({ email: `flaky-${n}@${TEST_EMAIL_DOMAINS.failsTwice}` })),
  ...[1, 2].map((n) => ({ email: `rejected-${n}@${TEST_EMAIL_DOMAINS.refused}` })),
  ...[1, 2].map((n) => ({ email: `down-${n}@${TEST_EMAIL_DOMAINS.alwaysFails}` })),
  ...[1, 2].map((n) => ({ phoneNumber: UNREACHABLE, email: `unreachable-${n}@example.com` })),
  { phoneNumber: UNREACHABLE },
  { phoneNumber: UNREACHABLE, email: `bounce+unreachable@${SIMULATOR_DOMAIN}` },
  { phoneNumber: TWICE, email: "twice@example.com" },
  { phoneNumber: NEVER, email: "never@example.com" },
  { phoneNumber: SINCE, email: "opted-out-since@example.com" },
  { phoneNumber: SINCE },
  ...["success", "bounce", "complaint", "suppressionlist", "ooto"].map((name) => ({
    email: `${name}+sample@${SIMULATOR_DOMAIN}`,
  })),
];

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
