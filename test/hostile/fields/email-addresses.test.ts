import { HEADERS, hostileText, LINE_BREAKS } from "../../support/data/arbitraries";
import { toEmailAddress } from "../../support/data/contacts";
import { fc, runs } from "../../support/data/properties";

/** RFC 5321: section 4.1.2, `Dot-string` with the characters of an `Atom` (RFC 5322, section 3.2.3), and `Domain`. */
const ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+$/;
const DOMAIN = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** What addresses are made of in RFC 5322, and what is put between and into them. */
const part = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("ana", "ana@example.com", "@", "@example.com", ".", "a", "example.com") },
  fc.constantFrom('"', '"a b"', "\\", "<", ">", "(", ")", "(comment)", ",", ";", ":", "[127.0.0.1]", "[IPv6:::1]"),
  fc.constantFrom("Ana <ana@example.com>", "mailto:", "?bcc=eve@evil.example", "%40", "undisclosed-recipients:;", " "),
  fc.constantFrom(
    "münchen.example",
    "例え.テスト",
    "xn--mnchen-3ya.example",
    "ａ@ｅxample.com",
    "＠",
    "．",
    "。",
    "\u0430",
  ),
  fc.constantFrom(...LINE_BREAKS, ...HEADERS),
  hostileText,
);
const written = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(""));
/** An address that is of use, whatever is before and after it. */
const around = fc.tuple(part, fc.constant("ana@example.com"), part).map((all) => all.join(""));

test("whatever is written is one plain address of a domain with a dot, or none", () => {
  fc.assert(
    fc.property(fc.oneof(written, around), (text) => {
      const address = toEmailAddress(text);
      fc.pre(address !== undefined);
      const [local, domain, ...others] = address.split("@");
      expect([local, domain, others]).toEqual([expect.stringMatching(ATOM), expect.stringMatching(DOMAIN), []]);
    }),
    runs(500),
  );
});

test("an address that was read is part of the field, letter by letter, and is read as itself again", () => {
  fc.assert(
    fc.property(fc.oneof(written, around), (text) => {
      const address = toEmailAddress(text);
      fc.pre(address !== undefined && !text.includes("%40"));
      // Less what nobody sees, and with what input methods and international domains spell in other ways.
      const ascii = text.normalize("NFKC").replace(/[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu, "");
      if (!address.includes("@xn--") && !address.includes(".xn--")) {
        expect(
          ascii
            .toLowerCase()
            .replace(/\s*@\s*/g, "@")

            .replaceAll("。", "."),
        ).toContain(address.toLowerCase());
      }
      expect(toEmailAddress(address)).toBe(address);
    }),
    runs(500),
  );
});

test("whatever separates two addresses, or follows the first, the second is never taken", () => {
  const separator = fc.oneof(
    fc.constantFrom(",", ";", " ", ", ", "; ", "\t", ">,<", "\\,", '",', "%2c", "@", "\0", "，", "、", "\u200b"),
    fc.constantFrom(...LINE_BREAKS, ...HEADERS),
  );
  fc.assert(
    fc.property(separator, (between) => {
      expect(["ana@example.com", undefined]).toContain(toEmailAddress(`ana@example.com${between}eve@evil.example`));
    }),
    runs(200),
  );
});

test.each([
  '"ana"@example.com',
  '"ana@evil.example,"@example.com',
  '"ana\r\nBcc: eve@evil.example"@example.com',
  "ana@[127.0.0.1]",
  "ana@[IPv6:::1]",
  "ana(eve@evil.example)@example.com",
  "ana@evil.example <ana@example.com>",
  '"ana@evil.example," <ana@example.com>',
  "Clinic: ana@example.com, eve@evil.example;",
  "@relay.example:ana@example.com",
  "ana@evil.example@example.com",
  "ana\\@evil.example@example.com",
  "аna@example.com",
  "ana@exаmple.com",
  "ana@example.com..",
  "ana@.example.com",
  "ana@-example.com",
  "ana@example-.com",
  "ana@example_.com",
])("%j, which mail programs read in more ways than one, is none", (text) => {
  expect(toEmailAddress(text)).toBeUndefined();
});

test.each([255, 320, 321, 100_000])("%i characters are none, wherever they stand", (length) => {
  const label = `${"b".repeat(60)}.`;
  const texts = [
    `${"a".repeat(length - 12)}@example.com`,
    `a@${label.repeat(Math.ceil(length / 61))}`.slice(0, length - 1).concat("b"),
    `a@${"b".repeat(length - 6)}.com`,
  ];
  expect(texts.map((text) => [text.length, toEmailAddress(text)])).toEqual(texts.map(() => [length, undefined]));
});

/**
 * RFC 2047, section 5: an encoded word must not stand in an address. Mail programs that decode it all the same read
 * another address, or two; SES takes encoded words in a recipient's field, for the name before the address
 * (https://docs.aws.amazon.com/ses/latest/APIReference/API_Destination.html).
 */
test.each([
  "=?utf-8?q?ana=40evil.example=2c?=@example.com",
  "=?utf-8?q?ana=40evil.example=3e?=@example.com",
  "=?utf-8?b?YW5hQGV2aWwuZXhhbXBsZQ?=@example.com",
  "=?utf-7?q?ana&AEA-evil.example?=@example.com",
  "ana=?x?q?=40?=@example.com",
])("%s, in which an address is encoded, is none", (text) => {
  expect(toEmailAddress(text)).toBeUndefined();
});

test.each(["a=b@example.com", "what?@example.com", "a?=b@example.com", "=@example.com"])(
  "%s, in which nothing is encoded, is an address",
  (text) => expect(toEmailAddress(text)).toBe(text),
);
