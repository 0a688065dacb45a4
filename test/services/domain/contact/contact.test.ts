import { usableContact } from "../../../../services/domain/contact/contact";
import { contactDigest } from "../../../../services/domain/contact/contact-digest";
import { toE164, toEmailAddress, US_RULES } from "../../../support/data/contacts";
import { anyCharacter, fc } from "../../../support/data/properties";

describe("A phone number", () => {
  test.each([
    ["(206) 555-0100", "+12065550100"],
    ["1-206-555-0100", "+12065550100"],
    ["206.555.0100", "+12065550100"],
    ["+1 206 555 0100", "+12065550100"],
    [" +12065550100\n", "+12065550100"],
    ["+44 20 7946 0018", "+442079460018"],
    ["+44 (0)20 7946 0018", "+442079460018"],
  ])("written %j is %s", (written, e164) => {
    expect(toE164(written, "US")).toBe(e164);
  });

  test("without a country code is read in the clinic's country", () => {
    expect(toE164("020 7946 0018", "GB")).toBe("+442079460018");
    expect(toE164("020 7946 0018", "US")).toBeUndefined();
  });

  test("has 15 digits at most", () => {
    expect(toE164("+49 30 12345678901", "US")).toBe("+493012345678901");
    expect(toE164("+49 30 123456789012", "US")).toBeUndefined();
  });

  test("is the same however often it is brought to E.164", () => {
    for (const written of ["(206) 555-0100", "+44 20 7946 0018"]) {
      const once = toE164(written, "US") ?? "";
      expect(toE164(once, "US")).toBe(once);
      expect(toE164(once, "DE")).toBe(once);
    }
  });

  test.each(["206-555-0100 ext. 5", "(206) 555-0100 x12", "+12065550100;ext=5"])(
    "with an extension, such as %j, takes no texts",
    (written) => {
      expect(toE164(written, "US")).toBeUndefined();
    },
  );

  test.each([
    "",
    " ",
    "none",
    "ask at the desk",
    "555-0100",
    "911",
    "+",
    "+1",
    "+999 123 456 789",
    "206-555-01000000",
    "call (206) 555-0100",
  ])("written %j is none", (written) => {
    expect(toE164(written, "US")).toBeUndefined();
  });

  test("is E.164 or none, for any text", () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789+-() x.") });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: anyCharacter }), digits), (written) => {
        expect(toE164(written, "US") ?? "+10000000000").toMatch(/^\+[1-9]\d{6,14}$/);
      }),
    );
  });
});

describe("An email address", () => {
  test.each([
    ["ana@example.com", "ana@example.com"],
    ["  ana@example.com\n", "ana@example.com"],
    ["o'neil+clinic@mail.example.com", "o'neil+clinic@mail.example.com"],
  ])("written %j is %s", (written, address) => {
    expect(toEmailAddress(written)).toBe(address);
  });

  test.each([
    "",
    "none",
    "ana@",
    "@example.com",
    "ana@example",
    "ana.maria@example",
    "ana example.com",
    "ana@exam ple.com",
    "ana@example..com",
    "ana@example.com\r\nBcc: ben@example.com",
    "=?utf-8?q?ben=40example.com?=@example.com",
    "ana=?utf-8?q?.ben?=.clinic@example.com",
  ])("written %j is none", (written) => {
    expect(toEmailAddress(written)).toBeUndefined();
  });

  test.each([
    "=?utf-8?q?eve=40evil.example?=@example.com",
    "ana=?utf-8?q?eve=40evil.example?=@example.com",
    "=?=?=?=@example.com",
  ])("that some read as another, such as %s, is none", (written) => {
    expect(toEmailAddress(written)).toBeUndefined();
  });

  test.each([
    "a&b@example.com",
    "o/brien@example.com",
    "pat=x@example.com",
    "o'neil@example.com",
    "a@example.xn--p1ai",
  ])("may be as unusual as %s", (address) => expect(toEmailAddress(address)).toBe(address));

  test("is none if no mail server accepts its length", () => {
    const label = "b".repeat(61);
    const ofLength = (length: number) => `a@${[label, label, label, "b".repeat(length - 192)].join(".")}.com`;
    expect(ofLength(254)).toHaveLength(254);
    expect(toEmailAddress(ofLength(254))).toBe(ofLength(254));
    expect(toEmailAddress(ofLength(255))).toBeUndefined();
  });
});

describe("A contact", () => {
  test("holds only what can be used", () => {
    expect(usableContact({ phoneNumber: "(206) 555-0100", email: "none" }, US_RULES)).toEqual({
      phoneNumber: "+12065550100",
    });
    expect(usableContact({ phoneNumber: "none", email: "ana@example.com" }, US_RULES)).toEqual({
      email: "ana@example.com",
    });
    expect(usableContact({}, US_RULES)).toEqual({});
  });

  test("has the digest of its phone and email, however they were written", () => {
    const written = usableContact({ phoneNumber: "(206) 555-0100", email: " ana@example.com" }, US_RULES);
    expect(contactDigest(written)).toBe(contactDigest({ phoneNumber: "+12065550100", email: "ana@example.com" }));
  });

  test("keeps its digest from version to version: with another one, failed reminders would be retried", () => {
    expect(contactDigest({ phoneNumber: "+12065550100", email: "ana@example.com" })).toBe("1a3abef06357a81b");
    expect(contactDigest({ phoneNumber: "+12065550100" })).toBe("f65af9106b2323f0");
    expect(contactDigest({ email: "ana@example.com" })).toBe("a2bda7eb7f3e3d19");
  });

  test("has another digest when the phone or the email is another", () => {
    const digests = [
      contactDigest({}),
      contactDigest({ phoneNumber: "+12065550100" }),
      contactDigest({ phoneNumber: "+12065550101" }),
      contactDigest({ email: "ana@example.com" }),
      contactDigest({ phoneNumber: "+12065550100", email: "ana@example.com" }),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });

  test("has the same digest in every release: the log has those of earlier ones", () => {
    expect(contactDigest({})).toBe("439083f38956ba51");
    expect(contactDigest({ phoneNumber: "+12065550100", email: "ana@example.com" })).toBe("1a3abef06357a81b");
  });

  test("is not to be read from its digest", () => {
    expect(contactDigest({ phoneNumber: "+12065550100", email: "ana@example.com" })).toMatch(/^[0-9a-f]{16}$/);
  });
});
