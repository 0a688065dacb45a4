/** What several fields of a clinic profile have in common. */
import { isSupportedCountry } from "libphonenumber-js/min";
import * as z from "zod/mini";

/** In lower case. */
export const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
export const MAILBOX =
  /^[\w!#$%&'*+/=?^`{|}~.-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Text on one line, with plain spaces, that has nothing invisible: such characters turn or hide what is around them. */
const ONE_LINE =
  /^[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]*$/u;

/** Visible text on one line. */
export const line = (max: number, description: string) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(max),
    // The part of the rule that JSON Schema can express.
    z.regex(/^\S(?:.*\S)?$/),
    z.refine((text) => ONE_LINE.test(text) && /[\p{L}\p{N}]/u.test(text)),
    z.meta({ description }),
  );

export const pattern = (regex: RegExp, max: number, description: string) =>
  z.string().check(z.maxLength(max), z.regex(regex), z.meta({ description }));

export const country = z.string().check(z.regex(/^[A-Z]{2}$/), z.refine(isSupportedCountry));

export const senderNames = z
  .optional(z.array(line(100, "A name, as it is sent; capital and small letters are the same.")).check(z.maxLength(50)))
  .check(
    z.meta({
      description:
        "Under which names senders of FHIR and HL7 v2 know the clinic: ids and identifiers of Locations and " +
        "Organizations, or facilities of HL7 v2.",
      examples: [["NORTH", "loc-12"]],
    }),
  );
