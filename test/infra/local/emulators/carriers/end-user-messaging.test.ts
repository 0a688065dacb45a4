import type { AcceptedText } from "../../../../../infra/local/emulators/carriers/accepted-message";
import { createEndUserMessaging } from "../../../../../infra/local/emulators/carriers/end-user-messaging";
import { createSmsCarrier } from "../../../../../infra/local/emulators/carriers/sms-carrier";
import { createTestContacts, TEST_PHONES } from "../../../../../infra/local/emulators/carriers/test-contacts";
import type { SentSms } from "../../../../../infra/local/emulators/outbox";
import { aCall } from "../../a-call";

const PHONE = "+12065550100";
/** Two parts. */
const LONG = "a".repeat(200);

function endUserMessaging() {
  const sent: SentSms[] = [];
  const accepted: AcceptedText[] = [];
  const carrier = createEndUserMessaging({
    sent,
    configurationSets: ["texts-dev"],
    onAccepted: (text) => accepted.push(text),
  });
  const call = (operation: string, parameters: object) =>
    carrier(aCall({ service: "sms-voice", operation, protocol: "json" }, JSON.stringify(parameters)));
  const send = (parameters: object) =>
    call("SendTextMessage", { DestinationPhoneNumber: PHONE, MessageBody: "Reminder", ...parameters });
  return { sent, accepted, call, send };
}

test("an accepted text is in the outbox, with what it comes from and its message id", async () => {
  const { sent, send } = endUserMessaging();
  const { body } = await send({ MessageBody: "Reminder ü", OriginationIdentity: "HARBOREYE" });
  const { MessageId } = JSON.parse(String(body));
  expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
  const text = { from: "HARBOREYE", phoneNumber: PHONE, message: "Reminder ü", at: expect.any(String) };
  expect(sent).toEqual([{ messageId: MessageId, ...text }]);
});

/** What both carriers say of the texts below. */
const REPORTED = { carrier: "sms-voice", phoneNumber: PHONE, isInGsm7: true } as const;

test("an accepted text is reported with its parts, its context and its configuration set, a refused one is not", async () => {
  const { accepted, send, sent } = endUserMessaging();
  const Context = { notificationId: "n-1", claimId: "c-1" };
  await send({ MessageBody: LONG, ConfigurationSetName: "texts-dev", Context });
  await send({});
  await expect(send({ DestinationPhoneNumber: TEST_PHONES.refused })).rejects.toThrow();
  expect(accepted).toEqual([
    {
      ...REPORTED,
      messageId: sent[0]?.messageId,
      parts: 2,
      context: Context,
      configurationSet: "texts-dev",
    },
    { ...REPORTED, messageId: sent[1]?.messageId, parts: 1 },
  ]);
});

test("a text that SNS accepts is reported too, and also one that it drops", async () => {
  const sent: SentSms[] = [];
  const accepted: AcceptedText[] = [];
  const carrier = createSmsCarrier(sent, createTestContacts(), (text) => accepted.push(text));
  await carrier(aCall({}, { PhoneNumber: PHONE, Message: LONG }));
  await carrier(aCall({}, { PhoneNumber: TEST_PHONES.optedOut, Message: "Reminder" }));
  expect(sent).toHaveLength(1);
  const messageId = expect.any(String);
  expect(accepted).toEqual([
    { ...REPORTED, carrier: "sns", messageId: sent[0]?.messageId, parts: 2 },
    { ...REPORTED, carrier: "sns", messageId, phoneNumber: TEST_PHONES.optedOut, parts: 1 },
  ]);
});

test.each([
  ["refused", "ValidationException", 400, "INVALID_PARAMETER"],
  ["optedOut", "ConflictException", 400, "DESTINATION_PHONE_NUMBER_OPTED_OUT"],
  ["alwaysFails", "InternalServerException", 500, undefined],
] as const)("the %s test phone gets %s, with status %d and the reason %s", async (phone, code, status, Reason) => {
  const { send, sent } = endUserMessaging();
  const error = await send({ DestinationPhoneNumber: TEST_PHONES[phone] }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code, status, more: Reason ? { Reason } : {} });
  expect(sent).toEqual([]);
});

test("the throttled test phone accepts each text at the third attempt", async () => {
  const { send, sent } = endUserMessaging();
  const toIt = { DestinationPhoneNumber: TEST_PHONES.throttledTwice };
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await expect(send(toIt)).rejects.toMatchObject({ code: "ThrottlingException", status: 400 });
  }
  await send(toIt);
  expect(sent).toHaveLength(1);
});

test.each([
  ["DestinationPhoneNumber", "2065550100"],
  ["DestinationPhoneNumber", undefined],
  ["MessageBody", " "],
  ["MessageBody", "a".repeat(1_601)],
  ["OriginationIdentity", "North Clinic"],
  ["MessageType", "Transactional"],
  ["MaxPrice", "0,50"],
  ["TimeToLive", 4],
  ["TimeToLive", 259_201],
  ["TimeToLive", 60.5],
  ["Context", { a: "1", b: "2", c: "3", d: "4", e: "5", f: "6" }],
  ["Context", { a: "" }],
  ["Context", { a: " 1" }],
  ["Context", { a: 1 }],
])("a text whose %s is %j is refused, and the error names the field only", async (name, value) => {
  const { send, sent } = endUserMessaging();
  const error = await send({ [name]: value }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "ValidationException", more: { Fields: [{ Name: name }] } });
  expect(sent).toEqual([]);
});

test("a text by a configuration set that does not exist is refused", async () => {
  await expect(endUserMessaging().send({ ConfigurationSetName: "texts-prod" })).rejects.toMatchObject({
    code: "ResourceNotFoundException",
    more: { ResourceType: "configuration-set" },
  });
});

test("a dry run is checked as a text is, and sends nothing", async () => {
  const { send, sent, accepted } = endUserMessaging();
  expect(JSON.parse(String((await send({ DryRun: true })).body))).toEqual({ MessageId: expect.any(String) });
  const optedOut = send({ DryRun: true, DestinationPhoneNumber: TEST_PHONES.optedOut });
  await expect(optedOut).rejects.toMatchObject({ code: "ConflictException" });
  expect([sent, accepted]).toEqual([[], []]);
});

test("what the local run does not have is an error that names it", async () => {
  const { call, send } = endUserMessaging();
  await expect(send({ Keyword: "x" })).rejects.toThrow("The local run has no Keyword");
  await expect(call("DescribePhoneNumbers", {})).rejects.toThrow("The local run has no sms-voice DescribePhoneNumbers");
});
