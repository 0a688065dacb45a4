import { shown } from "../../../services/domain/shown-value";

test.each([
  ["St Mary&#039;s", "St Mary's"],
  ["St Mary&amp;#039;s", "St Mary's"],
  ["Smith &amp; Sons", "Smith & Sons"],
  ["Smith &amp;amp; Sons", "Smith & Sons"],
  ["N&uacute;&ntilde;ez", "Núñez"],
  ["Room&nbsp;3", "Room 3"],
  ["Room&#13;&#10;3&#x1b;", "Room 3"],
  ["&lt;b&gt;Room 3&lt;/b&gt;", "<b>Room 3</b>"],
  ["Roo&#8203;m 3", "Room 3"],
])("%s shows %s", (value, text) => expect(shown(value)).toBe(text));

test("an entity that was encoded three times is decoded twice", () => {
  expect(shown("a &amp;amp;amp; b")).toBe("a &amp; b");
});

test.each([
  "AT&T",
  "R&D; Lab",
  "Fish&Chips&Copy",
  "https://x.example/?a=1&lang=en&copy=2",
  "A&B; &",
  "&#39 &",
  "&; 3",
  "&#; 3",
])("%s holds no entity and stays", (value) => expect(shown(value)).toBe(value));

test.each([
  "undefined",
  "null",
  "None",
  "N/A",
  "TBD",
  "-",
  "?",
  "[object Object]",
  "NaN",
  "&nbsp;",
  "&#x200b;",
  undefined,
])("%j shows nothing", (value) => expect(shown(value)).toBe(""));

test.each(["Room N/A 3", "Null Street 3", "A", "3", "0", "No. 3", "♿", "Unknown Soldier Square"])(
  "%j is a place",
  (value) => expect(shown(value)).toBe(value),
);
