import { known } from "../../../../../services/ops/aws/inspection/lookup";
import { checkReceipts } from "../../../../../services/ops/doctor/checks/check-receipts";
import { checkTexts } from "../../../../../services/ops/doctor/checks/check-texts";
import type { Facts } from "../../../../../services/ops/doctor/facts/facts";
import {
  COLLECTOR,
  events,
  found,
  healthy,
  MISSING,
  NAMES,
  REFUSED,
  SMS_LOG,
  TEXTS,
} from "../../../../support/data/doctor-facts";

const { receipts } = healthy();
const check = (title: string, changes: Partial<Facts>) => {
  const { verdict, seen } = found(checkReceipts(healthy(changes)), title);
  return [verdict, seen];
};
const ofReceipts = (title: string, changes: Partial<Facts["receipts"]>) =>
  check(title, { receipts: { ...receipts, ...changes } });
const TEXT_EVENTS = ["TEXT_DELIVERED", "TEXT_UNREACHABLE"];
const END_USER_MESSAGING = { ...TEXTS, carrier: "end-user-messaging", receipts: "context" } as const;
const BY_CONTEXT = known(END_USER_MESSAGING);

test("an account whose receipts all arrive is ok, with either carrier", () => {
  const verdicts = (facts: Facts) => checkReceipts(facts).map(({ title, verdict }) => [title, verdict]);
  expect(verdicts(healthy())).toEqual([
    ["Receipts of texts", "ok"],
    ["Delivered texts logged", "ok"],
    ["Log of delivered texts", "ok"],
    ["Log of failed texts", "ok"],
    ["Events of emails", "ok"],
    ["Receipts of the last day", "ok"],
  ]);
  const other = { ...receipts, filters: new Map(), textEvents: known([events(...TEXT_EVENTS)]) };
  expect(verdicts(healthy({ texts: BY_CONTEXT, receipts: other }))).toEqual([
    ["Receipts of texts", "ok"],
    ["Events of texts", "ok"],
    ["Events of emails", "ok"],
    ["Receipts of the last day", "ok"],
  ]);
});

test("receipts of texts that are off are a warning: an environment of the account may choose so", () => {
  const off = known({ ...TEXTS, receipts: "off" } as const);
  expect(check("Receipts of texts", { texts: off })).toEqual(["warn", expect.stringMatching(/^off: /)]);
  expect(check("Receipts of texts", { texts: MISSING })[0]).toBe("fail");
  expect(check("Receipts of texts", { texts: REFUSED })[0]).toBe("unknown");
});

test.each([
  [{ spendLimit: 500, logsDelivery: false }, "fail"],
  [{ spendLimit: 500, logsDelivery: true }, "unknown"],
  [{ spendLimit: 500, logsDelivery: true, successSampling: 0 }, "warn"],
  [{ spendLimit: 500, logsDelivery: true, successSampling: 10 }, "ok"],
])("SNS's settings %j are %s", (settings, verdict) => {
  const sms = { sandbox: known(false), settings: known(settings) };
  expect(check("Delivered texts logged", { sms })[0]).toBe(verdict);
});

test("a delivery log that no filter passes to this environment's collector fails", () => {
  const filters = (arns: readonly string[]) => new Map([[`${SMS_LOG}/Failure`, known(arns)]]);
  expect(ofReceipts("Log of failed texts", { filters: filters([`${COLLECTOR}-2`, "another", COLLECTOR]) })[0]).toBe(
    "ok",
  );
  for (const arns of [[], [COLLECTOR.replace("-dev", "-prod")], [COLLECTOR.replace("123456789012", "2")]])
    expect(ofReceipts("Log of failed texts", { filters: filters(arns) })).toEqual([
      "fail",
      expect.stringContaining("not passed to"),
    ]);
  expect(ofReceipts("Log of failed texts", { filters: new Map([[`${SMS_LOG}/Failure`, MISSING]]) })).toEqual([
    "fail",
    `log group ${SMS_LOG}/Failure does not exist`,
  ]);
});

describe.each([
  ["Events of emails", "emailEvents", ["DELIVERY", "BOUNCE"]],
  ["Events of texts", "textEvents", TEXT_EVENTS],
] as const)("%s fail", (title, name, types) => {
  const of = (...found: readonly object[]) => ofReceipts(title, { [name]: known(found) });

  test.each([
    ["that go nowhere", []],
    ["that go to another topic only", [{ ...events(...types), topicArn: "arn:aws:sns:us-east-1:1:other" }]],
    ["that go to no topic", [{ ...events(...types), topicArn: undefined }]],
    ["whose destination is disabled", [{ ...events(...types), isEnabled: false }]],
    ["without those of failures", [events(types[0])]],
  ])("%s", (_, found) => {
    expect(of(...found)[0]).toBe("fail");
    expect(of(...found, events(...types))[0]).toBe("ok");
  });

  test("of a configuration set that does not exist", () => {
    const set = name === "emailEvents" ? NAMES.emailConfigurationSet : NAMES.smsConfigurationSet;
    expect(ofReceipts(title, { [name]: MISSING })).toEqual(["fail", expect.stringContaining(`${set} does not exist`)]);
    expect(ofReceipts(title, { [name]: REFUSED })[0]).toBe("unknown");
  });
});

describe("Receipts of the last day", () => {
  const NONE = { texts: 0, emails: 0, delivered: 0, undeliveredTexts: 0, undelivered: 0 };
  const day = (counts: object, texts: Facts["texts"] = known(TEXTS)) =>
    check("Receipts of the last day", { texts, receipts: { ...receipts, day: known({ ...NONE, ...counts }) } })[0];

  test.each([
    ["nothing was accepted", {}, "ok"],
    ["texts were accepted and none has a receipt", { texts: 40 }, "warn"],
    ["emails were accepted and none has a receipt", { emails: 1 }, "warn"],
    ["a text was delivered", { texts: 40, delivered: 1 }, "ok"],
    ["only failures are reported, as with a sampling of 0", { texts: 40, undeliveredTexts: 2 }, "ok"],
    ["an email bounced", { emails: 1, undelivered: 1 }, "ok"],
  ])("if %s", (_, counts, verdict) => {
    expect(day(counts)).toBe(verdict);
  });

  test("are not missed of texts where those have none", () => {
    expect(day({ texts: 40 }, known({ ...TEXTS, receipts: "off" }))).toBe("ok");
  });
});

test("the quota of End User Messaging is not invented: above the default it counts as not checked", () => {
  const quota = (textsPerSecond: number) =>
    found(checkTexts(healthy({ texts: known({ ...END_USER_MESSAGING, textsPerSecond }) })), "Quota of texts");
  expect(quota(1).verdict).toBe("ok");
  expect(quota(20)).toMatchObject({
    verdict: "unknown",
    seen: expect.stringContaining("smsTextsPerSecond is 20, the quota of a new account 1; no call returns"),
    remedy: "docs/carriers.md#set-up-end-user-messaging",
  });
});
