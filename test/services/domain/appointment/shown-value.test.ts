import { shown, shownLines } from "../../../../services/domain/appointment/shown-value";

test.each([
  ["St Mary&#039;s", "St Mary's"],
  ["St Mary&amp;#039;s", "St Mary's"],
  ["Smith &amp; Sons", "Smith & Sons"],
  ["Smith &amp;amp; Sons", "Smith & Sons"],
  ["N&uacute;&ntilde;ez", "Núñez"],
  ["Room&nbsp;3", "Room 3"],
  ["Room&#13;&#10;3&#x1b;", "Room 3"],
  ["&lt;b&gt;Room 3&lt;/b&gt;", "Room 3"],
  ["Roo&#8203;m 3", "Room 3"],
])("%s shows %s", (value, text) => expect(shown(value)).toBe(text));

test.each([
  ["<b>Room 3</b>", ["Room 3"]],
  ["<p>North Clinic<br>Room 3</p>", ["North Clinic", "Room 3"]],
  ["North Clinic<br/>Room 3<BR />2nd floor", ["North Clinic", "Room 3", "2nd floor"]],
  ["<div>North Clinic</div><div>Room 3</div>", ["North Clinic", "Room 3"]],
  ["<ul><li>North Clinic</li><li>Room 3</li></ul>", ["North Clinic", "Room 3"]],
  ["<table><tr><td>North Clinic</td><td>Room 3</td></tr></table>", ["North Clinic", "Room 3"]],
  ["<p>North Clinic<p>Room 3", ["North Clinic", "Room 3"]],
  ['<span style="color:red" class=x>N</span>orth', ["North"]],
  ["<o:p></o:p><font face='Arial'>North", ["North"]],
  ["<!-- room <b>4</b> -->North<!--[if mso]>x<![endif]-->", ["North"]],
  ["<style>p { color: red }</style><p>North</p><script>alert(1)</script>", ["North"]],
  ["<!doctype html><html><body>North</body></html>", ["North"]],
  ['<?xml version="1.0"?><![CDATA[North <b>Clinic</b>]]>', ["North Clinic"]],
  ["&amp;lt;p&amp;gt;North&amp;lt;/p&amp;gt;", ["North"]],
  ["\\u003cp\\u003eNorth\\u003c\\/p\\u003e", ["North"]],
  ["<<b></b>p>North", ["North"]],
  ["<p></p>", []],
  ["<p>&nbsp;</p><p>N/A</p>", []],
])("%s shows no tags, and blocks as lines: %j", (value, lines) => expect(shownLines(value)).toEqual(lines));

test.each([
  ['<a href="https://x.example/j/1">Join here</a>', "Join here https://x.example/j/1"],
  ["Video: <a href=https://x.example/j/1>x.example/j/1</a>", "Video: https://x.example/j/1"],
  ["<a target='_blank' href='https://x.example/'></a>", "https://x.example/"],
  ['<a href="https://evil.example">https://x.example</a>', "https://x.example https://evil.example"],
  [
    '<a href="https://x.example/a">a</a> <a href="https://x.example/b">b',
    "a https://x.example/a b https://x.example/b",
  ],
  ['<a href="javascript:alert(1)">Room 3</a>', "Room 3"],
  ['<a href="tel:+12065550100">Room 3</a>', "Room 3"],
])("%s keeps the address of its link", (value, text) => expect(shown(value)).toBe(text));

test.each([
  "Room <3>",
  "a < b",
  "a<b and c>d",
  "Building <A>",
  "Room <B>, Wing <C>",
  "North Clinic <Main>",
  "North Clinic <front@clinic.example>",
  "<https://x.example/a>",
  "<script>",
  "<!-- a",
  "<b c",
  "x <- y",
  "< b >",
  "<North>",
])("%s has no tag of HTML and stays", (value) => expect(shown(value)).toBe(value));

test.each([
  ["North\\nClinic", ["North", "Clinic"]],
  ["North\\\\nClinic", ["North", "Clinic"]],
  ["North\\r\\nClinic", ["North", "Clinic"]],
  ["North Clinic\\nroom 3", ["North Clinic", "room 3"]],
  ["North\nClinic\r\nRoom 3\u2028Floor 2\x85x", ["North", "Clinic", "Room 3", "Floor 2", "x"]],
  ["North\n\n N/A \nRoom 3\n", ["North", "Room 3"]],
  ["North Clinic\\, Room 3\\; left", ["North Clinic, Room 3; left"]],
  ['St Mary\\\'s \\"West\\"', ['St Mary\'s "West"']],
  ["North_x000D_\nRoom 3_x000a_Floor 2", ["North", "Room 3", "Floor 2"]],
  ["North\\tClinic\\/East", ["North Clinic/East"]],
  ["N\\u00fa\\u00F1ez", ["Núñez"]],
  ["Wing A\\north", ["Wing A\\north"]],
  ["Floor 2\\reception\\theatre 3\\new wing", ["Floor 2\\reception\\theatre 3\\new wing"]],
  ["A\\B\\Night", ["A\\B\\Night"]],
])("%j is read as the lines %j", (value, lines) => expect(shownLines(value)).toEqual(lines));

test.each([
  ['="North"', "North"],
  ['="3"', "3"],
  ["'3", "3"],
  ["'North Clinic", "North Clinic"],
  ["'=North", "=North"],
  ['"North Clinic"', "North Clinic"],
  ['"North" and "South"', '"North" and "South"'],
  ["'North' and 'South'", "'North' and 'South'"],
  ["'s-Hertogenbosch", "'s-Hertogenbosch"],
  ["=", ""],
  ['=HYPERLINK("https://x.example/a","Join here")', "Join here https://x.example/a"],
  ['=hyperlink("https://x.example/a"; "https://x.example/a")', "https://x.example/a"],
  ['=HYPERLINK("https://x.example/a")', "https://x.example/a"],
])("%s shows no mark of a spreadsheet: %s", (value, text) => expect(shown(value)).toBe(text));

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
