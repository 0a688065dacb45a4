/** The text of messages: separators, escapes, line ends, batches, and what is no message. */
import { readMessage } from "../../../../../services/domain/translation/hl7/er7-message";
import { siu } from "../../../../support/ehr/hl7/siu";
import { booking, ignored, problems, translate } from "../../../../support/ehr/hl7/translated";

const { appointment } = booking(siu());

describe("One message", () => {
  test.each([
    ["line feeds", (text: string) => text.replaceAll("\r", "\n")],
    ["CR and LF", (text: string) => text.replaceAll("\r", "\r\n")],
    ["empty lines", (text: string) => text.replaceAll("\r", "\r\r\n\r")],
    ["a byte order mark", (text: string) => `\ufeff${text}`],
    ["the marks of MLLP", (text: string) => `\v${text}\r\x1c\r`],
    ["the marks of MLLP without a last line end", (text: string) => `\v${text}\x1c\r`],
    ["what SQS makes of the marks of MLLP", (text: string) => `\ufffd${text}\r\ufffd\r`],
    ["what SQS makes of marks without a last line end", (text: string) => `\ufffd${text}\ufffd\r`],
    ["spaces at both ends of its lines", (text: string) => `  ${text.replaceAll("\r", "  \r  ")}  `],
    ["zero bytes after it", (text: string) => `${text}\r\0\0\0`],
    ["segments in lower case", (text: string) => text.replaceAll(/(^|\r)[A-Z\d]{3}/g, (name) => name.toLowerCase())],
    ["segments of the sender's own", (text: string) => `${text}\rZCH|1|x\rZZZ`],
  ])("may have %s", (_, change) => {
    expect(booking(change(siu())).appointment).toEqual(appointment);
  });

  test("may have separators of its own", () => {
    const own: Record<string, string> = { "|": "$", "^": "%", "~": "*", "\\": "!", "&": "@" };
    const text = siu({ "PID-13": "^PRN^PH^^^206^5550111~^PRN^CP^^^206^5550100", "AIL-3": "^^^^^^^^A \\T\\ B" });
    const changed = text.replaceAll(/[|^~\\&]/g, (sign) => own[sign] ?? "");
    expect(changed.startsWith("MSH$%*!@$")).toBe(true);
    expect(booking(changed).appointment).toEqual({
      ...appointment,
      phoneNumber: "206 5550100; 206 5550111",
      location: "A @ B",
    });
  });

  test.each(["^~&\\", "^~&"])("may have %s, which has no backslash or has it last", (characters) => {
    const place = booking(siu({ "MSH-2": characters, "AIL-3": "^^^NORTH&1.2.3&ISO" })).appointment.location;
    expect(place).toBe("NORTH");
  });

  test.each(["^~\\&#", "^~\\&", "^~\\", "^~"])("may have the encoding characters %s", (characters) => {
    expect(booking(siu({ "MSH-2": characters })).appointment).toEqual(appointment);
  });

  test.each(["", "^^\\&", "^~\\\\&", "^~\\&amp;", "ab\\&", "^~\\&#%"])(
    "is refused with the encoding characters %j",
    (characters) => {
      expect(problems(siu({ "MSH-2": characters }))).toEqual([expect.stringMatching(/^MSH-2: must name four or five/)]);
    },
  );

  test("goes on in a line that is no segment, as texts with line ends do", () => {
    expect(booking(siu({ "AIL-3": "^^^^^^^^North Clinic\nsecond floor" })).appointment.location).toBe(
      "North Clinic\nsecond floor",
    );
  });
});

describe("Escapes", () => {
  test.each([
    ["A \\T\\ B \\F\\ \\S\\ \\R\\ \\E\\ \\P\\", "A & B | ^ ~ \\ #"],
    ["A\\.br\\B", "A\nB"],
    ["A\\.sp2\\B", "A\nB"],
    ["A\\X0D\\B\\X0D0A\\C", "A\nB\nC"],
    ["\\H\\North\\N\\ Clinic\\.in+4\\", "North Clinic"],
    ["Caf\\XC3A9\\", "Café"],
    ["Caf\\XE9\\", "Café"],
    ["A\\Zlocal\\B\\C2842\\", "AB"],
    ["Wing A\\north \\X0\\", "Wing A\\north \\X0\\"],
    ["C:\\T\\x", "C:&x"],
    ["North & South", "North & South"],
  ])("%j is %j", (written, shown) => {
    expect(booking(siu({ "MSH-2": "^~\\&#", "AIL-3": `^^^^^^^^${written}` })).appointment.location).toBe(shown);
  });

  test("of many bytes are read as well", () => {
    const { location } = booking(siu({ "AIL-3": `^^^^^^^^\\X${"E9".repeat(200_000)}\\` })).appointment;
    expect(location).toBe("é".repeat(500));
  });

  test("are read in ids, too", () => {
    expect(booking(siu({ "SCH-2": "A\\T\\1" })).appointment.appointmentId).toBe("A&1");
  });
});

describe("Several messages", () => {
  const second = siu({ "SCH-2": "F-78", "PID-3": "p-2" });

  test.each([
    ["one after the other", `${siu()}\r${second}`],
    ["each with the marks of MLLP", `\v${siu()}\r\x1c\r\v${second}\r\x1c\r`],
    ["in a batch file", `FHS|^~\\&|A|B\rBHS|^~\\&|A|B\r${siu()}\r${second}\rBTS|2\rFTS|1\r`],
    ["in a batch of other separators", `BHS$%~\\&$A\r${siu()}\r${second}\rBTS$2`],
  ])("%s are translated each by itself", (_, text) => {
    const bookings = translate(text);
    expect(bookings.map((one) => one.kind === "booking" && one.appointment.appointmentId)).toEqual(["F-77", "F-78"]);
    expect(bookings.map((one) => one.kind === "booking" && one.original())).toEqual([siu(), second]);
  });

  test("have paths that say which message is meant", () => {
    const [good, bad] = translate(`${siu({ "MSH-11": "T" })}\r${siu({ "SCH-2": "", "SCH-1": "" })}`);
    expect(good).toMatchObject({
      sources: { appointmentTime: "message[1] TQ1-7.1" },
      notes: [{ path: "message[1] MSH-11.1" }],
    });
    expect(bad).toMatchObject({ violations: [{ field: "message[2] SCH-2" }] });
  });

  test("one that cannot be translated does not keep the others back", () => {
    const kinds = translate(`${siu({ "MSH-9": "ADT^A08" })}\r${siu()}\r${siu({ "TQ1-7": "soon" })}`).map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(["untranslatable", "booking", "untranslatable"]);
  });

  test("none at all, in a batch, is nothing wrong", () => {
    expect(ignored("FHS|^~\\&|A\rBHS|^~\\&|A\rBTS|0\rFTS|1")).toBe("is a batch without messages");
  });
});

describe("What is no message", () => {
  test.each([
    ["", "is empty"],
    [" \r\n ", "is empty"],
    ["hello", "must begin with MSH"],
    ["MSH", "must begin with MSH"],
    ["MSHA|", "must begin with MSH"],
    ["PID|1||p-1", "must begin with MSH"],
    [JSON.stringify(siu()), "is a JSON string: send the text itself"],
    ['{"resourceType": "Appointment"}', "is JSON, not ER7"],
    ["<SIU_S12><MSH/></SIU_S12>", "is XML"],
    [Buffer.from(siu()).toString("base64"), "is base64: send the text itself"],
    [Buffer.from(`\v${siu()}`).toString("base64"), "is base64: send the text itself"],
  ])("%j is refused as a whole", (text, problem) => {
    expect(problems(text)).toEqual([expect.stringContaining(`: ${problem}`)]);
    expect(translate(text)[0]).toMatchObject({ violations: [{ field: "" }] });
    const [only] = translate(text);
    expect(only.kind !== "ignored" && only.original()).toBe(text);
  });

  test("a message that ends before its SCH is refused", () => {
    expect(problems(siu().slice(0, 40))).toEqual([expect.stringMatching(/^MSH-9/)]);
    expect(problems(siu().split("\r")[0] ?? "")).toEqual(["SCH: is required"]);
  });

  test("a message whose line ends are two characters is refused with the reason", () => {
    expect(problems(siu().replaceAll("\r", "\\r"))).toEqual([expect.stringContaining("as two characters")]);
  });

  test("a message with two SCH is refused, since two messages were joined", () => {
    expect(problems(siu({}, ["SCH|P-2|F-78"]))).toEqual([expect.stringMatching(/^SCH\[2\]: must not be sent twice/)]);
  });
});

test("lost characters are noted", () => {
  expect(booking(siu({ "PID-5": "Mu\ufffdoz^Jos\ufffd" })).notes).toEqual([
    { path: "MSH-18", note: expect.stringContaining("lost") },
  ]);
});

test("a message of a file becomes one that SQS accepts", () => {
  const [only] = translate(`\v${siu({ "AIL-3": "^^^^^^^^A\u0001\ud800B" })}\r\x1c\r`);
  expect(only.kind !== "ignored" && only.original()).toBe(siu({ "AIL-3": "^^^^^^^^A\ufffd\ufffdB" }));
});

test("a field is read once, however many patients read it", () => {
  const reading = readMessage(siu().split("\r"));
  if (!reading.ok) throw new Error(reading.problem);
  const [header] = reading.message.segments;
  expect(header?.field(4)).toBe(header?.field(4));
});
