import { emailProblem } from "../../../../services/domain/contact/contact";
import { toEmailAddress } from "../../../support/data/contacts";

describe("An email address that a hand typed", () => {
  test.each([
    ['"Pat Lee" <pat@example.com>'],
    ["Pat Lee <pat@example.com>"],
    ["Lee, Pat <pat@example.com>"],
    ["Dr. Pat O'Neil < pat@example.com >"],
    ["<pat@example.com>"],
    ["pat@example.com <pat@example.com>"],
    ["'Pat@Example.com' <pat@example.com>"],
    ["mailto:pat@example.com"],
    ["MAILTO:pat@example.com?subject=Visit&cc=eve@example.com"],
    ["<mailto:pat@example.com>"],
    ["mailto:pat%40example.com"],
    ["pat@example.com, lee@example.com"],
    ["pat@example.com; lee@example.com"],
    ["pat@example.com / lee@example.com"],
    ["pat@example.com/lee@example.com"],
    ["pat@example.com lee@example.com"],
    ["pat@example.com or lee@example.com"],
    ["pat@example.com\nlee@example.com"],
    ["Pat <pat@example.com>, Lee <lee@example.com>"],
    ["pat@example.com (mom)"],
    ["E-mail: pat@example.com"],
    ["pat@example.com."],
    ["pat@example.com,"],
    ["pat @ example.com"],
    ["'pat@example.com"],
    ["pat@example.com\u200b"],
    ["\u202apat@example.com\u202c"],
    ["\ufeffpat@example.com\u00a0"],
    ["pat\u00ad@example.com"],
    ["pat＠example．com"],
    ["none@none.com, pat@example.com"],
    ["N/A, pat@example.com"],
    ["pat@example.com / none"],
    ["pat@example.com (mother's)"],
    ["mom’s: pat@example.com"],
    ["pat@example.com (MOTHER'S)"],
    ["pat&#64;example.com"],
    ["&lt;pat@example.com&gt;"],
    ["*pat@example.com"],
    ["^NET^Internet^pat@example.com"],
    ["(206)555-0111^PRN^CP~^NET^Internet^pat@example.com"],
    ["pat@example.com^NET^Internet"],
    ["pat..lee@example.com, pat@example.com"],
  ])("%j is the address in it", (written) => {
    expect(toEmailAddress(written)).toBe("pat@example.com");
  });

  test.each([
    ["pat@münchen.example", "pat@xn--mnchen-3ya.example"],
    ["Pat <pat@bücher.example>", "pat@xn--bcher-kva.example"],
    ["pat@例え。テスト", "pat@xn--r8jz45g.xn--zckzah"],
    ["o&#039;neil@bücher.example", "o'neil@xn--bcher-kva.example"],
  ])("%j has its domain in ASCII: %s", (written, address) => {
    expect(toEmailAddress(written)).toBe(address);
  });

  test.each([
    ["", "NOT_AN_ADDRESS"],
    ["none", "NOT_AN_ADDRESS"],
    ["pat..lee@example.com", "NOT_AN_ADDRESS"],
    [".pat@example.com", "NOT_AN_ADDRESS"],
    ["pat.@example.com", "NOT_AN_ADDRESS"],
    ["pat@example..com", "NOT_AN_ADDRESS"],
    ["pat@example.com..", "NOT_AN_ADDRESS"],
    [`${"p".repeat(65)}@example.com`, "NOT_AN_ADDRESS"],
    ["pat@1.2.3.4", "NOT_AN_ADDRESS"],
    ["pat@例え テスト", "UNKNOWN_WORDS"],
    ["pät@example.com", "NON_ASCII_MAILBOX"],
    ["none@none.com", "PLACEHOLDER"],
    ["declined@declined.com", "PLACEHOLDER"],
    ["DECLINED@DECLINED.COM", "PLACEHOLDER"],
    ["na@na.com", "PLACEHOLDER"],
    ["none@na.org", "PLACEHOLDER"],
    ["test@test.com", "PLACEHOLDER"],
    ["unknown@noemail.com", "PLACEHOLDER"],
    ["noemail@gmail.com", "PLACEHOLDER"],
    ["no-email@example.org", "PLACEHOLDER"],
    ["no-reply@example.org", "PLACEHOLDER"],
    ...[
      "a@a.com xx@xx.xx 123@123.com fake@fake.com email@email.com no@email.com name@domain.com user@domain.com",
      "n/a@gmail.com donotemail@clinic.org do-not-reply@clinic.org declined@gmail.com pt.declined@gmail.com",
    ]
      .join(" ")
      .split(" ")
      .map((address): [string, string] => [address, "PLACEHOLDER"]),
    ["n/a; none", "NOT_AN_ADDRESS"],
    ["206-555-0111^PRN^CP", "NOT_AN_ADDRESS"],
    ["o&amp;#39;neil pat@example.com", "UNKNOWN_WORDS"],
    ["do not email pat@example.com", "UNKNOWN_WORDS"],
    ["old: pat@example.com", "UNKNOWN_WORDS"],
    ["Pat Lee pat@example.com", "UNKNOWN_WORDS"],
    ["pat@example,com", "UNKNOWN_WORDS"],
    ["eve@example.org <pat@example.com>", "NOT_AN_ADDRESS"],
  ])("%j is none: %s", (written, problem) => {
    expect([emailProblem(written), toEmailAddress(written)]).toEqual([problem, undefined]);
  });

  test.each([
    "none@gmail.com",
    "test@gmail.com",
    "na@clinic.org",
    "noel@none.com",
    "a@clinic.org",
    "123@gmail.com",
    "163.lee@163.com",
    "declan@gmail.com",
    "fake.name@gmail.com",
    "a^b@example.com",
    "joe's@example.com",
    "pat's.mail@example.com",
    "patient@hospital.org",
    "nomail.k@web.de",
  ])("%s may be a patient's", (address) => expect(toEmailAddress(address)).toBe(address));

  test("has 64 characters before the @ at most", () => {
    const address = `${"p".repeat(64)}@example.com`;
    expect(toEmailAddress(address)).toBe(address);
  });
});
