/** Hostile input for property-based tests. */
import { anyCharacter, fc } from "./properties";

/** The text fields of the contract with the most characters (code points) that each takes. */
export const LIMITS = {
  patientId: 256,
  appointmentId: 256,
  phoneNumber: 64,
  email: 320,
  doctorName: 200,
  location: 500,
} as const;
export const FIELDS = [...Object.keys(LIMITS), "appointmentTime", "timeZone", "schemaVersion", "revision"];

/** Names that an object has without being given them. */
export const PROTOTYPE_KEYS = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "toJSON", "then"];
export const LINE_BREAKS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"];
/** Unicode property Bidi_Control. */
export const DIRECTION_CONTROLS = [..."\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"];
export const MARKUP = [
  "<script>alert(1)</script>",
  "</p></body></html><!--",
  "-->",
  "<![CDATA[",
  `" onmouseover="x`,
  "' onload='x",
  "<img src=x onerror=x>",
  "<",
  ">",
  "&",
  '"',
  "'",
  "`",
  "&lt;",
  "&amp;lt;",
  "&#60",
  "&#x3c;",
  "<\0script>",
  "\ufeff<?xml",
];
/** Entities, tags and escapes, which are decoded or removed from doctors and places. */
export const DECODED = /&[#\w]+;|<[a-z/!?]|\\/i;
export const HEADERS = [
  "\r\nBcc: eve@evil.example",
  "\nTo: eve@evil.example",
  "\r\n\r\n<html>",
  "%0d%0aCc:eve@evil.example",
  "=0D=0ABcc: eve@evil.example",
  "=?utf-8?q?eve=40evil.example=2c?=",
  "&Destination.BccAddresses.member.1=eve@evil.example",
];
const PLACEHOLDERS = [
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what a careless template would fill in.
  ..."$& $1 $` $' %s %n {0} {{name}} ${1+1} <%=1%> #{1} {{{x}}}".split(" "),
  "../../etc/passwd",
  "'; DROP TABLE patients; --",
];
export const INVISIBLE = [..."\u00ad\u034f\u115f\u180e\u200b\u200c\u200d\u2060\u3164\ufe0f\ufeff\u{e0041}"];
/** Words that are read from right to left, some with their own digits and marks. */
const RIGHT_TO_LEFT = ["ד״ר לוי", "חדר 3 (קומה 2)", "د. ليلى", "الغرفة ٣", "می\u200cخواهم", "\u200f12:30 א", "ހދ 7"];
const MARKS = ["e\u0301\u0489".repeat(9), "\u0301".repeat(40), "\u0e49".repeat(9), "\u20dd"];
const PICTURES = ["👨‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪🇩", "1️⃣", "👍🏿", "\u200d👩\u200d"];
/** Halves of surrogate pairs, and non-characters. */
const BROKEN = [
  "\ud800",
  "\udbff",
  "\udc00",
  "\udfff",
  "\ufffe",
  "\uffff",
  "\ufdd0",
  "\u{1fffe}",
  "\u{10ffff}",
  "\ufffd",
];
const CONTROLS = [..."\0\x01\x07\b\t\x1b\x7f\x80\x9f", "\x1b[31m"];

/** Any UTF-16 code units, including halves of surrogate pairs. */
const units = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes));
const fragment = fc.oneof(
  { weight: 3, arbitrary: fc.string() },
  fc.string({ unit: anyCharacter }),
  units,
  fc.constantFrom(...LINE_BREAKS, ...CONTROLS),
  fc.constantFrom(...DIRECTION_CONTROLS, ...INVISIBLE),
  fc.constantFrom(...RIGHT_TO_LEFT),
  fc.constantFrom(...MARKS, ...PICTURES, ...BROKEN),
  fc.constantFrom(...MARKUP, ...HEADERS),
  fc.constantFrom(...PLACEHOLDERS, ...PROTOTYPE_KEYS),
);

/** Hostile text of any length up to some hundred characters. */
export const hostileText = fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join(""));

/** Hostile text with at most `max` characters (code points). */
export const hostileTextOf = (max: number) => hostileText.map((text) => [...text].slice(0, max).join(""));

/** JSON numbers that no program can represent, and texts that only look like numbers. */
const NUMBERS =
  "0 -0 1 1.0 1e0 2 1e400 -1e400 1e-400 9007199254740993 0.1e1 100000000000000000000000000000000 NaN Infinity 01 +1 .5 1. 0x1 1e".split(
    " ",
  );
const quoted = hostileText.map((text) => JSON.stringify(text));

/** The text of a JSON value, sometimes invalid, with duplicate names and names that every object has. */
export const jsonText: fc.Arbitrary<string> = fc.letrec<{ value: string; member: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom("null", "true", "false", '""', '" "', '"\\ud800"', "'x'", "undefined", "[", "{", "]"),
    fc.constantFrom(...NUMBERS),
    quoted,
    hostileText.map((text) => `"${text}"`),
    fc.array(tie("value"), { maxLength: 4 }).map((values) => `[${values.join(",")}]`),
    fc.array(tie("member"), { maxLength: 5 }).map((members) => `{${members.join(",")}}`),
  ),
  member: fc.tuple(name(), tie("value")).map(([key, value]) => `${key}:${value}`),
})).value;

/** A member's name in quotes. */
function name(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...FIELDS, ...PROTOTYPE_KEYS).map((key) => JSON.stringify(key)),
    quoted,
  );
}

/** Arbitrary bytes, read as text. */
const bytesAsText = fc
  .tuple(fc.uint8Array({ maxLength: 200 }), fc.constantFrom("utf8" as const, "latin1" as const, "utf16le" as const))
  .map(([bytes, encoding]) => Buffer.from(bytes).toString(encoding));

/** The required fields are first, so that later ones can overwrite them. */
const REQUIRED = '"patientId":"patient-1","appointmentTime":"2026-12-02T14:30"';
const spoiltMessage = fc
  .array(fc.tuple(name(), jsonText), { maxLength: 5 })
  .map((members) => `{${[REQUIRED, ...members.map((member) => member.join(":"))].join(",")}}`);

/** Bodies of messages: invalid, nearly valid, or arbitrary. */
export const anyBody = fc.oneof({ weight: 4, arbitrary: spoiltMessage }, jsonText, hostileText, bytesAsText);
