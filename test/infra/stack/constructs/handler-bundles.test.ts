/** The sizes of the functions' bundles: `npm run bench -- --only cold-start` measures how long they take to load. */
import { mkdirSync } from "node:fs";
import { bundle, type FunctionKind, HANDLERS } from "../../../../infra/stack/constructs/functions/handler-bundle";
import { compiledCatalogues } from "../../../../infra/stack/files/text-catalogues";
import { type Contents, contentsOf } from "../../../bench/bundles/contents";
import { TestFolder } from "../../../support/test-folder";

const KB = 1_024;
/** A little more than the current sizes. If you raise a value, give the reason here. */
const MAX_BYTES = {
  // All make the SDK's clients cheaper to call: 0.5 KB. They remember the clinic's day, and consumers what they asked of a text: 0.2 KB.
  // The code for contacts, loaded if a reminder has expired, decodes HTML entities.
  // All know the transitions of what was cancelled or changed: 0.5 KB; and of what waits for a send window: 1 KB.
  // They know the names of the bookings: 0.3 KB. All know what receipts change: 4 KB.
  // It plans the next step of several reminders, and sweeps: 5 KB. It releases what waits, and plans by the send window: 4 KB. All check a plan: 1 KB.
  // All but the bookings know the error codes of End User Messaging: 0.7 KB.
  // All know what needs a person: 0.6 KB.
  // All know what answers add to the log: 1 KB. The producer asks for the oldest that waits: 1 KB.
  // It counts what is due, and holds a flood: 3 KB.
  // All but the collector and the digest have the events in FHIR, which are loaded if a setting says so: 3.5 KB. At their
  // start they know when a message was accepted, and the setting: 0.5 KB. They write the attributes of CloudEvents: 0.5 KB.
  // Where several runs share a daily run, it starts them: the client of Lambda is loaded then, and takes 72 KB. What the
  // clients have in common has the protocol of REST with it: 54 KB.
  producer: { atStart: 398 * KB, all: 751 * KB },
  // Both remove HTML, escapes and spreadsheet marks from names and places: 4 KB. The email also has links: 1 KB.
  // Both check whether an operator has stopped sending: 1.5 KB.
  // All find the clinic of an appointment, and check the fields of the contract that depend on it: 5 KB.
  // All know how a patient wants to be reached: 1 KB.
  // The SMS is made of a message in the patient's language, and its dates are written in it: 4 KB. The email reads it: 1 KB.
  // Both tell a message's own text from its values: 0.2 KB. The email is made here as Internet mail, with its page and its
  // calendar file, of a message in the patient's language: 10 KB. A library for the mail alone would take 91 KB.
  // All hold the links in an appointment's text to the clinic's domains: 2 KB. The SMS always fits in six parts: 1 KB.
  // Both look the appointment up before they send: 5 KB.
  // Both look up what a batch needs in one call: 4 KB with its library.
  // Both know when a patient may be texted, and the SMS holds the text until then: 4 KB, the email 2 KB.
  // Both keep a message that comes after what was accepted: 0.2 KB.
  // The SMS chooses its carrier, and both give it what a send belongs to: 0.7 KB. The SDK of End User Messaging is loaded
  // only where it sends, and takes 13 KB.
  // Both know what an answer means for a later reminder: 1 KB. The SMS hashes phones: 0.2 KB.
  // The SMS counts the texts of a phone: 1.5 KB, and of a day, and knows what is usual: 3 KB.
  sms: { atStart: 560 * KB, all: 671 * KB },
  email: { atStart: 554 * KB, all: 674 * KB },
  // The code for contacts is loaded if a contact changes after a reminder failed. It knows which reminders are never due: 4 KB.
  // It finds what a list has twice: 0.5 KB. It knows FHIR and HL7 v2 from its own messages: 4 KB; their translators are loaded
  // when they come: 55 KB. All know the names that senders give to clinics: 0.3 KB. It removes answers about another start, and both know what answers add: 2 KB.
  // All trim an id from its ends: 0.1 KB.
  bookings: { atStart: 309 * KB, all: 668 * KB },
  // It has the names of the variables of all functions: 0.1 KB with those of runs that share a daily run.
  receipts: { atStart: 301 * KB, all: 421 * KB },
  // It sends texts as the SMS consumer does, and understands what patients answer: the words of all languages take 190 KB.
  // It reads the contact of the appointment, whose phone may have changed: 35 KB. The account's rate comes with the texts of
  // a day, which it does not count: 2 KB.
  replies: { atStart: 753 * KB, all: 866 * KB },
  // It only unpacks what CloudWatch Logs passes, and sends it to a queue.
  collector: { atStart: 184 * KB, all: 232 * KB },
  // It reads the log and the answers, counts dead letters and publishes: the SDKs of four services.
  digest: { atStart: 303 * KB, all: 352 * KB },
} as const satisfies Record<FunctionKind, object>;

/**
 * The messages of all languages, which consumers read by language: bundles may grow by 15 % with all languages in them, and
 * the smaller one has some 600 KB.
 */
const MAX_TEXTS_BYTES = 101 * KB;

const folder = new TestFolder();
afterAll(() => folder.remove());

const contents = Object.fromEntries(
  Object.entries(HANDLERS).map(([kind, entry]) => {
    const directory = folder.at(kind);
    mkdirSync(directory);
    return [kind, contentsOf(bundle(entry, directory))];
  }),
) as Record<FunctionKind, Contents>;
const kinds = Object.keys(HANDLERS) as FunctionKind[];

test.each(kinds)("the %s function does not exceed its size", (kind) => {
  const { atStart, all } = contents[kind];
  expect(atStart).toBeLessThan(MAX_BYTES[kind].atStart);
  expect(all).toBeLessThan(MAX_BYTES[kind].all);
});

test("the messages of all languages do not exceed their size", () => {
  const texts = [...compiledCatalogues().values()].join("");
  expect(Buffer.byteLength(texts)).toBeLessThan(MAX_TEXTS_BYTES);
});

test.each(kinds)("the %s function has no library that only synth needs", (kind) => {
  const ofSynth = [...contents[kind].packages].filter((name) => /^(?:tldts|@formatjs|aws-cdk)/.test(name));
  expect(ofSynth).toEqual([]);
});

test.each(kinds)("the %s function only loads credentials from its environment", (kind) => {
  const providers = [...contents[kind].packages].filter((name) =>
    /credential-provider|token-providers|nested-clients/.test(name),
  );
  expect(providers).toEqual(["@aws-sdk/credential-provider-env"]);
});

test.each([
  ["producer", ["libphonenumber-js", "@aws-sdk/client-sns", "@aws-sdk/client-cloudwatch"]],
  [
    "sms",
    [
      "@aws-sdk/client-sqs",
      "@aws-sdk/client-cloudwatch",
      "@aws-sdk/lib-dynamodb",
      "@aws-sdk/client-ses",
      "@aws-sdk/client-pinpoint-sms-voice-v2",
    ],
  ],
  ["email", ["@aws-sdk/client-sqs", "@aws-sdk/client-sns", "@aws-sdk/client-cloudwatch", "split-sms"]],
  ["bookings", ["libphonenumber-js", "entities", "@aws-sdk/client-sqs", "@aws-sdk/client-cloudwatch"]],
  ["collector", ["libphonenumber-js", "temporal-polyfill", "@aws-sdk/client-dynamodb", "@aws-sdk/client-cloudwatch"]],
] as const)("the %s function does not load at its start what its first reminders do without", (kind, later) => {
  expect(later.filter((name) => contents[kind].byPackage.has(name))).toEqual([]);
});
