/** What the compiler says of a sender's program: each snippet is compiled as a file of its own, by one run of tsc. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { TestFolder } from "../../support/test-folder";

const ROOT = join(import.meta.dirname, "../../..");
const CONTRACTS = join(ROOT, "contracts/published/contracts");

const TIME = `appointmentTime: "2027-03-01T14:30:00-05:00"`;
const BOOKED = `appointmentId: "a-77", patientId: "p-1042", ${TIME}`;

/** By name; the last line of each is the one that the compiler accepts or refuses. */
const RIGHT: Record<string, string> = {
  "the required fields": `toMessage({ patientId: "p-1042", ${TIME} });`,
  "fields that are null or undefined": `toMessage({ patientId: "p-1042", ${TIME}, email: null, phoneNumber: undefined });`,
  "fields of a variable": `const row = { patientId: "p-1042", ${TIME}, visit: "video" } as const;
toMessage(row);`,
  "a variable of the exported type": `declare const row: AppointmentToSend;
toMessage(row);`,
  "a message for SendMessageCommand": `import { SendMessageCommand } from "@aws-sdk/client-sqs";
new SendMessageCommand({ QueueUrl: "", ...toBookingMessage({ status: "booked", appointment: { ${BOOKED} } }) });`,
  "an entry for SendMessageBatchCommand": `import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
new SendMessageBatchCommand({ QueueUrl: "", Entries: [{ Id: "1", ...toMessage({ patientId: "p-1", ${TIME} }) }] });`,
  "a list of appointments": `toBookingMessage({ status: "cancelled", version: 3, appointment: [{ ${BOOKED} }, { ${BOOKED}, email: "" }] });`,
  "a booking with a plan": `toBookingMessage({ status: "booked", appointment: { ${BOOKED}, reminderPlan: "7d@10:00, 3h" } });`,
  "a booking of the exported type": `declare const booking: BookingToSend;
toBookingMessage(booking);`,
  "an event that is read by its kind": `declare const event: OutcomeEvent | ReplyEvent;
const id: string = "replyId" in event ? event.replyId : \`\${event.notificationId}.\${event.transition}\`;`,
};

const WRONG: Record<string, string> = {
  "without a patient": `toMessage({ ${TIME} });`,
  "without a time": `toMessage({ patientId: "p-1042" });`,
  "with a number as the patient": `toMessage({ patientId: 1042, ${TIME} });`,
  "with a Date as the time": `toMessage({ patientId: "p-1042", appointmentTime: new Date() });`,
  "with a time that is null": `toMessage({ patientId: "p-1042", appointmentTime: null });`,
  "with a misspelt field": `toMessage({ patientId: "p-1042", ${TIME}, phone: "+12065550100" });`,
  "with a misspelt field in a variable": `const row = { patientId: "p-1042", ${TIME}, phone: "+12065550100" };
toMessage(row);`,
  "with an unknown kind of visit": `toMessage({ patientId: "p-1042", ${TIME}, visit: "zoom" });`,
  "with an unknown preference": `toMessage({ patientId: "p-1042", ${TIME}, contactPreference: "phone" });`,
  "with an unknown status": `toMessage({ patientId: "p-1042", ${TIME}, status: "canceled" });`,
  "with a plan, which counts in bookings only": `toMessage({ patientId: "p-1042", ${TIME}, reminderPlan: "3h" });`,
  "with the pipeline's own field": `toMessage({ patientId: "p-1042", ${TIME}, reminder: { step: "3h" } });`,
  "with a version of another contract": `toMessage({ patientId: "p-1042", ${TIME}, schemaVersion: 2 });`,
  "that is a text": `toMessage('{"patientId": "p-1042"}');`,
  "of a booking without a status": `toBookingMessage({ appointment: { ${BOOKED} } });`,
  "of a booking in a spelling of its own": `toBookingMessage({ status: "canceled", appointment: { ${BOOKED} } });`,
  "of a booking without the appointment's id": `toBookingMessage({ status: "booked", appointment: { patientId: "p-1042", ${TIME} } });`,
  "of a booking with the status inside": `toBookingMessage({ status: "booked", appointment: { ${BOOKED}, status: "booked" } });`,
  "of a booking with a misspelt field": `toBookingMessage({ status: "booked", appointment: { ${BOOKED}, phone: "12" } });`,
  "of a list with a misspelt field": `const list = [{ ${BOOKED}, phone: "12" }];
toBookingMessage({ status: "booked", appointment: list });`,
  "of a booking with a text as its version": `toBookingMessage({ status: "booked", version: "7", appointment: { ${BOOKED} } });`,
  "that is read as an outcome and may be an answer": `declare const event: OutcomeEvent | ReplyEvent;
event.transition;`,
};

const folder = new TestFolder();
afterAll(() => folder.remove());

/** Compiles all snippets. @returns the errors, as `file:line`, by the snippet's name */
function compile(snippets: Readonly<Record<string, string>>): Map<string, string[]> {
  const names = Object.keys(snippets);
  const header = [
    `import type { AppointmentToSend, BookingToSend, OutcomeEvent, ReplyEvent } from "${CONTRACTS}";`,
    `import { toBookingMessage, toMessage } from "${CONTRACTS}";`,
  ];
  for (const [at, name] of names.entries()) {
    folder.write(`snippet-${at}.ts`, [...header, snippets[name], "export {};"].join("\n"));
  }
  const options = { module: "esnext", moduleResolution: "bundler", target: "es2023", lib: ["es2023"] };
  folder.write(
    "tsconfig.json",
    JSON.stringify({
      compilerOptions: {
        ...options,
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        types: ["node"],
        typeRoots: [join(ROOT, "node_modules/@types")],
        paths: { "@aws-sdk/*": [join(ROOT, "node_modules/@aws-sdk/*")] },
      },
    }),
  );
  const errors = new Map<string, string[]>(names.map((name) => [name, []]));
  for (const line of outputOfTsc().split("\n")) {
    const [, at, row, message = ""] = /snippet-(\d+)\.ts\((\d+),\d+\): (error TS.*)$/.exec(line) ?? [];
    if (at === undefined) {
      if (/error TS/.test(line)) throw new Error(line);
      continue;
    }
    errors.get(names[Number(at)] ?? "")?.push(`${Number(row) - header.length}: ${message}`);
  }
  return errors;
}

function outputOfTsc(): string {
  try {
    return execFileSync(join(ROOT, "node_modules/.bin/tsc"), ["--pretty", "false"], {
      cwd: folder.path,
      encoding: "utf8",
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

const errors = compile({ ...RIGHT, ...WRONG });

test.each(Object.keys(RIGHT))("the compiler accepts %s", (name) => {
  expect(errors.get(name)).toEqual([]);
});

test.each(Object.keys(WRONG))("the compiler refuses a message %s, in the line that makes it", (name) => {
  const lines = (WRONG[name] ?? "").split("\n").length;
  expect(errors.get(name)).toEqual([expect.stringMatching(new RegExp(`^${lines}: error TS2[378]\\d\\d: `))]);
});

test.each(["with a misspelt field", "of a booking with a misspelt field"])(
  "of a message %s the compiler says that the contract has no such field",
  (name) => {
    expect(errors.get(name)).toEqual([expect.stringContaining("IsNoFieldOfTheContract")]);
  },
);
