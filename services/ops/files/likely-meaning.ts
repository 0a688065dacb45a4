/** The probable meaning of an unknown field. */
import { distance } from "fastest-levenshtein";

/** Names that other systems use, in lower case and without punctuation. */
const SYNONYMS: Readonly<Record<string, string>> = {
  patientId:
    "patient patientno patientnumber patientkey patid ptid pid mrn medicalrecordnumber chartnumber clientid memberid " +
    "personid subjectid",
  clinicId: "clinic clinicno clinicnumber cliniccode clinickey practiceid facilityid siteid officeid locationid",
  appointmentId:
    "id appointment appointmentno appointmentnumber appointmentkey apptid apptno appt bookingid bookingno bookingref " +
    "bookingreference reference visitid visitno slotid eventid encounterid identifier",
  appointmentTime:
    "appointmentdate appointmentdatetime apptdate appttime apptdatetime start starttime startdate startdatetime startsat " +
    "begin begintime time date datetime when scheduled scheduledat scheduledtime scheduleddate visitdate visittime slottime",
  phoneNumber:
    "phone phoneno phonenum phone1 telephone telephonenumber telephoneno tel mobile mobilephone mobilenumber mobileno " +
    "mobilephonenumber cell cellphone cellnumber cellphonenumber cellular handset msisdn sms smsnumber contactnumber " +
    "contactphone patientphone patientphonenumber homephone primaryphone",
  email: "emailaddress emailaddr emailid mail mailaddress emails email1 patientemail contactemail primaryemail",
  doctorName:
    "doctor doc dr drname doctorsname provider providername physician physicianname " +
    "clinician clinicianname consultant therapist therapistname dentist doctorfullname",
  practitioner: "practitionername practitionerdisplayname",
  patientFirstName: "firstname givenname forename fname patientgivenname patientforename",
  language: "lang locale languagecode preferredlanguage patientlanguage spokenlanguage",
  visit: "visitmode visitmodality modality",
  link:
    "url weblink videolink videourl joinlink joinurl meetinglink meetingurl telehealthlink telehealthurl videovisitlink " +
    "visitlink visiturl",
  instructions: "instruction prep preparation preparationinstructions patientinstructions prepinstructions",
  contactPreference:
    "contactpref preferredcontact preferredcontactmethod contactmethod preferredchannel communicationpreference " +
    "reminderpreference preferredreminder",
  revision: "rev revisionnumber sequence sequencenumber",
  location: "place address room site office venue facility building where locationname appointmentlocation branch",
  timeZone: "timezone tz zone timezoneid tzid timezonename ianatimezone",
  status: "state appointmentstatus apptstatus bookingstatus visitstatus",
  schemaVersion: "version schema contractversion apiversion",
};

/** Meanings without a field in the contract, and the consequence. */
const WITHOUT_FIELD: Readonly<Record<string, string>> = {
  cancellation: "the contract has no such field: the patient is reminded unless status is cancelled",
  optOut: "the contract has no such field: the patient is reminded unless contactPreference is none",
};
const CANCELLATION_NAMES = "cancelled canceled iscancelled iscanceled cancelledat canceledat deleted isdeleted noshow";

const OPT_OUT_NAMES = "optout optedout smsoptout textoptout donotcontact donottext nocontact unsubscribed";

const BY_NAME = new Map<string, FieldMeaning>();
for (const [field, names] of Object.entries(SYNONYMS)) {
  for (const name of [...names.split(" "), bare(field)]) BY_NAME.set(name, { field });
}
for (const name of CANCELLATION_NAMES.split(" ")) BY_NAME.set(name, { consequence: WITHOUT_FIELD.cancellation ?? "" });
for (const name of OPT_OUT_NAMES.split(" ")) BY_NAME.set(name, { consequence: WITHOUT_FIELD.optOut ?? "" });

/** The field that is probably meant, or the consequence that the contract has none. */
export type FieldMeaning = { readonly field: string } | { readonly consequence: string };

/**
 * @param name of an unknown field
 * @param fields the names of the contract's fields
 * @returns undefined if there is no probable meaning
 */
export function likelyMeaning(name: string, fields: readonly string[]): FieldMeaning | undefined {
  const given = bare(name);
  const known = BY_NAME.get(given);
  if (known) return "field" in known && !fields.includes(known.field) ? undefined : known;
  const near = fields.find((field) => isNear(given, bare(field)));
  return near === undefined ? undefined : { field: near };
}

/**
 * The field for which other systems use this name. Only exact names match: in a file without a header, a value that
 * resembles a name must not be printed.
 */
export function synonymOf(name: string): string | undefined {
  const known = BY_NAME.get(bare(name));
  return known && "field" in known ? known.field : undefined;
}

/** Whether the names differ in one or two letters, or in their order. */
function isNear(one: string, other: string): boolean {
  if (Math.min(one.length, other.length) < 5) return one === other;
  return distance(one, other) <= (other.length > 8 ? 2 : 1) || sorted(one) === sorted(other);
}

function sorted(text: string): string {
  return [...text].sort().join("");
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{Nd}]/gu, "");
}
