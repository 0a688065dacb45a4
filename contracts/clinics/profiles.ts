/** Checks a file of clinic profiles, and gives the clinics that it describes. */

import { getDomain } from "tldts";
import type { z } from "zod/mini";
import { type Clinic, type ClinicDefaults, ONLY_CLINIC } from "./clinic";
import { dialedPhone, isTooLong, originationCountry } from "./clinic-numbers";
import { FIELD_RULES } from "./field-rules";
import { LANGUAGES } from "./languages";
import { compileOwnTexts } from "./own-texts";
import { type ClinicsFile, clinicProfileSchema, clinicsFileSchema } from "./profile-schema";
import { senderConflicts } from "./sender-conflicts";
import { senderNameConflicts } from "./sender-names";
import { textedWith } from "./texted-countries";

export type ClinicsCheck =
  | { readonly ok: true; readonly file: ClinicsFile }
  /** One line each, with the clinic and the field. */
  | { readonly ok: false; readonly problems: readonly [string, ...string[]] };

/**
 * Checks the content of a file of clinic profiles.
 * @param text JSON
 * @param defaults the deployment's settings, where they are known: a profile may contradict them, too
 */
export function checkClinics(text: string, defaults?: Pick<ClinicDefaults, "defaultCountry">): ClinicsCheck {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problems: ["it must be JSON"] };
  }
  const parsed = clinicsFileSchema.safeParse(value);
  const problems = parsed.success
    ? findConflicts(parsed.data, defaults?.defaultCountry)
    : [
        ...parsed.error.issues.map((one) => explain(one, value)),
        ...findConflicts(wellFormed(value, parsed.error.issues), defaults?.defaultCountry),
      ];
  const [first, ...others] = [...new Set(problems)];
  if (first) return { ok: false, problems: [first, ...others] };
  return { ok: true, file: parsed.data as ClinicsFile };
}

/** What a file has without the fields that are malformed, so that all problems are found at once. */
function wellFormed(value: unknown, issues: readonly Issue[]): ClinicsFile {
  const { clinics = [] } = Object(value) as { readonly clinics?: unknown };
  const profiles = (Array.isArray(clinics) ? clinics : []).flatMap((profile: unknown, at) => {
    const own = issues.filter(({ path: [top, index] }) => top === "clinics" && index === at);
    const malformed = own.flatMap((issue) =>
      issue.code === "unrecognized_keys" && issue.path.length === 2 ? issue.keys : [String(issue.path[2])],
    );
    const fields = Object.entries(Object(profile)).filter(([field]) => !malformed.includes(field));
    return clinicProfileSchema.safeParse(Object.fromEntries(fields)).data ?? [];
  });
  const { data: byDefault } = clinicsFileSchema.shape.default.safeParse(Object(value).default);
  const isComplete = profiles.length > 0 && Array.isArray(clinics) && profiles.length === clinics.length;
  // A profile that cannot be read may be the default.
  return { default: (isComplete ? byDefault : undefined) ?? profiles[0]?.id ?? "", clinics: profiles };
}

/**
 * The clinics of a file that was checked.
 * @param defaults the deployment's settings, for what a profile leaves out
 */
export function clinicsOf({ default: byDefault, clinics }: ClinicsFile, defaults: ClinicDefaults): Clinic[] {
  return clinics.map((profile) => {
    const { id, name, phone, timeZone, language, wording, privacy, sms, email, changeTexts } = profile;
    const { reminderPlan = defaults.reminderPlan } = profile;
    const defaultCountry = profile.defaultCountry ?? defaults.defaultCountry;
    const countries = profile.countries ?? textedWith(defaultCountry);
    const own = [defaultCountry, ...(countries === "all" ? [] : countries)];
    const originCountry = sms?.originationNumber && originationCountry(sms.originationNumber, own);
    const dialed = phone && dialedPhone(phone, defaultCountry);
    return {
      id,
      isDefault: id === byDefault,
      name,
      ...(phone && { phone }),
      ...(dialed && { dialedPhone: dialed }),
      timeZone: timeZone ?? defaults.timeZone,
      defaultCountry,
      countries,
      language: language ?? "en",
      smsWording: wording ?? defaults.smsWording,
      sendWindow: profile.sendWindow ?? defaults.sendWindow,
      privacy: privacy ?? "full",
      healthcareExemption: profile.healthcareExemption ?? false,
      linkDomains: profile.linkDomains ?? [],
      ...(reminderPlan && { reminderPlan }),
      ...(changeTexts && { changeTexts }),
      ...(profile.senderNames && { senderNames: profile.senderNames }),
      acknowledgesReplies: profile.replies?.acknowledge ?? true,
      sms: { ...sms, ...(originCountry && { originationCountry: originCountry }) },
      email: { fromName: email?.fromName ?? name, ...(email?.replyTo && { replyTo: email.replyTo }) },
      texts: compileOwnTexts(profile).texts,
    };
  });
}

/** What no rule of a single field can say. */
function findConflicts({ default: byDefault, clinics }: ClinicsFile, settingsCountry?: string): string[] {
  const ids = clinics.map(({ id }) => id);
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [
    ...(ids.includes(byDefault) || byDefault === "" ? [] : [`default: there is no clinic ${byDefault}`]),
    ...[...twice].map((id) => `clinic ${id}: there are ${ids.filter((one) => one === id).length} clinics with this id`),
    ...clinics.flatMap((profile) => {
      const { id, defaultCountry = settingsCountry, countries, phone, linkDomains = [] } = profile;
      return [
        ...senderConflicts(profile, defaultCountry).map((problem) => `clinic ${id}, sms${problem}`),
        ...(phone && defaultCountry && isTooLong(phone, defaultCountry)
          ? [
              `clinic ${id}, phone: it has more digits than a number of ${defaultCountry}; give one, or separate several by /`,
            ]
          : []),
        ...(Array.isArray(countries) && defaultCountry && !countries.includes(defaultCountry)
          ? [`clinic ${id}, countries: it must include the clinic's defaultCountry, ${defaultCountry}`]
          : []),
        ...linkDomains
          .filter(isPublicSuffix)
          .map(
            (domain) =>
              `clinic ${id}, linkDomains: anyone can have a name under ${domain}; give the clinic's own domain`,
          ),
        ...compileOwnTexts(profile).problems.map((problem) => `clinic ${id}, ${problem}`),
      ];
    }),
    ...senderNameConflicts(clinics),
    ...(ids.includes(ONLY_CLINIC) && byDefault !== ONLY_CLINIC
      ? [`clinic ${ONLY_CLINIC}: only the default clinic may have this id`]
      : []),
  ];
}

/**
 * Whether a domain is on the Public Suffix List (publicsuffix.org), which browsers keep cookies by: under it, strangers
 * register or are given names.
 */
function isPublicSuffix(domain: string): boolean {
  return getDomain(domain, { allowPrivateDomains: true }) === null;
}

type Issue = z.core.$ZodIssue;

/** One line: the clinic, the field and what it takes. */
function explain(issue: Issue, file: unknown): string {
  const [top, index, ...rest] = issue.path;
  const place = top === "clinics" && typeof index === "number" ? `clinic ${nameOf(file, index)}` : "";
  const path = place ? rest : issue.path;
  const field = path.filter((part) => typeof part === "string").join(".");
  const where = [place, field].filter(Boolean).join(", ");
  const at = where ? `${where}: ` : "";
  if (issue.code === "unrecognized_keys" && field === "texts")
    return `${at}there are no messages in ${issue.keys.join(", ")}; languages are ${LANGUAGES.join(", ")}`;
  if (issue.code === "unrecognized_keys") return `${at}there is no field ${issue.keys.map(withLikely).join(", ")}`;
  const takes = FIELD_RULES[field] ?? FIELD_RULES[String(path[0] ?? "")];
  if (!takes) return `${at}it must be an object`;
  return `${at}it must be ${takes}`;
}

/** A field's name, and the one that differs from it in case alone. */
function withLikely(key: string): string {
  const fields = Object.keys(clinicProfileSchema.shape);
  const likely = fields.find((field) => field.toLowerCase() === key.replace(/[-_ ]/g, "").toLowerCase());
  return likely ? `${key} (it is ${likely})` : key;
}

/** The id of the clinic at a place in the file; its number, from 1, if it has none. */
function nameOf(file: unknown, index: number): string {
  const { clinics } = file as { readonly clinics?: readonly { readonly id?: unknown }[] };
  const id = clinics?.[index]?.id;
  return typeof id === "string" && /^[\w-]{1,64}$/.test(id) ? id : `number ${index + 1}`;
}
