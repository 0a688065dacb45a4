import { phoneProblem, usableContact } from "../../../../services/domain/contact/contact";
import { toE164, US_RULES } from "../../../support/data/contacts";

describe("A phone number that a hand typed", () => {
  test.each([
    ["206-555-0111 (mom)"],
    ["206-555-0111 (Mom)"],
    ["(cell) 206-555-0111"],
    ["Ph: 206-555-0111"],
    ["Phone #: 206-555-0111"],
    ["Tel. (206) 555-0111"],
    ["Móvil: 206 555 0111"],
    ["H: 206-555-0111"],
    ["206-555-0111 - cell"],
    ["tel:+12065550111"],
    ["tel:+1-206-555-0111"],
    ["sms:+12065550111"],
    ["\u260e\ufe0f 206-555-0111"],
    ["\u202a+1 206 555 0111\u202c"],
    ["\u200e+1 206 555 0111\u200f"],
    ["+1\u202f206\u202f555\u202f0111"],
    ["\ufeff206\u2007555\u20070111"],
    ["206\u3000555\u30000111"],
    ["206\u200b5550111"],
    ["２０６－５５５－０１１１"],
    ["＋１（２０６）５５５ ０１１１"],
    ["206·555·0111"],
    ["00 1 206 555 0111"],
    ["0012065550111"],
    ["(00) 1 206 555 0111"],
    ["+001 206 555 0111"],
    ["206-555-0111 / 206-555-0112"],
    ["206-555-0111/206-555-0112"],
    ["206-555-0111 or 206-555-0112"],
    ["206-555-0111\r\n206-555-0112"],
    ["206-555-0111, 12/01/2026"],
    ["206-555-0112 x123 / 206-555-0111"],
    ["555-0112 / 206-555-0111"],
    ["0000000000, 206-555-0111"],
    ["home 206-555-0112 / cell 206-555-0111"],
    ["206-555-0112 (home), 206-555-0111 (cell)"],
    ["'2065550111"],
    ['"206-555-0111"'],
    ['="2065550111"'],
    ["2065550111.0"],
    ["2,065,550,111"],
    ["(+1) 206 555 0111"],
    ["( +1 )206-555-0111"],
    ["206-555-0111 (Mom's cell)"],
    ["+1 206 555 0111 (mother’s cell)"],
    ["daughter's: 206-555-0111"],
    ["Day: 206-555-0111"],
    ["206-555-0111 (ok to text)"],
    ["N/A / 206-555-0111"],
    ["206-555-0111 or none"],
    ["null, 2065550111"],
    ["&#40;206&#41; 555-0111"],
    ["206&nbsp;555&nbsp;0111"],
    ["206&amp;nbsp;555-0111"],
  ])("%j is the number in it", (written) => {
    expect(toE164(written, "US")).toBe("+12065550111");
  });

  test.each([
    ["011 44 7400 123456", "US", "+447400123456"],
    ["00 44 7400 123456", "GB", "+447400123456"],
    ["0011 44 7400 123456", "AU", "+447400123456"],
    ["010 1 206 555 0111", "JP", "+12065550111"],
    ["00 1 206 555 0111", "JP", "+12065550111"],
    ["+44 (0)7400 123456", "US", "+447400123456"],
    ["0171/1234567", "DE", "+491711234567"],
    ["030/12 34 56 78", "DE", "+493012345678"],
    ["+44 20 7946 0958 / +44 7400 123456", "GB", "+447400123456"],
  ])("%j in %s is %s", (written, country, number) => {
    expect(toE164(written, country)).toBe(number);
  });

  test.each([
    ["(206)555-0111^PRN^CP", "+12065550111"],
    ["^PRN^CP^^1^206^5550111", "+12065550111"],
    ["^PRN^CP^^^206^5550111", "+12065550111"],
    ["^PRN^PH^^^^^^^^^+12065550111", "+12065550111"],
    ["2065550112^WPN^PH~2065550111^PRN^CP", "+12065550111"],
    ["2065550112^ORN^PH~2065550111^PRN^PH", "+12065550111"],
    ["206-555-0112^PRN^FX~206-555-0111^PRN^PH~^NET^Internet^p@b.org", "+12065550111"],
    ["^PRN^CP^^44^7400^123456", "+447400123456"],
    ["(206)555-0111^PRN^CP^^^^^^mother's", "+12065550111"],
  ])("%j, as HL7 v2 writes numbers, is %s", (written, number) => {
    expect(toE164(written, "US")).toBe(number);
  });

  test.each([
    ["206-555-0111^PRN^FX", "NOT_A_NUMBER"],
    ["206-555-0111^PRN^TDD", "NOT_A_NUMBER"],
    ["206-555-0111^EMR^PH", "NOT_A_NUMBER"],
    ["^NET^Internet^pat@example.com", "NOT_A_NUMBER"],
    ["^WPN^PH^^^206^5550111^12", "EXTENSION"],
    ["206-555-0111^PRN^PH^^^^^^do not call", "UNKNOWN_WORDS"],
    ["206-555-0111^2", "NOT_A_NUMBER"],
  ])("%j of HL7 v2 takes no texts: %s", (written, problem) => {
    expect(phoneProblem(written, US_RULES)).toBe(problem);
  });

  test.each([
    ["", "NOT_A_NUMBER"],
    ["phone", "NOT_A_NUMBER"],
    ["call 206-555-0111", "UNKNOWN_WORDS"],
    ["206-555-0111 (fax)", "UNKNOWN_WORDS"],
    ["do not text 206-555-0111", "UNKNOWN_WORDS"],
    ["206-555-0111, do not leave a message", "UNKNOWN_WORDS"],
    ["MRN 2065550111", "UNKNOWN_WORDS"],
    ["desk 800-234-5678", "UNKNOWN_WORDS"],
    ["206-555-0111, unavailable", "UNKNOWN_WORDS"],
    ["206-555-0111 / unknown", "UNKNOWN_WORDS"],
    ["none / do not call 206-555-0111", "UNKNOWN_WORDS"],
    ["555-0111", "NOT_A_NUMBER"],
    ["12/01/2026", "NOT_A_NUMBER"],
    ["206-555-0111 x123", "EXTENSION"],
    ["206-555-0111, ext. 5", "EXTENSION"],
    ["206-555-0111 / 12", "EXTENSION"],
    ["206-555-0111#5", "EXTENSION"],
    ["206-555-0111~5", "EXTENSION"],
    ["206-555-0111;ext=5", "EXTENSION"],
    ["tel:+1-206-555-0111;ext=5", "EXTENSION"],
    ["206-555-0111 x 206-555-0112", "EXTENSION"],
    ["1.20656E+10", "SPREADSHEET_NUMBER"],
    ["1,20656E+10", "SPREADSHEET_NUMBER"],
    ["2.065550111e9", "SPREADSHEET_NUMBER"],
    ["0000000000", "NOT_A_NUMBER"],
    ["1111111111", "NOT_A_NUMBER"],
    ["555-555-5555", "NOT_A_NUMBER"],
    ["999-999-9999", "NOT_A_NUMBER"],
    ["123-456-7890", "NOT_A_NUMBER"],
    ["+91 99999 99999", "PLACEHOLDER"],
    ["+33 1 23 45 67 89", "PLACEHOLDER"],
    ["+1 900 555 0111", "PREMIUM_RATE"],
    ["900-234-5678", "PREMIUM_RATE"],
    ["+44 909 8790123", "PREMIUM_RATE"],
    ["800-234-5678", "TOLL_FREE"],
    ["+800 1234 5678", "TOLL_FREE"],
    ["+44 845 600 1234", "PREMIUM_RATE"],
    ["+49 180 1234567", "SHARED_COST"],
    ["+44 7640 123456", "PAGER"],
    ["+44 345 678 9012", "UAN"],
  ])("%j takes no texts: %s", (written, problem) => {
    expect([phoneProblem(written, US_RULES), toE164(written, "US")]).toEqual([problem, undefined]);
  });

  test.each(
    (
      "none|None|NONE|n/a|N/A|N.A.|na|nil|null|undefined|unknown|declined|no phone|Pt. declined|refused|see notes|" +
      "ask mom|0|00|-|--|?|x|#N/A|TBD|call 555-0111|unknown 12/01/2026|2O6-555-0111"
    ).split("|"),
  )("%j has no number in it, and is not taken for one with words beside it", (written) => {
    expect(phoneProblem(written, US_RULES)).toBe("NOT_A_NUMBER");
  });

  test("is not a date that looks like a number", () => {
    expect(["2026-12-01", "01.12.2026", "1/12/26"].map((date) => toE164(date, "DE"))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("keeps its digits if a program wrote it as a fraction", () => {
    expect(toE164("1711234567.0", "DE")).toBe("+491711234567");
  });

  test("followed by a few digits after a slash is none: they may be an extension, or another ending", () => {
    expect(toE164("030 1234567/12", "DE")).toBeUndefined();
  });
});

describe("A number's range", () => {
  test.each([
    ["+44 20 7946 0958", true],
    ["+44 56 1234 5678", true],
    ["+44 70 1234 5678", true],
    ["+44 7400 123456", undefined],
    ["206-555-0111", undefined],
    ["+1 604 555 0111", undefined],
    ["landline 206-555-0111", true],
  ])("of %j is a fixed line's: %s", (phoneNumber, fixedLine) => {
    const contact = usableContact({ phoneNumber }, US_RULES);
    expect([contact.phoneNumber === undefined, contact.fixedLine]).toEqual([false, fixedLine]);
  });
});

describe("Countries", () => {
  const onlyUS = { defaultCountry: "US", countries: ["US"] };

  test("that the setting leaves out are not texted, with or without the same country code", () => {
    const numbers = ["+1 604 555 0111", "+44 7400 123456", "+1 787 234 5678", "+870 301 234 567"];
    expect(numbers.map((number) => phoneProblem(number, onlyUS))).toEqual(numbers.map(() => "COUNTRY_NOT_ALLOWED"));
    expect(phoneProblem("206-555-0111", onlyUS)).toBeUndefined();
    expect(phoneProblem("604-555-0111", { ...onlyUS, countries: ["US", "CA"] })).toBeUndefined();
  });

  test("decide which of several numbers is texted", () => {
    const phoneNumber = "+44 7400 123456 / 206-555-0111";
    expect(usableContact({ phoneNumber }, onlyUS)).toEqual({ phoneNumber: "+12065550111" });
  });
});
