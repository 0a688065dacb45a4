import type { ChangeKind } from "../reminder-mark";
import type { SmsWording } from "../sms-wording";
import type { CompiledMessages } from "../texts/messages";
import type { Language } from "./languages";

/** What a text or an email may say of an appointment. `named` adds the patient's first name, for families with one phone. */
export const PRIVACY_LEVELS = ["full", "minimal", "named"] as const;
export type Privacy = (typeof PRIVACY_LEVELS)[number];

/** The messages of a clinic's own, by language: they replace those of the catalogues. */
export type OwnTexts = Readonly<Partial<Record<Language, Partial<CompiledMessages>>>>;

/** A clinic as the functions know it: its profile, with the deployment's settings for what the profile leaves out. */
export interface Clinic {
  readonly id: string;
  /** Messages that name no clinic are its. */
  readonly isDefault: boolean;
  /** As its patients know it. */
  readonly name?: string;
  /** The number that patients call, as they should see it. */
  readonly phone?: string;
  /** What a phone dials for `phone`: E.164, or a short number; absent if it is no single number. */
  readonly dialedPhone?: string;
  /** IANA zone. */
  readonly timeZone: string;
  /** ISO 3166-1 alpha-2: the country of phone numbers without a country code. */
  readonly defaultCountry: string;
  /** ISO 3166-1 alpha-2: the countries whose numbers are texted. */
  readonly countries: "all" | readonly string[];
  /** Of patients whose language is not known. */
  readonly language: Language;
  readonly smsWording: SmsWording;
  /** When its patients may be texted, see `send-window.ts`: `always`, or hours such as `09:00-20:00`. */
  readonly sendWindow: string;
  readonly privacy: Privacy;
  /** Whether its texts rely on the exemption for healthcare messages instead of consent: 47 CFR 64.1200(a)(9)(iv). */
  readonly healthcareExemption: boolean;
  /** Domains, in lower case, to which links may lead; their subdomains are included. */
  readonly linkDomains: readonly string[];
  /** When patients are reminded, see `contracts/reminder-plan.ts`; absent, one reminder by the daily run on the day before. */
  readonly reminderPlan?: string;
  /** What else its patients are told: that an appointment was moved or cancelled; absent, what the setting says. */
  readonly changeTexts?: readonly ChangeKind[];
  /** Under which names senders of FHIR and HL7 v2 know it. */
  readonly senderNames?: readonly string[];
  /** Whether a text acknowledges a patient's answer. Opt-outs and HELP are answered whatever it says. */
  readonly acknowledgesReplies: boolean;
  readonly sms: {
    /** Letters and digits that phones show instead of a number. */
    readonly senderId?: string;
    /** The number that texts come from: E.164, or a short code. */
    readonly originationNumber?: string;
    /** ISO 3166-1 alpha-2: the number's country. Only its phones, with the US those of its territories, get texts from it. */
    readonly originationCountry?: string;
  };
  readonly email: {
    readonly fromName?: string;
    readonly replyTo?: string;
  };
  readonly texts: OwnTexts;
}

/** The folder of the profiles in a function's bundle: a file for each clinic, and {@link DEFAULT_CLINIC_FILE}. */
export const CLINICS_FOLDER = "clinics";
/** Has the id of the default clinic; no clinic can have this file name. */
export const DEFAULT_CLINIC_FILE = "_default.json";
/** In place of the digest of the profiles, if there are none. */
export const NO_PROFILES = "none";

/** The id of the only clinic of a deployment without profiles. */
export const ONLY_CLINIC = "default";

/** The settings of a deployment that are a clinic's, where its profile does not say otherwise. */
export type ClinicDefaults = Pick<
  Clinic,
  "timeZone" | "defaultCountry" | "countries" | "smsWording" | "sendWindow" | "reminderPlan"
>;

/** The clinic of a deployment without profiles. */
export function onlyClinic(defaults: ClinicDefaults): Clinic {
  return {
    id: ONLY_CLINIC,
    isDefault: true,
    language: "en",
    privacy: "full",
    healthcareExemption: false,
    linkDomains: [],
    acknowledgesReplies: true,
    sms: {},
    email: {},
    texts: {},
    ...defaults,
  };
}

/** 1 to 64 lower-case letters, digits and hyphens. */
export const CLINIC_ID = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
