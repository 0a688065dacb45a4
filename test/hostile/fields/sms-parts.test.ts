import { isInGsm7, smsParts } from "../../../services/domain/content/sms-parts";
import { hostileText } from "../../support/data/arbitraries";
import { fc, runs } from "../../support/data/properties";

/** 3GPP TS 23.038, 6.2.1: the alphabet of SMS, but for its escape. */
const ALPHABET =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/** 6.2.1.1: each is written as the escape and another character. */
const EXTENSION = "\f^{}\\[~]|€";

/** Counts by laying one character after the other into parts, of which none holds half of one. */
function countParts(text: string): number {
  const characters = [...text];
  const plain = characters.every((one) => ALPHABET.includes(one) || EXTENSION.includes(one));
  const widths = characters.map((one) => (plain ? (EXTENSION.includes(one) ? 2 : 1) : one.length));
  const [alone, among] = plain ? [160, 153] : [70, 67];
  if (widths.reduce((sum, width) => sum + width, 0) <= alone) return 1;
  let [parts, used] = [1, 0];
  for (const width of widths) {
    if (used + width > among) [parts, used] = [parts + 1, 0];
    used += width;
  }
  return parts;
}

/** Long runs of one character and short ones of others, so that wide ones meet the ends of parts. */
const textOf = (...units: string[]) =>
  fc
    .array(fc.tuple(fc.constantFrom(...units), fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 170 }))), { maxLength: 8 })
    .map((pieces) => pieces.map(([unit, times]) => unit.repeat(times)).join(""));

test("the alphabet has 127 characters and ten of two septets, and each of them alone is in it", () => {
  expect([[...ALPHABET].length, [...EXTENSION].length]).toEqual([127, 10]);
  const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
  expect(all.filter(isInGsm7).sort()).toEqual([...ALPHABET, ...EXTENSION].sort());
});

test.each([
  ["of the alphabet of SMS", textOf("a", "é", "ñ", "Δ", "€", "[", "\f", " ")],
  ["outside of it, with characters of two units", textOf("a", "€", "ж", "山", "😀", "👩\u200d", "e\u0301")],
])("a text %s has the parts that its characters fill, none of them cut in two", (_, texts) => {
  fc.assert(
    fc.property(texts, (text) => expect(smsParts(text)).toBe(countParts(text))),
    runs(1_000),
  );
});

test("any text of whole characters has the parts that its characters fill, whatever is shown as one", () => {
  fc.assert(
    fc.property(hostileText, hostileText, (one, other) => {
      const text = `${one}${other}`.replace(/\p{Surrogate}/gu, "");
      expect(smsParts(text)).toBe(countParts(text));
    }),
    runs(1_000),
  );
});

test.each([
  ["two septets", "a", 152, "€"],
  ["two units", "ж", 66, "😀"],
])("a character of %s that meets the end of a part goes to the next one whole", (_, letter, fill, wide) => {
  const text = `${letter.repeat(fill)}${wide}${letter.repeat(fill)}`;
  // By the number of its septets or units it fills two.
  expect(smsParts(text)).toBe(3);
  expect(smsParts(text.slice(0, -1))).toBe(2);
  expect(smsParts(text.slice(1))).toBe(2);
});
