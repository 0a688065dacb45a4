import { plainWhereCheaper } from "../../../../services/domain/content/plain-typography";
import { isInGsm7, smsParts } from "../../../../services/domain/content/sms-parts";

/** Longer than one part outside of GSM-7, and not so within it. */
const REST = "a".repeat(80);
const plain = (text: string) => plainWhereCheaper(`${text}${REST}`).slice(0, -REST.length);

test.each([
  ["O’Brien ‘Jo’", "O'Brien 'Jo'"],
  ["O´Brien, O`Brien", "O'Brien, O'Brien"],
  ["“North” „Süd“ «Est»", '"North" "Süd" "Est"'],
  ["Room 3 – North — 2‑4", "Room 3 - North - 2-4"],
  ["6′ 2″ −1", "6' 2\" -1"],
  ["• Room 3…", "- Room 3..."],
  ["Oﬃce, ﬁrst ﬂoor, oﬀ, ruﬄe", "Office, first floor, off, ruffle"],
  ["ＲＯＯＭ　３！（Ａ）".replace("　", " "), "ROOM 3!(A)"],
  ["Jose\u0301 Nun\u0303ez".replace("Jose", "Rene"), "René Nuñez"],
])("%s costs what %s costs, and is written like it", (typographic, text) => {
  expect(isInGsm7(typographic)).toBe(false);
  expect(plain(typographic)).toBe(text);
  expect(smsParts(plainWhereCheaper(typographic + REST))).toBe(1);
});

test.each([
  "Dr. Núñez – “North”",
  "Łukasz’s",
  "山田 – 3",
  "Kaʻiulani’s",
  "3ª – B",
  "Room 2½ – B",
  "Care™ – B",
  "A → B…",
])("%s stays as its sender wrote it: one character has no plain form", (text) => expect(plain(text)).toBe(text));

test.each([
  ["O’Brien", "the text has one part either way"],
  [`“${"…".repeat(60)}”`, "the plain form is the longer one"],
])("%s stays as its sender wrote it: %s", (text) => {
  expect(plainWhereCheaper(text)).toBe(text);
});

test("a text of the alphabet of SMS stays as it is, its own signs too", () => {
  const text = `¡Ä@£¥§¿_^{}[~]|€\\ "'-${REST.repeat(3)}`;
  expect(isInGsm7(text)).toBe(true);
  expect(plainWhereCheaper(text)).toBe(text);
});

test("no letter and no mark becomes another one: the same letters, at most, drawn in another way", () => {
  const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
  const changed = characters.filter((one) => plain(one) !== one);
  expect(changed.length).toBeGreaterThan(120);
  const letters = changed.filter((one) => /[\p{L}\p{M}\p{N}]/u.test(one));
  expect(letters).toEqual(expect.arrayContaining(["ﬁ", "Ａ", "３"]));
  expect(letters.filter((one) => plain(one) !== one.normalize("NFKC"))).toEqual([]);
});

test("making typography plain is idempotent", () => {
  const characters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
  const written = characters.map((one) => [one, plain(one)] as const).filter(([one, plainly]) => plainly !== one);
  expect(written.filter(([, plainly]) => plain(plainly) !== plainly)).toEqual([]);
});
