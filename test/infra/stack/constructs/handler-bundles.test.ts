/** What the functions are deployed with, counted: `npm run bench -- --only cold-start` tells how long it takes to load. */
import { mkdirSync } from "node:fs";
import { bundle, type FunctionKind, HANDLERS } from "../../../../infra/stack/constructs/functions/handler-bundle";
import { type Contents, contentsOf } from "../../../bench/bundles/contents";
import { TestFolder } from "../../../support/test-folder";

const KB = 1_024;
/** A little more than there is: whoever goes beyond has added something, and says why here. */
const MAX_BYTES = {
  // What it loads of contacts, when something has expired, decodes HTML entities.
  producer: { atStart: 305 * KB, all: 580 * KB },
  // Both read HTML, escapes and marks of spreadsheets out of names and places: 4 KB. The email makes links, too: 1 KB.
  // Both look whether an operator has stopped sending: 1.5 KB.
  sms: { atStart: 504 * KB, all: 598 * KB },
  email: { atStart: 500 * KB, all: 616 * KB },
} as const satisfies Record<FunctionKind, object>;

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

test.each(kinds)("the %s function is no larger than it was", (kind) => {
  const { atStart, all } = contents[kind];
  expect(atStart).toBeLessThan(MAX_BYTES[kind].atStart);
  expect(all).toBeLessThan(MAX_BYTES[kind].all);
});

test.each(kinds)("the %s function has the credentials of its environment, and no other way to get any", (kind) => {
  const providers = [...contents[kind].packages].filter((name) =>
    /credential-provider|token-providers|nested-clients/.test(name),
  );
  expect(providers).toEqual(["@aws-sdk/credential-provider-env"]);
});

test.each([
  ["producer", ["libphonenumber-js", "@aws-sdk/client-sns", "@aws-sdk/client-cloudwatch"]],
  ["sms", ["@aws-sdk/client-sqs", "@aws-sdk/client-cloudwatch", "@aws-sdk/lib-dynamodb", "@aws-sdk/client-ses"]],
  ["email", ["@aws-sdk/client-sqs", "@aws-sdk/client-sns", "@aws-sdk/client-cloudwatch", "split-sms"]],
] as const)("the %s function does not load at its start what its first reminders do without", (kind, later) => {
  expect(later.filter((name) => contents[kind].byPackage.has(name))).toEqual([]);
});
