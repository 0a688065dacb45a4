import { setTimeout as wait } from "node:timers/promises";
import type { AcceptedEmail, AcceptedText } from "../../../../../infra/local/emulators/carriers/accepted-message";
import { createTestContacts, TEST_PHONES } from "../../../../../infra/local/emulators/carriers/test-contacts";
import type { GivenReceipt } from "../../../../../infra/local/emulators/outbox";
import { receiptTimes } from "../../../../../infra/local/emulators/receipts/receipt-timing";
import { createReceipts } from "../../../../../infra/local/emulators/receipts/receipts";
import { seededRandom } from "../../../../../infra/local/faults/fault-injection";
import { RECEIPT_FAULTS } from "../../../../../infra/local/faults/fault-levels";
import { ACCOUNT } from "../../../../../infra/local/template/references";
import type { EventDestination, LogSubscription } from "../../../../../infra/local/template/resource-types";
import { readSubscribedLogs } from "../../../../../services/domain/receipts/subscribed-logs";
import { eventually } from "../../../../support/eventually";

const LOG = `sns/us-east-1/${ACCOUNT}/DirectPublishToPhoneNumber`;
const subscription = (logGroup: string): LogSubscription => ({ filterName: "f", logGroup, functionArn: "collector" });
const destination = (service: EventDestination["service"], eventTypes: string[]): EventDestination => ({
  service,
  configurationSet: "set",
  topicArn: `topic of ${service}`,
  eventTypes,
});
const text = (phoneNumber: string, changes: Partial<AcceptedText> = {}): AcceptedText => ({
  carrier: "sns",
  messageId: `to ${phoneNumber}`.replace(/\W/g, "-"),
  phoneNumber,
  parts: 1,
  isInGsm7: true,
  ...changes,
});
const email = (to: string): AcceptedEmail => ({
  messageId: "email-1",
  to,
  source: "noreply@example.com",
  from: "noreply@example.com",
  subject: "Appointment Reminder",
  tags: {},
  configurationSet: "set",
  hasVirus: false,
});

interface Template {
  readonly logSubscriptions?: LogSubscription[];
  readonly eventDestinations?: EventDestination[];
  readonly fails?: boolean;
}

/** Carriers of a template, and what reaches its function and its topics. */
function carriers({ logSubscriptions = [], eventDestinations = [], fails = false }: Template) {
  const given: GivenReceipt[] = [];
  const invoked: string[][] = [];
  const published: { topicArn: string; eventType: string }[] = [];
  const contacts = createTestContacts();
  const receipts = createReceipts({
    resources: { logSubscriptions, eventDestinations },
    contacts,
    given,
    faults: RECEIPT_FAULTS.none,
    random: seededRandom(1),
    timeFactor: 10_000,
    invoke: async (_arn, event) => {
      if (fails) throw new Error("it failed three times");
      invoked.push(readSubscribedLogs(event, ACCOUNT));
    },
    publish: async (topicArn, message) => {
      if (fails) throw new Error("no such topic");
      published.push({ topicArn, eventType: JSON.parse(message).eventType });
    },
  });
  const settled = () => eventually("all receipts are given", async () => receipts.pending() === 0);
  return { receipts, contacts, given, invoked, published, settled };
}

test("without a destination in the template there is no receipt", () => {
  const { receipts } = carriers({ eventDestinations: [destination("ses", ["delivery"])] });
  receipts.textAccepted(text("+12065550100"));
  receipts.textAccepted(text("+12065550100", { carrier: "sms-voice", configurationSet: "set" }));
  receipts.emailAccepted({ ...email("a@example.com"), configurationSet: "another" });
  expect(receipts.pending()).toBe(0);
});

test("SNS's texts are logged in their group, and several lines are one event for its function", async () => {
  const { receipts, invoked, given, settled } = carriers({
    logSubscriptions: [subscription(LOG), subscription(`${LOG}/Failure`)],
  });
  for (const phone of ["+12065550100", "+12065550101", TEST_PHONES.unreachable]) receipts.textAccepted(text(phone));
  await settled();
  expect(invoked.flat()).toHaveLength(3);
  expect(invoked.find((lines) => lines.some((line) => line.includes("FAILURE")))).toHaveLength(1);
  expect(given.map(({ status, code }) => [status, code])).toContainEqual(["UNDELIVERED", "UNREACHABLE"]);
});

test("a template that subscribes to failures only gets no successes", async () => {
  const { receipts, invoked, settled } = carriers({ logSubscriptions: [subscription(`${LOG}/Failure`)] });
  for (const phone of ["+12065550100", TEST_PHONES.optedOutSince]) receipts.textAccepted(text(phone));
  await settled();
  expect(invoked.flat().map((line) => JSON.parse(line).delivery.providerResponse)).toEqual([
    "Phone number is opted out",
  ]);
});

test.each([
  [["TEXT_DELIVERED", "TEXT_UNREACHABLE"], ["TEXT_DELIVERED"]],
  [["TEXT_ALL"], ["TEXT_QUEUED", "TEXT_PENDING", "TEXT_DELIVERED"]],
  [["TEXT_SPAM"], []],
])("a destination of %j gets these events of a delivered text: %j", async (eventTypes, expected) => {
  const { receipts, published, settled } = carriers({ eventDestinations: [destination("sms-voice", eventTypes)] });
  receipts.textAccepted(text("+12065550100", { carrier: "sms-voice", configurationSet: "set" }));
  await settled();
  expect(published.map(({ eventType }) => eventType)).toEqual(expected);
});

test("the test phones that a carrier accepts have a receipt of failure, two, or none", async () => {
  const { receipts, given, settled, contacts } = carriers({
    logSubscriptions: [subscription(LOG), subscription(`${LOG}/Failure`)],
  });
  const { unreachable, reportedTwice, neverReported, optedOutSince } = TEST_PHONES;
  const all = [unreachable, reportedTwice, neverReported, optedOutSince];
  for (const phone of all) receipts.textAccepted(text(phone));
  await settled();
  const receiptsOf = (phone: string) =>
    given.filter(({ messageId }) => messageId === text(phone).messageId).map(({ status, code }) => code ?? status);
  expect(all.map(receiptsOf)).toEqual([["UNREACHABLE"], ["DELIVERED", "DELIVERED"], [], ["OPTED_OUT"]]);
  given.length = 0;
  contacts.repair();
  for (const phone of all) receipts.textAccepted(text(phone));
  await settled();
  expect(all.map(receiptsOf)).toEqual(all.map(() => ["DELIVERED"]));
});

test.each([
  ["someone@example.com", ["Delivery"]],
  ["success@simulator.amazonses.com", ["Delivery"]],
  ["BOUNCE+label@simulator.amazonses.com", ["Bounce"]],
  ["suppressionlist@simulator.amazonses.com", ["Bounce"]],
  ["complaint+1@simulator.amazonses.com", ["Delivery", "Complaint"]],
  ["ooto@simulator.amazonses.com", ["Delivery", "Bounce"]],
  ["nobody@simulator.amazonses.com", ["Bounce"]],
])("an email to %s has these events, in this order: %j", async (to, expected) => {
  const { receipts, published, settled } = carriers({
    eventDestinations: [destination("ses", ["delivery", "bounce", "complaint", "reject"])],
  });
  receipts.emailAccepted(email(to));
  await settled();
  expect(published).toEqual(expected.map((eventType) => ({ topicArn: "topic of ses", eventType })));
});

test("a receipt that cannot be handed over is marked as lost", async () => {
  const { receipts, given, settled } = carriers({
    logSubscriptions: [subscription(LOG)],
    eventDestinations: [destination("ses", ["delivery"])],
    fails: true,
  });
  receipts.textAccepted(text("+12065550100"));
  receipts.emailAccepted(email("a@example.com"));
  await settled();
  expect(given.map(({ lost }) => lost)).toEqual([true, true]);
});

test("after the stop no receipt is given", async () => {
  const { receipts, given } = carriers({ logSubscriptions: [subscription(LOG)] });
  receipts.textAccepted(text("+12065550100"));
  receipts.stop();
  await wait(20);
  expect([receipts.pending(), given]).toEqual([0, []]);
});

describe("the times of receipts", () => {
  const none = RECEIPT_FAULTS.none;
  const all = (faults: Partial<typeof none>, count = 2) =>
    Array.from({ length: 200 }, (_, seed) => receiptTimes(count, 1, { ...none, ...faults }, seededRandom(seed)));

  test("without faults each receipt comes once, within two minutes, in its order", () => {
    for (const times of all({})) {
      const [first = [], second = []] = times;
      expect([first.length, second.length]).toEqual([1, 1]);
      expect(first[0]).toBeLessThan(second[0] ?? 0);
      expect(second[0]).toBeLessThan(120);
    }
  });

  test("a share of receipts is lost, late, comes twice or in another order", () => {
    expect(
      all({ lost: 0.5 })
        .flat()
        .filter(({ length }) => length === 0).length,
    ).toBeGreaterThan(100);
    expect(
      all({ twice: 0.5 })
        .flat()
        .filter(({ length }) => length === 2).length,
    ).toBeGreaterThan(100);
    expect(all({ late: 0.5 }).filter(([[first = 0] = []]) => first > 200).length).toBeGreaterThan(50);
    const disordered = all({ disordered: 0.5 }).filter(([[first = 0] = [], [second = 0] = []]) => first > second);
    expect(disordered.length).toBeGreaterThan(50);
  });
});
