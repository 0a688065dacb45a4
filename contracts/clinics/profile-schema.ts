/**
 * The file of clinic profiles that the setting `clinics` names. This declaration is the only one: the TypeScript type, the
 * check at synth and the published JSON Schema (`clinics.v1.schema.json`) all come from it.
 */

import { getCountries, isPossiblePhoneNumber } from "libphonenumber-js/min";
import * as z from "zod/mini";
import { CHANGE_KINDS } from "../reminder-mark";
import { isPlan, MAX_PLAN_LENGTH, PLAN_PATTERN } from "../reminder-plan";
import { SMS_WORDINGS } from "../sms-wording";
import { isTimeZone } from "../time-zone";
import { CLINIC_ID, PRIVACY_LEVELS } from "./clinic";
import { LANGUAGES } from "./languages";
import { country, DOMAIN, line, MAILBOX, pattern, senderNames } from "./profile-fields";
import { isSendWindow } from "./send-window";

/** The part of the rule that JSON Schema can express. */
const SEND_WINDOW = /^(?:always|(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d)$/;

const clinicId = pattern(
  CLINIC_ID,
  64,
  "Names the clinic in messages (`clinicId`), logs and metrics: lower-case letters, digits and hyphens.",
);

export const clinicProfileSchema = z.strictObject({
  id: clinicId,
  name: line(60, "The clinic's name, as its patients know it. Texts and emails begin with it."),
  phone: z.optional(
    z.string().check(
      z.maxLength(30),
      z.regex(/^\+?[\d()./ -]{3,30}$/),
      z.refine((phone) => /\d{3}/.test(phone)),
      z.meta({ description: "The number that patients call, as they should see it.", examples: ["(206) 555-0100"] }),
    ),
  ),
  timeZone: z.optional(
    z
      .string()
      .check(
        z.maxLength(64),
        z.regex(/^[A-Za-z]+\/|^UTC$/),
        z.refine(isTimeZone),
        z.meta({ description: "IANA time zone; the setting `timeZone` if absent.", examples: ["America/Phoenix"] }),
      ),
  ),
  defaultCountry: z.optional(country).check(
    z.meta({
      description: "ISO 3166-1 code: the country of phone numbers without a country code; the setting if absent.",
    }),
  ),
  countries: z
    .optional(z.union([z.literal("all"), z.array(country).check(z.minLength(1), z.maxLength(getCountries().length))]))
    .check(
      z.meta({
        description:
          "The countries whose numbers are texted; the clinic's `defaultCountry` if absent, with the US its territories.",
      }),
    ),
  language: z
    .optional(z.enum(LANGUAGES))
    .check(z.meta({ description: "Of patients whose language is not known; `en` if absent." })),
  wording: z
    .optional(z.enum(SMS_WORDINGS))
    .check(z.meta({ description: "How texts end; the setting `smsWording` if absent." })),
  privacy: z.optional(z.enum(PRIVACY_LEVELS)).check(
    z.meta({
      description:
        "What patients read: `full` (the default) with practitioner and place, `minimal` with neither, `named` also " +
        "with the patient's first name.",
    }),
  ),
  healthcareExemption: z.optional(z.boolean()).check(
    z.meta({
      description:
        "Whether its texts rely on the exemption for healthcare messages (47 CFR 64.1200(a)(9)(iv)) instead of consent. It " +
        "changes no text: lint then checks what the exemption asks for, such as 160 characters.",
    }),
  ),
  linkDomains: z
    .optional(
      z.array(pattern(DOMAIN, 253, "A domain in lower case, such as `video.example.com`.")).check(z.maxLength(20)),
    )
    .check(z.meta({ description: "Domains to which links may lead, with their subdomains; none if absent." })),
  sms: z
    .optional(
      z.strictObject({
        // `AWS.SNS.SMS.SenderID`, "Publishing SMS messages to a mobile phone", Amazon SNS Developer Guide.
        senderId: z.optional(
          pattern(
            /^(?=.{0,10}[A-Za-z])[A-Za-z0-9]{3,11}$/,
            11,
            "3 to 11 letters and digits that phones show as the sender, where the country allows it.",
          ),
        ),
        // `AWS.MM.SMS.OriginationNumber`, in the same guide: 5 to 14 digits.
        originationNumber: z.optional(
          z.string().check(
            z.maxLength(15),
            z.regex(/^(?:\+[1-9]\d{6,13}|[1-9]\d{4,6})$/),
            z.refine((number) => !number.startsWith("+") || isPossiblePhoneNumber(number)),
            z.meta({
              description:
                "The number of the account that texts come from, to phones of its country: E.164, or a short code.",
              examples: ["+12065550100"],
            }),
          ),
        ),
      }),
    )
    .check(z.meta({ description: "The sender of its texts; what the account has by default if absent." })),
  email: z
    .optional(
      z.strictObject({
        fromName: z.optional(line(60, "The sender's name in emails; the clinic's name if absent.")),
        replyTo: z.optional(pattern(MAILBOX, 254, "The address that answers to an email go to.")),
      }),
    )
    .check(z.meta({ description: "The sender of its emails." })),
  texts: z
    .optional(
      z.partialRecord(
        z.enum(LANGUAGES),
        z.record(
          pattern(/^[a-z][A-Za-z0-9]{0,40}$/, 41, "The name of a message."),
          z.string().check(z.minLength(1), z.maxLength(2_000)),
        ),
      ),
    )
    .check(
      z.meta({
        description:
          "Messages of the clinic's own instead of the catalogue's, by language and name, in ICU MessageFormat.",
      }),
    ),
  sendWindow: z.optional(
    z.string().check(
      z.maxLength(11),
      z.regex(SEND_WINDOW),
      z.refine(isSendWindow),
      z.meta({
        description:
          "When patients may be texted, at their time of day, or `always`; the setting `sendWindow` if absent.",
        examples: ["09:00-20:00"],
      }),
    ),
  ),
  reminderPlan: z
    .optional(z.string().check(z.maxLength(MAX_PLAN_LENGTH), z.regex(PLAN_PATTERN), z.refine(isPlan)))
    .check(
      z.meta({
        description:
          "When patients are reminded, such as `7d@10:00, 2d@10:00, 3h`: days before at a time of day, days before by the " +
          "daily run (`1d`), or hours (`h`) or minutes (`m`) before the start; the setting `reminderPlan` if absent.",
      }),
    ),
  changeTexts: z.optional(z.array(z.enum(CHANGE_KINDS)).check(z.maxLength(CHANGE_KINDS.length))).check(
    z.meta({
      description:
        "What patients are told besides reminders, of appointments that come by the bookings queue: that one was moved " +
        "or cancelled; the setting `changeTexts` if absent.",
    }),
  ),
  senderNames,
  replies: z.optional(z.strictObject({ acknowledge: z.boolean() })).check(
    z.meta({
      description:
        "Whether a text acknowledges a patient's answer, which it does if absent. Opt-outs and HELP are answered in any " +
        "case, where the pipeline has to.",
    }),
  ),
});

export const clinicsFileSchema = z
  .strictObject({
    $schema: z.optional(z.string()),
    default: clinicId,
    clinics: z.array(clinicProfileSchema).check(z.minLength(1), z.maxLength(1_000)),
  })
  .check(
    z.meta({
      title: "Clinic profiles v1",
      description: "The clinics of one deployment. A message names its clinic by `clinicId`, or means the default.",
    }),
  );

export type ClinicProfile = z.infer<typeof clinicProfileSchema>;
export type ClinicsFile = z.infer<typeof clinicsFileSchema>;

/** The JSON Schema of the file, as it is published. */
export function clinicsJsonSchema(): Record<string, unknown> {
  return {
    $id: "clinics.v1.schema.json",
    ...z.toJSONSchema(clinicsFileSchema, { io: "input", target: "draft-2020-12" }),
  };
}
