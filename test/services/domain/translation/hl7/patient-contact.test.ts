/** Phones and emails: PID-13, PID-14 and PID-40. */
import { readEmail } from "../../../../../services/domain/contact/email-address";
import { readPhone } from "../../../../../services/domain/contact/phone-field";
import { siu } from "../../../../support/ehr/hl7/siu";
import { booking } from "../../../../support/ehr/hl7/translated";

const RULES = { defaultCountry: "US", countries: "all" } as const;
const contact = (fields: Record<string, string>) => booking(siu({ "PID-13": "", ...fields }));

/** What is texted, and the element that it comes from. */
function phone(fields: Record<string, string>): string {
  const { appointment, sources } = contact(fields);
  const reading = readPhone(String(appointment.phoneNumber ?? ""), RULES);
  return `${"number" in reading ? reading.number : reading.problem} ${sources.phoneNumber}`;
}

describe("The phone", () => {
  const [CELL, HOME, WORK] = ["^PRN^CP^^^206^5550100", "^PRN^PH^^^206^5550111", "^WPN^PH^^^206^5550122"];

  test.each([
    ["a mobile before a home phone", { "PID-13": `${HOME}~${CELL}` }, "+12065550100 PID-13[2]"],
    ["a home phone before one of work", { "PID-13": `${WORK}~${HOME}` }, "+12065550111 PID-13[2]"],
    ["PID-40 as well", { "PID-40": CELL, "PID-13": HOME }, "+12065550100 PID-40"],
    ["a mobile of PID-13 before a home phone of PID-40", { "PID-40": HOME, "PID-13": CELL }, "+12065550100 PID-13"],
    ["PID-14 as one of work", { "PID-14": "(206)555-0122", "PID-13": "(206)555-0111" }, "+12065550111 PID-13"],
    ["PID-14 if there is no other", { "PID-14": "(206)555-0122" }, "+12065550122 PID-14"],
    ["a mobile in PID-14", { "PID-14": "^WPN^CP^^^206^5550100", "PID-13": HOME }, "+12065550100 PID-14"],
    [
      "the patient's mobile before the employer's",
      { "PID-40": "^WPN^CP^^^206^5550122~^PRN^CP^^^206^5550100" },
      "+12065550100 PID-40[2]",
    ],
    [
      "the mobile that is preferred (XTN.18)",
      { "PID-40": `${CELL}${"^".repeat(11)}2~^WPN^CP^^^206^5550122${"^".repeat(11)}1` },
      "+12065550122 PID-40[2]",
    ],
    ["PRS, personal, as a mobile", { "PID-13": `${HOME}~^PRS^PH^^^206^5550100` }, "+12065550100 PID-13[2]"],
    ["a number without a use before one of work", { "PID-40": `${WORK}~^^PH^^^206^5550111` }, "+12065550111 PID-40[2]"],
    ["XTN.12", { "PID-13": "^PRN^CP^^^^^^^^^206-555-0100" }, "+12065550100 PID-13"],
    ["XTN.1 of older versions", { "PID-13": "(206)555-0100^PRN^CP" }, "+12065550100 PID-13"],
    ["a number in the place of the email", { "PID-13": "^^CP^206-555-0100" }, "+12065550100 PID-13"],
    [
      "XTN.1 where the other components are counted wrongly",
      { "PID-13": "(206)555-0100^^^p@example.com^^^206^5550100" },
      "+12065550100 PID-13",
    ],
    ["that of the use MOBILE", { "PID-13": "0205550111^HOME~(206)555-0100^MOBILE" }, "+12065550100 PID-13[2]"],
    [
      "that of the use HOME before BUSINESS",
      { "PID-40": "(206)555-0122^BUSINESS~(206)555-0111^HOME" },
      "+12065550111 PID-40[2]",
    ],
    ["a country code", { "PID-13": "^PRN^CP^^44^7400^123456" }, "+447400123456 PID-13"],
    ["the first of two of the same kind", { "PID-13": "(206)555-0100~(206)555-0111" }, "+12065550100 PID-13[1]"],
    [
      "the next one if the first cannot be texted",
      { "PID-13": "^PRN^CP^^^000^0000000~^PRN^PH^^^206^5550111" },
      "+12065550111 PID-13[1]",
    ],
    [
      "one that is current before one that has ended",
      { "PID-13": "^PRN^CP^^^206^5550122^^^^^^20200101^20260101~^PRN^PH^^^206^5550111" },
      "+12065550111 PID-13[2]",
    ],
    [
      "one that is not marked as ended (XTN.15)",
      { "PID-13": "^PRN^CP^^^206^5550122^^^^^^^^N~^PRN^PH^^^206^5550111" },
      "+12065550111 PID-13[2]",
    ],
    [
      "one that has begun",
      { "PID-13": "^PRN^CP^^^206^5550122^^^^^^20280101~^PRN^PH^^^206^5550111" },
      "+12065550111 PID-13[2]",
    ],
    [
      "one without a remark before one with",
      { "PID-13": "^PRN^CP^^^206^5550122^^do not text~^PRN^PH^^^206^5550111" },
      "+12065550111 PID-13[2]",
    ],
  ])("is %s", (_, fields, expected) => {
    expect(phone(fields)).toBe(expected);
  });

  test.each([
    ["a fax", "^PRN^FX^^^206^5550100"],
    ["a pager", "^BPN^BP^^^206^5550100"],
    ["a teletypewriter", "^PRN^TTY^^^206^5550100"],
    ["an emergency contact", "^EMR^PH^^^206^5550100"],
    ["an answering service", "^ASN^PH^^^206^5550100"],
    ["an email", "^NET^Internet^pat@example.com"],
    ["an email in XTN.1", "pat@example.com"],
  ])("is never %s", (_, written) => {
    expect(contact({ "PID-13": written }).appointment).not.toHaveProperty("phoneNumber");
  });

  test("with a remark is left to be judged as one with words", () => {
    expect(phone({ "PID-13": "^PRN^CP^^^206^5550100^^do not text" })).toBe("UNKNOWN_WORDS PID-13");
    expect(phone({ "PID-13": "(206)555-0100Cdo not text" })).toBe("UNKNOWN_WORDS PID-13");
    expect(phone({ "PID-13": "^PRN^CP^^^206^5550100^^mother's" })).toBe("+12065550100 PID-13");
  });

  test("with an extension cannot be texted", () => {
    expect(phone({ "PID-13": "^WPN^PH^^^206^5550100^12" })).toBe("EXTENSION PID-13");
    expect(phone({ "PID-13": "(206)555-0100X12" })).toBe("EXTENSION PID-13");
  });

  test("is given once, though the message has it twice", () => {
    const { appointment } = contact({ "PID-40": "^PRN^CP^^1^206^5550100", "PID-13": "(206)555-0100" });
    expect(appointment.phoneNumber).toBe("+1 206 5550100");
  });

  test("is given with as many others as the contract has room for", () => {
    const many = Array.from({ length: 9 }, (_, index) => `^PRN^PH^^^206^555010${index}`).join("~");
    const { appointment } = contact({ "PID-13": many });
    expect(appointment.phoneNumber).toBe("206 5550100; 206 5550101; 206 5550102; 206 5550103; 206 5550104");
  });

  test("that is too long is left out with a note", () => {
    const { appointment, notes } = contact({ "PID-13": "2".repeat(65) });
    expect(appointment).not.toHaveProperty("phoneNumber");
    expect(notes).toEqual([{ path: "PID-13", note: expect.stringContaining("too long") }]);
  });

  test("that has ended is left out with a note", () => {
    const { appointment, notes } = contact({ "PID-13": "^PRN^CP^^^206^5550122^^^^^^20200101^20260101" });
    expect(appointment).not.toHaveProperty("phoneNumber");
    expect(notes).toEqual([{ path: "PID-13", note: expect.stringContaining("not valid") }]);
  });
});

describe("The email", () => {
  const email = (fields: Record<string, string>) => {
    const { appointment, sources } = contact(fields);
    const reading = readEmail(String(appointment.email ?? ""));
    return `${"address" in reading ? reading.address : reading.problem} ${sources.email}`;
  };

  test.each([
    ["XTN.4", { "PID-13": "^NET^Internet^pat@example.com" }, "pat@example.com PID-13"],
    [
      "that of a second repetition",
      { "PID-13": "(206)555-0100~^NET^Internet^pat@example.com" },
      "pat@example.com PID-13[2]",
    ],
    ["XTN.1, as some send it", { "PID-13": "(206)555-0100~pat@example.com" }, "pat@example.com PID-13[2]"],
    ["one whose type is X.400", { "PID-13": "pat@example.com^NET^X.400^pat@example.com" }, "pat@example.com PID-13"],
    ["XTN.1 where XTN.4 is a word", { "PID-13": "pat@example.com^^^EMAIL" }, "pat@example.com PID-13"],
    ["one next to a phone", { "PID-13": "(206)555-0100^PRN^PH^pat@example.com" }, "pat@example.com PID-13"],
    [
      "a private one before one of work",
      { "PID-40": "^WPN^Internet^w@example.com~^PRN^Internet^p@example.com" },
      "p@example.com PID-40[2]",
    ],
    [
      "PID-14's last",
      { "PID-14": "^NET^Internet^w@example.com", "PID-13": "^NET^Internet^p@example.com" },
      "p@example.com PID-13",
    ],
    [
      "the next one if the first cannot be used",
      { "PID-13": "^NET^Internet^none@none.com~^NET^Internet^p@example.com" },
      "p@example.com PID-13[1]",
    ],
    ["one with escapes", { "PID-13": "^NET^Internet^pat\\T\\co@example.com" }, "pat&co@example.com PID-13"],
  ])("is %s", (_, fields, expected) => {
    expect(email(fields)).toBe(expected);
  });

  test.each(["^DSM^Internet^pat@direct.example.com", "^NET^Internet^none", '""'])("is none in %s", (written) => {
    expect(contact({ "PID-13": written }).appointment).not.toHaveProperty("email");
  });

  test("stays with the phone of the same repetition", () => {
    expect(phone({ "PID-13": "(206)555-0100^PRN^PH^pat@example.com" })).toBe("+12065550100 PID-13");
  });
});
