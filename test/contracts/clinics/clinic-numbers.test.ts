import { dialedPhone, isTooLong, originationCountry } from "../../../contracts/clinics/clinic-numbers";

test.each([
  ["(206) 555-0100", "US", "+12065550100"],
  ["1-800-555-0100", "US", "+18005550100"],
  ["020 7946 0110", "GB", "+442079460110"],
  ["+44 20 7946 0110", "US", "+442079460110"],
  ["911", "US", "911"],
  ["116 117", "GB", "116117"],
  ["(206) 555-0100 - 911", "US", undefined],
  ["(206) 555-0100 (206) 555-0101", "US", undefined],
  ["020 7946 0110 / 0111", "GB", undefined],
  ["555-0100", "US", undefined],
])("for %j in %s, a phone dials %s", (phone, country, dialed) => {
  expect(dialedPhone(phone, country)).toBe(dialed);
});

test.each([
  ["(206) 555-0100 - 911", "US", true],
  ["(206) 555-0100 (206) 555-0101", "US", true],
  ["(206) 555-0100", "US", false],
  ["020 7946 0110 / 020 7946 0111", "GB", false],
  ["555-0100", "US", false],
  ["911", "US", false],
])("whether %j has too many digits for %s: %s", (phone, country, tooLong) => {
  expect(isTooLong(phone, country)).toBe(tooLong);
});

test.each([
  ["+12065550100", ["US"], "US"],
  ["+17875550100", ["US"], "PR"],
  ["60606", ["GB", "US"], "GB"],
  // Of no range that a country has to itself.
  ["+12005550100", ["GB", "CA"], "CA"],
  ["+447700900123", ["JE"], "JE"],
  ["+447700900123", ["US"], undefined],
])("the number %s of a clinic in %j is one of %s", (number, countries, country) => {
  expect(originationCountry(number, countries)).toBe(country);
});
