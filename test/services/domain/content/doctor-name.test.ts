import { doctorName } from "../../../../services/domain/content/doctor-name";

test.each([
  ["Sarah Johnson", "Dr. Sarah Johnson"],
  ["Rivera", "Dr. Rivera"],
  ["Dr Maria Lopez-Rivera", "Dr. Maria Lopez-Rivera"],
  ["Dr. Dr. Schmidt", "Dr. Schmidt"],
  ["DR. RIVERA", "Dr. RIVERA"],
  ["Dr. med. Müller", "Dr. med. Müller"],
  ["Dr. Rivera, MD", "Dr. Rivera, MD"],
  ["J. R. O'Connor-Núñez", "Dr. J. R. O'Connor-Núñez"],
  ["John Rivera, Jr.", "Dr. John Rivera, Jr."],
  ["Ludwig van Beethoven III", "Dr. Ludwig van Beethoven III"],
  ["山田太郎", "Dr. 山田太郎"],
  // Surnames in the spelling of surnames, though they are credentials too.
  ["Kim Do", "Dr. Kim Do"],
  ["Yo-Yo Ma", "Dr. Yo-Yo Ma"],
  ["Mai Pa", "Dr. Mai Pa"],
  ["Pa Xiong", "Dr. Pa Xiong"],
  ["Don Johnson", "Dr. Don Johnson"],
  ["Sarah Ward", "Dr. Sarah Ward"],
  ["Maria Pastor", "Dr. Maria Pastor"],
  ["Elena Testa", "Dr. Elena Testa"],
  ["dr. maria o’connor", "Dr. maria o’connor"],
  ["Dr. Locum", "Dr. Locum"],
])("%s is called %s", (given, called) => expect(doctorName(given)).toBe(called));

test.each(["12345", "0", "(12345)", "UNKNOWN PROVIDER", "Unassigned Provider", "Provider, Generic", "Dr. 12345"])(
  "%s names nobody",
  (given) => expect(doctorName(given)).toBe(""),
);

test.each([
  "Smith and Jones",
  "Flu Shot",
  "Vaccine",
  "Blood Draw",
  "Walk In",
  "Attending",
  "Rivera MD PC",
  "Rivera Dental PLLC",
  "Maria Lopez, NP",
  "Maria Lopez NP",
  "Maria Lopez, PA-C",
  "Maria Lopez FNP-C",
  "Rivera, MD",
  "Rivera MD",
  "Rivera M.D.",
  "Rivera md",
  "Lopez Maria MD PhD",
  "Lopez MD, Maria",
  "Maria Lopez, Ph.D.",
  "Maria Lopez PsyD",
  "Kelly RN",
  "RN Kelly",
  "KIM DO",
  "Sarah Johnson, Dr. med.",
  "Prof. Dr. Rivera",
  "Prof Rivera",
  "PD Dr. Weber",
  "Mr. Khan",
  "Mr Khan",
  "Mrs. Khan",
  "Ms Khan",
  "Nurse Kelly",
  "Sister Agnes",
  "Dra. Gómez",
  "Dr.ssa Bianchi, PhD",
  "Sra. Gómez",
  "Frau Weber",
  "د. ليلى",
  "д-р Иванов",
  "ד״ר לוי",
  "Rivera, Maria",
  "Physiotherapy team",
  "Physiotherapy",
  "Radiology",
  "Dept. of Cardiology",
  "Department of Surgery",
  "Diabetes Clinic",
  "The nurses",
  "Dental hygienist",
  "Any available provider",
  "X-Ray",
  "MRI",
  "Team 3",
  "Provider 1",
  "Rivera / Lopez",
  "Rivera & Lopez",
  "Maria Lopez (locum)",
  "Locum",
  "LOCUM",
  "Locum Rivera",
  "Rivera Locum",
  "Locum tenens",
  "Temp",
  "Substitute",
  "Vertretung",
  "Test",
  "test",
  "Test Rivera",
  "Training User",
  "Demo",
  "Dummy",
  "Sample",
  "Admin",
  "Coach Kim",
  "Trainer Lee",
  "Doula Kim",
  "Chaplain Lee",
  "Pastor Kim",
  "Interpreter",
  "Care Coordinator",
  "Medical Student",
  "Trainee",
  "Duty",
  "On Call",
  "Float",
  "Weekend cover",
  "New Patient",
  "Vacant",
  "Inactive Rivera",
  "Telephone",
  "Video",
  "Group class",
  "rivera, maria md",
])("%s is written as it is, without a Dr. of ours", (given) => {
  const called = doctorName(given);
  expect(called.replace(/^Dr\. ssa/, "Dr.ssa")).toBe(given);
});

test.each([
  ["RIVERA^MARIA", "MARIA RIVERA"],
  ["1234^Rivera^Maria^L^^Dr^MD", "Dr. Maria L Rivera, MD"],
  ["^Rivera^Maria", "Maria Rivera"],
  ["Rivera &de^Maria^^Jr", "Maria Rivera Jr"],
  ["Rivera&de&Rivera^Maria^^Jr", "Maria Rivera Jr"],
])("the components of HL7 in %s read %s", (given, called) => {
  expect(doctorName(given).replace(/^Dr\. (?=MARIA|Maria Rivera)/, "")).toBe(called);
  expect(doctorName(given)).not.toContain("^");
});

test.each([
  ['="Rivera"', "Dr. Rivera"],
  ["=Rivera", "Dr. Rivera"],
  ['="Maria ""Mia"" Rivera"', 'Maria "Mia" Rivera'],
  ['"=""Rivera"""', "Dr. Rivera"],
  ["'Rivera", "Dr. Rivera"],
  ["'Rivera'", "Dr. Rivera"],
  ['"Rivera"', "Dr. Rivera"],
  ['"Rivera, Maria"', "Rivera, Maria"],
  ["&quot;Rivera&quot;", "Dr. Rivera"],
  ["'t Hooft", "Dr. 't Hooft"],
  ["'s-Gravesande", "Dr. 's-Gravesande"],
  ["<b>Rivera</b>", "Dr. Rivera"],
  ["<p>Maria<br>Rivera</p>", "Dr. Maria Rivera"],
  ["Maria\\nRivera", "Dr. Maria Rivera"],
  ["Maria\nRivera", "Dr. Maria Rivera"],
  ["O\\'Connor", "Dr. O'Connor"],
])("the marks of programs around and within %j are not shown", (given, called) => {
  expect(doctorName(given)).toBe(called);
});

test.each([
  ["Rivera <maria@x.example>", "Dr. Rivera"],
  ["Rivera<maria@x.example>", "Dr. Rivera"],
  ["Rivera &lt;maria@x.example&gt;", "Dr. Rivera"],
  ['"Rivera, Maria" <maria@x.example>', "Rivera, Maria"],
  ["Maria Lopez, NP <mailto:maria@x.example>", "Maria Lopez, NP"],
  ["Rivera (maria@x.example)", "Dr. Rivera"],
  ["Rivera [maria@x.example]", "Dr. Rivera"],
  ["Rivera, maria@x.example", "Dr. Rivera"],
  ["Rivera - maria@x.example", "Dr. Rivera"],
  ["maria@x.example (Maria Rivera)", "Dr. Maria Rivera"],
  ["maria@x.example", ""],
  ["Dr. maria@x.example", ""],
  ["<maria@x.example>", ""],
])("the address in %j is not shown", (given, called) => expect(doctorName(given)).toBe(called));

const PLACEHOLDERS = [
  ..."undefined null NULL None none nil NaN nan N/A n/a NA n.a. TBD tbd T.B.D. TBA TBC unknown Unknown - -- — ? ??? . ... * _".split(
    " ",
  ),
  ...[
    "[object Object]",
    "(none)",
    "<null>",
    "to be determined",
    "Not available",
    "not assigned",
    "undefined undefined",
  ],
  ...[
    "null, null",
    "{{doctorName}}",
    "<%= name %>",
    "\\N",
    "#N/A",
    "#REF!",
    "&nbsp;",
    "&#8203;",
    "&mdash;",
    "[]",
    "{}",
    ", ",
  ],
];

test.each(PLACEHOLDERS)("%j is not shown as a name, with a title or without one", (given) => {
  expect(doctorName(given)).toBe("");
  expect(doctorName(`Dr. ${given}`)).toBe("");
});

test.each(["Nan Goldin", "Na", "Nil", "Nat", "Anna None", "Nulli", "Pending-Smith", "Unknown Rivera"])(
  "%s may be somebody's name",
  (given) => expect(doctorName(given)).toContain(given),
);

test.each([
  ["undefined Rivera", "Dr. Rivera"],
  ["Maria null Rivera", "Dr. Maria Rivera"],
])("%s without what its sender did not know is %s", (given, called) => expect(doctorName(given)).toBe(called));

test.each([
  "O&#039;Connor",
  "O&amp;#039;Connor",
  "O&#39;Connor",
  "O&#x27;Connor",
  "O&apos;Connor",
  "O&amp;apos;Connor",
])("%s is O'Connor", (given) => expect(doctorName(given)).toBe("Dr. O'Connor"));
