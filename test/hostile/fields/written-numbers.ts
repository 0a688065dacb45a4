/** Phone numbers as people and their programs write them, and nearly. */

import { hostileText } from "../../support/data/arbitraries";
import { fc } from "../../support/data/properties";
import { oneOf } from "./written-times";

const DIGITS = [..."0123456789０１２３４５６７８９٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"];
/** The parts that numbers are written with, also by RFC 3966, and what else may stand in the field. */
const part = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...DIGITS) },
  oneOf("206|555|0100|+1|＋44|+49|+39 0|00|011|(0)|20 7946 0018|1-800|900"),
  fc.constantFrom(..."-.()/ ~+;,#*x\t\n\u200b\u2060\u00ad\u3000\u2010\u202a\u202c"),
  oneOf("tel:|sms:|;ext=|;isub=|;phone-context=+1|;phone-context=a.example| ext. |доб|w5"),
  hostileText,
);
const parts = fc.array(part, { maxLength: 16 }).map((all) => all.join(""));
const few = fc.array(part, { maxLength: 1 }).map((all) => all.join(""));
/** What may stand in the field of a number, a good number among it or not. */
export const writtenNumber = fc.oneof(
  parts,
  // Mostly a number: `parts` alone hardly ever are one.
  fc
    .tuple(few, oneOf("206-555-0100|+442079460018|(206) 555 0100|1 206 555-0100|２０６5550100|+1.206.555.0100"), few)
    .map((all) => all.join("")),
);

/** Numbers of any count of digits, after what countries dial before them. */
export const countedDigits = fc
  .tuple(oneOf("|+|0|+49|+43|+39 0"), fc.stringMatching(/^\d{0,20}$/))
  .map((all) => all.join(""));

// A slash may begin another number.
const MARKS = [..." -.()\u00a0\u00ad\u200b\u2060\u2010\u2013\u3000", ""];
const fifteen = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 15, maxLength: 15 });
/** A good number in the digits of any scripts, with marks between them; and what it is in E.164. */
export const decoratedNumber = fc
  .tuple(
    oneOf("+12065550100|+442079460018|+4915112345678|+390612345678"),
    fifteen(fc.nat({ max: DIGITS.length / 10 - 1 })),
    fifteen(fc.constantFrom(...MARKS)),
  )
  .map(([number, scripts, marks]): [text: string, number: string] => {
    const digits = [...number.slice(1)].map((digit, at) => DIGITS[10 * (scripts[at] ?? 0) + Number(digit)]);
    return [`+${digits.map((digit, at) => `${digit}${at < digits.length - 1 ? marks[at] : ""}`).join("")}`, number];
  });
