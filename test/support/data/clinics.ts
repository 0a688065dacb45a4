/** The clinics of tests. */
import { type Clinic, onlyClinic } from "../../../contracts/clinics/clinic";
import { clinicsInMemory } from "../../../services/domain/clinics/clinics";
import { US_RULES } from "./contacts";

export const CLINIC_TIME_ZONE = "America/New_York";

/** The clinic of a deployment without profiles and with the default settings. */
export const CLINIC = onlyClinic({
  timeZone: CLINIC_TIME_ZONE,
  smsWording: "keys",
  reminderPlan: "1d",
  sendWindow: "always",
  ...US_RULES,
});

/** A clinic with a profile. */
export const NORTH: Clinic = {
  ...CLINIC,
  id: "north",
  name: "North Clinic",
  phone: "(206) 555-0100",
  dialedPhone: "+12065550100",
  smsWording: "no-reply",
  linkDomains: ["video.example.com"],
};

/** A clinic with a profile that says all that patients read. */
export const NORTH_CLINIC: Clinic = {
  ...CLINIC,
  id: "north",
  isDefault: false,
  name: "North Clinic",
  phone: "(206) 555-0100",
  dialedPhone: "+12065550100",
  linkDomains: ["video.clinic.example.com"],
  email: { fromName: "North Clinic", replyTo: "desk@clinic.example.com" },
};

/** A deployment without profiles. */
export const CLINICS = clinicsInMemory([CLINIC]);
