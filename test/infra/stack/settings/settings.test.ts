import { SMS_WORDINGS } from "../../../../contracts/sms-wording";
import { checkSettings as read, SettingsError } from "../../../../infra/stack/settings/check-settings";
import { SETTINGS } from "../../../../infra/stack/settings/settings";

test("without context every setting has its default", () => {
  expect(read({})).toEqual({
    changeTexts: [],
    environment: "dev",
    namePrefix: "",
    emailDomain: "example.com",
    emailIdentity: "created",
    timeZone: "America/New_York",
    schedule: "09:00",
    digestTime: "07:00",
    defaultCountry: "US",
    countries: "all",
    clinics: "",
    clinicMetrics: "auto",
    smsCarrier: "sns",
    smsPartsPerSecond: 20,
    smsTextsPerSecond: 20,
    smsConcurrency: "auto",
    smsAccountSettings: "untouched",
    smsMonthlySpendLimit: 1,
    smsSuccessSampling: 100,
    smsResources: [],
    smsOptOutList: "Default",
    fhirEvents: "off",
    senderAccounts: [],
    alarmEmail: "",
    runbookUrl: "docs/runbook.md",
    oldestMessageMinutes: 60,
    emptyRunDays: 1,
    fallbackAlarmPercent: 30,
    undeliveredAlarmPercent: 20,
    optOutAlarmPercent: 3,
    replyWaitingHours: 24,
    retainData: true,
    deletionProtection: false,
    permissionsBoundary: "",
    subnetIds: [],
    securityGroupIds: [],
    alarmTopicArns: [],
    tags: {},
    reserveConcurrency: false,
    logRetentionDays: 30,
    lambdaInsights: true,
    tracing: false,
    retentionDays: 90,
    catchUpDays: 7,
    producerRuns: 1,
    floodFactor: 3,
    floodMinimum: 1_000,
    maxTextsPerPhone: 10,
    smsWording: "keys",
    sendWindow: "09:00-20:00",
    reminderPlan: "1d",
    channelSwitchMinutes: 120,
    selfManagedOptOuts: "unstated",
  });
});

test("every default is a valid value of its setting", () => {
  for (const { default: byDefault, parse } of Object.values(SETTINGS)) expect(parse(byDefault)).toEqual(byDefault);
});

test("numbers and switches can be text, as from the command line", () => {
  const fromText = read({ retentionDays: "365", smsPartsPerSecond: "1", selfManagedOptOuts: "true" });
  expect(fromText).toEqual(read({ retentionDays: 365, smsPartsPerSecond: 1, selfManagedOptOuts: true }));
});

test("tags are one text on the command line, and an object in a file", () => {
  const tags = { CostCentre: "42", "acme:owner": "team=reminders", Empty: "" };
  expect(read({ tags: "CostCentre=42, acme:owner=team=reminders,Empty=" }).tags).toEqual(tags);
  expect(read({ tags }).tags).toEqual(tags);
  expect(read({ tags: "" }).tags).toEqual({});
});

test("a number of a few can be text, as from the command line", () => {
  expect(read({ logRetentionDays: "365" }).logRetentionDays).toBe(365);
});

test("the choices of smsWording are the existing wordings", () => {
  expect(SMS_WORDINGS.map((wording) => read({ smsWording: wording }).smsWording)).toEqual(SMS_WORDINGS);
  expect(SETTINGS.smsWording.takes).toBe(`one of ${SMS_WORDINGS.join(", ")}`);
});

test.each([
  ["environment", "dlq-dev"],
  ["environment", "Dev"],
  ["environment", ""],
  ["environment", "a".repeat(21)],
  ["namePrefix", "Acme"],
  ["namePrefix", "acme-"],
  ["namePrefix", "acme--eu"],
  ["namePrefix", "1acme"],
  ["namePrefix", "acme_eu"],
  ["namePrefix", "a".repeat(21)],
  ["namePrefix", null],
  ["emailDomain", "clinic"],
  ["emailDomain", "Clinic.org"],
  ["emailDomain", "noreply@clinic.org"],
  ["emailDomain", "-clinic.org"],
  ["emailDomain", ["clinic.org"]],
  ["timeZone", "Mars/Olympus"],
  ["timeZone", "+01:00"],
  ["timeZone", "america/new_york"],
  ["timeZone", "us/eastern"],
  ["timeZone", "EST"],
  ["timeZone", "EST5EDT"],
  ["timeZone", "GMT"],
  ["timeZone", "Etc/GMT+5"],
  ["digestTime", "7:00"],
  ["digestTime", "never"],
  ["schedule", "9:00"],
  ["schedule", "24:00"],
  ["schedule", "cron(0 9 * * ? *)"],
  ["defaultCountry", "us"],
  ["defaultCountry", "XX"],
  ["countries", ""],
  ["countries", "us"],
  ["countries", "US,XX"],
  ["countries", "US,US"],
  ["countries", "US,all"],
  ["smsPartsPerSecond", 0],
  ["smsPartsPerSecond", -1],
  ["smsPartsPerSecond", 2.5],
  ["smsPartsPerSecond", "twenty"],
  ["smsPartsPerSecond", true],
  ["emailIdentity", "none"],
  ["smsConcurrency", 1],
  ["smsConcurrency", "many"],
  ["smsAccountSettings", true],
  ["smsMonthlySpendLimit", 0],
  ["smsSuccessSampling", 101],
  ["smsResources", "arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-1"],
  ["smsResources", "phone-number/*"],
  ["smsResources", "phone-number/"],
  ["smsResources", "+12065550100"],
  ["smsResources", "sender-id/CLINIC"],
  ["smsResources", "sender-id/CLINIC/gb"],
  ["smsResources", "configuration-set/mine"],
  ["smsResources", "pool/pool-1,pool/pool-1"],
  ["smsResources", Array.from({ length: 21 }, (_, index) => `pool/pool-${index}`)],
  ["smsOptOutList", ""],
  ["smsOptOutList", "opt-out-list/Default"],
  ["smsOptOutList", "*"],
  ["smsOptOutList", "a".repeat(65)],
  ["replyWaitingHours", 0],
  ["replyWaitingHours", 169],
  ["optOutAlarmPercent", 101],
  ["senderAccounts", "12345678901"],
  ["senderAccounts", "1234567890123"],
  ["senderAccounts", "123456789012,12345678901"],
  ["senderAccounts", "123456789012,123456789012"],
  ["senderAccounts", "123456789012,"],
  ["senderAccounts", "arn:aws:iam::123456789012:root"],
  ["senderAccounts", "*"],
  ["senderAccounts", "arn:aws:iam::123456789012:role/*"],
  ["senderAccounts", 123456789012],
  ["senderAccounts", Array.from({ length: 41 }, (_, index) => String(100000000000 + index))],
  ["senderAccounts", [123456789012]],
  ["alarmEmail", "on-call"],
  ["alarmEmail", "on call@clinic.org"],
  ["alarmEmail", "on..call@clinic.org"],
  ["alarmEmail", ".on-call@clinic.org"],
  ["alarmEmail", "on-call@Clinic.org"],
  ["runbookUrl", ""],
  ["runbookUrl", "http://wiki.clinic.org/runbook"],
  ["runbookUrl", "javascript:alert(1)"],
  ["runbookUrl", "https://wiki.clinic.org/runbook#top"],
  ["oldestMessageMinutes", 4],
  ["emptyRunDays", 7],
  ["fallbackAlarmPercent", 0],
  ["retainData", "maybe"],
  ["retainData", ["true"]],
  ["deletionProtection", "maybe"],
  ["subnetIds", "subnet-1"],
  ["subnetIds", "sg-0a1b2c3d"],
  ["subnetIds", Array.from({ length: 17 }, (_, index) => `subnet-0a1b2c${10 + index}`)],
  ["securityGroupIds", "sg-0A1B2C3D"],
  ["securityGroupIds", Array.from({ length: 6 }, (_, index) => `sg-0a1b2c3${index}`)],
  ["alarmTopicArns", "on-call"],
  ["alarmTopicArns", "arn:aws:sns:us-east-1:123456789012:on-call.fifo"],
  ["alarmTopicArns", "arn:aws:sqs:us-east-1:123456789012:on-call"],
  ["alarmTopicArns", Array.from({ length: 5 }, (_, index) => `arn:aws:sns:us-east-1:123456789012:topic-${index}`)],
  ["tags", "CostCentre"],
  ["tags", "=42"],
  ["tags", "aws:owner=team"],
  ["tags", "Environment=prod"],
  ["tags", "application=other"],
  ["tags", "CostCentre=42,costcentre=43"],
  ["tags", ["CostCentre=42"]],
  ["tags", { CostCentre: 42 }],
  ["tags", { "Cost;Centre": "42" }],
  ["tags", { Owner: "x".repeat(257) }],
  ["tags", Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`Tag${index}`, ""]))],
  ["reserveConcurrency", 10],
  ["logRetentionDays", 31],
  ["logRetentionDays", "never"],
  ["logRetentionDays", true],
  ["lambdaInsights", "auto"],
  ["tracing", "active"],
  ["permissionsBoundary", "/boundary"],
  ["permissionsBoundary", "boundary/*"],
  ["permissionsBoundary", "arn:aws:iam::123456789012:role/boundary"],
  ["permissionsBoundary", "a".repeat(129)],
  ["retentionDays", 42],
  ["retentionDays", ""],
  ["catchUpDays", 0],
  ["catchUpDays", null],
  ["producerRuns", 2],
  ["producerRuns", "16 runs"],
  ["smsWording", "loud"],
  ["sendWindow", "9-20"],
  ["sendWindow", "09:00-09:00"],
  ["reminderPlan", "1d, 1d"],
  ["reminderPlan", ""],
  ["selfManagedOptOuts", "maybe"],
] as const)("%s does not take %j, and says what it got and what it takes", (name, value) => {
  const expected = `Setting ${name} got ${JSON.stringify(value)}; it takes ${SETTINGS[name].takes}.`;
  expect(() => read({ [name]: value })).toThrow(new SettingsError(expected));
});

test.each(["clinic.org", "mail.st-mary.example", "xn--bcher-kva.example", "clinic.xn--p1ai"])(
  "%s is a domain",
  (domain) => {
    expect(read({ emailDomain: domain }).emailDomain).toBe(domain);
  },
);

test("numbers, pools, sender ids and opt-out lists are named by the ends of their ARNs", () => {
  const resources = ["phone-number/phone-0a1b", "pool/pool-2", "sender-id/CLINIC/GB", "opt-out-list/Default"];
  expect(read({ smsResources: resources.join(", ") }).smsResources).toEqual(resources);
});

test("senders are one text on the command line, and a list in a file", () => {
  const senders = ["123456789012", "arn:aws:iam::210987654321:role/teams/booking"];
  expect(read({ senderAccounts: senders.join(", ") }).senderAccounts).toEqual(senders);
  expect(read({ senderAccounts: senders }).senderAccounts).toEqual(senders);
  expect(read({ senderAccounts: "" }).senderAccounts).toEqual([]);
});

test.each([
  ["timezone", "timeZone"],
  ["emaildomain", "emailDomain"],
  ["retentionDay", "retentionDays"],
  ["senderAccount", "senderAccounts"],
])("%s is not a setting: %s is suggested", (name, meant) => {
  expect(() => read({ [name]: "x" })).toThrow(new SettingsError(`There is no setting ${name}; did you mean ${meant}?`));
});

test.each(["toString", "constructor", "__proto__"])("%s, which every object has, is not a setting", (name) => {
  expect(() => read(JSON.parse(`{"${name}": "x"}`))).toThrow(/^There is no setting /);
});

test.each(["Europe/Kyiv", "Asia/Kolkata", "US/Eastern", "UTC", "America/Argentina/Buenos_Aires"])(
  "%s is a time zone",
  (timeZone) => {
    expect(read({ timeZone }).timeZone).toBe(timeZone);
  },
);

test.each(["https://wiki.clinic.org/runbook", "docs/runbook.md", "https://wiki.clinic.org/a:b"])(
  "%s is a valid address of a runbook",
  (runbookUrl) => {
    expect(read({ runbookUrl }).runbookUrl).toBe(runbookUrl);
  },
);

test("a name that resembles no setting is refused with the list of all settings", () => {
  expect(() => read({ colour: "blue" })).toThrow(
    new SettingsError(`There is no setting colour. The settings are: ${Object.keys(SETTINGS).join(", ")}.`),
  );
});

test("a setting that is undefined has its default", () => {
  expect(read({ timeZone: undefined })).toEqual(read({}));
});

test("prefix and environment are together as long as the names of functions allow", () => {
  expect(read({ namePrefix: "acme", environment: "x".repeat(20) }).namePrefix).toBe("acme");
  expect(read({ namePrefix: "p".repeat(20), environment: "x".repeat(8) }).environment).toBe("x".repeat(8));
  expect(() => read({ namePrefix: "p".repeat(20), environment: "x".repeat(9) })).toThrow(
    /^Settings namePrefix=p+ and environment=x+ conflict: .* at most 29 characters, because names of functions have at most 64\.$/,
  );
});

test("all invalid settings are reported at once", () => {
  expect(() => read({ smsWording: "loud", timeZone: "Mars/Olympus" })).toThrow(/timeZone.*\n.*smsWording/);
});

test("a number that is too large is refused with the range", () => {
  expect(() => read({ smsPartsPerSecond: 1001 })).toThrow("it takes a whole number from 1 to 1000.");
});

test("every setting has a description", () => {
  for (const { description, takes } of Object.values(SETTINGS)) expect(`${takes} ${description}`).toMatch(/\w+ .*\.$/s);
});

test("countries are a text or a list, and must include the default country", () => {
  expect(read({ countries: "US,CA" }).countries).toEqual(["US", "CA"]);
  expect(read({ countries: ["GB"], defaultCountry: "GB" }).countries).toEqual(["GB"]);
  expect(read({ countries: "all", defaultCountry: "GB" }).countries).toBe("all");
  expect(() => read({ countries: "CA,MX" })).toThrow(/countries=CA,MX and defaultCountry=US conflict/);
});

test.each([{ subnetIds: ["subnet-0a1b2c3d"] }, { securityGroupIds: ["sg-0a1b2c3d"] }])(
  "subnets and security groups belong together: %j is refused",
  (given) => {
    expect(() => read(given)).toThrow("subnetIds and securityGroupIds belong together");
  },
);

test("what is to be deleted with the stack cannot be protected from deletion", () => {
  expect(() => read({ deletionProtection: true, retainData: "false" })).toThrow(
    /deletionProtection=true and retainData=false conflict/,
  );
});
