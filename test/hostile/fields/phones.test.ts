import { getCountries } from "libphonenumber-js/min";
import { usableContact } from "../../../services/domain/contact/contact";
import { contactDigest } from "../../../services/domain/contact/contact-digest";
import { FIELDS } from "../../support/data/arbitraries";
import { toE164, US_RULES } from "../../support/data/contacts";
import { fc, runs } from "../../support/data/properties";
import { countedDigits, decoratedNumber, writtenNumber } from "./written-numbers";

/** ITU-T E.164, section 6: 15 digits at most, the country code's among them. */
const E164 = /^\+[1-9]\d{5,14}$/;
const country = fc.constantFrom(...getCountries());

test("whatever is written, wherever the clinic is, is one number in E.164 or none", () => {
  fc.assert(
    fc.property(fc.oneof(countedDigits, writtenNumber), country, (text, clinic) => {
      expect(toE164(text, clinic) ?? "+100000").toMatch(E164);
    }),
    runs(3_000),
  );
});

test("a number in E.164 is no other number in any country", () => {
  fc.assert(
    fc.property(decoratedNumber, country, country, ([text], clinic, other) => {
      const number = toE164(text, clinic) ?? "";
      expect(["", number]).toContain(toE164(number, other) ?? "");
    }),
    runs(1_000),
  );
});

test("a number is the same in the digits of any script, with whatever stands between them", () => {
  fc.assert(
    fc.property(decoratedNumber, country, ([text, number], clinic) => expect(toE164(text, clinic)).toBe(number)),
    runs(1_000),
  );
});

test("a number has the digits that were written, in their order, and no others but the country's", () => {
  const ascii = (text: string) =>
    text.normalize("NFKC").replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15));
  fc.assert(
    fc.property(writtenNumber, (text) => {
      const number = toE164(text, "US");
      // RFC 3966, section 5.1.5: a context stands for the digits that come before the number's own.
      fc.pre(!text.includes(";phone-context="));
      const inOrder = [...(number ?? "").replace(/^\+1?/, "")].join(".*");
      expect(ascii(text)).toMatch(new RegExp(inOrder, "s"));
    }),
    runs(1_500),
  );
});

test("an emergency number is nobody's in any country", () => {
  const numbers = ["000", ...Array.from({ length: 100 }, (_, index) => [100 + index, 900 + index].map(String)).flat()];
  expect(getCountries().flatMap((clinic) => numbers.filter((number) => toE164(number, clinic)))).toEqual([]);
});

test.each(["911", "+911", "+1 911", "112", "999#", "40404", "55555", "*#06#", "116117", "+1 976 555 1234", "988"])(
  "the service number %s is nobody's in the United States",
  (number) => expect(toE164(number, "US")).toBeUndefined(),
);

test.each([1, 15, 16, 17, 64, 250, 251, 5_000])("of %i digits too many there is no number", (count) => {
  for (const digit of ["0", "9", "９", "٩"]) {
    for (const text of [`2065550100${digit.repeat(count)}`, `+1${digit.repeat(count)}2065550100`]) {
      expect(toE164(text, "US")).toBeUndefined();
    }
  }
});

test.each(["+49 30 123456789012", "0049 30 123456789012", "030 123456789012"])(
  "%s has more digits than a number has",
  (text) => expect(toE164(text, "DE")).toBeUndefined(),
);

test.each([
  "206-555-0100, 206-555-0101",
  "206-555-0100;206-555-0101",
  "206-555-0100 / 206-555-0101",
  "206-555-0100/206-555-0101",
  "206-555-0100\n206-555-0101",
  "206-555-0100\u2028206-555-0101",
  "206-555-0100 or 206-555-0101",
  "tel:206-555-0100,tel:206-555-0101",
  "+12065550100\0+12065550101",
])("of two numbers, %j, the first is taken", (text) => {
  expect(toE164(text, "US")).toBe("+12065550100");
});

test.each(["+12065550100+12065550101", "206-555-0100 206-555-0101", "206-555-0100 - 206-555-0101"])(
  "of two numbers that nothing separates, %j, neither is taken",
  (text) => expect(toE164(text, "US")).toBeUndefined(),
);

test.each([
  "call 206-555-0100",
  "do not text 206-555-0100",
  "no texts: 206-555-0100",
  "old 206-555-0100",
  "206-555-0100 (fax)",
  "206-555-0100 fax 206-555-0101",
  "home 206-555-0100, fax 206-555-0101",
  "206-555-0100 wrong number",
  "MRN 2065550100",
  "id 2065550100",
  "DOB 12/01/1960, 206-555-0100",
  "206-555-0100 after 6 pm",
  "206-555-0100?",
  "206-555-0100mom",
  "2o6-555-0100",
  "206-555-o1oo",
  "(206) 555-0100, ask for Ana",
  "206-555-0100\r\nBcc: eve@evil.example",
  "<script>206-555-0100</script>",
  "javascript:206-555-0100",
  "206-555-0100@sms.example",
  "Ana <206-555-0100>",
  "$206-555-0100",
])("no number is picked out of %j", (text) => {
  expect(toE164(text, "US")).toBeUndefined();
});

test("a number with an extension, which a switchboard has, is none, however the extension is written", () => {
  const extension = fc
    .tuple(fc.constantFrom(" ext. ", " ext ", "x", " x ", "#", ";ext=", ", ext. "), fc.integer({ min: 1, max: 9_999 }))
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.constantFrom("206-555-0100", "+12065550100", "(206) 555.0100"), extension, (number, extended) => {
      expect([toE164(number, "US"), toE164(number + extended, "US")]).toEqual(["+12065550100", undefined]);
    }),
    runs(200),
  );
});

test("a contact holds what is usable, and nothing that an object has by itself", () => {
  const given = fc.dictionary(fc.constantFrom(...FIELDS, "__proto__", "toString"), writtenNumber);
  fc.assert(
    fc.property(given, (fields) => {
      const contact = usableContact(fields, US_RULES);
      expect(Object.keys(contact).filter((key) => !["phoneNumber", "email", "fixedLine"].includes(key))).toEqual([]);
      expect(contactDigest(contact)).toMatch(/^[0-9a-f]{16}$/);
    }),
    runs(300),
  );
});
