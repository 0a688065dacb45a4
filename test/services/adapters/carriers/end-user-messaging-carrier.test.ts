import {
  AccessDeniedExceptionReason,
  ConflictExceptionReason,
  PinpointSMSVoiceV2Client,
  ServiceQuotaExceededExceptionReason,
  ValidationExceptionReason,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { endUserMessagingCarrier } from "../../../../services/adapters/carriers/end-user-messaging-carrier";
import type { SmsCarrier } from "../../../../services/domain/delivery/carriers";
import { NOW, PHONE, REFERENCE } from "../../../support/data/records";
import { AwsFailure, AwsServer } from "../../../support/servers/aws-server";

let aws: AwsServer;
let carrier: SmsCarrier;
beforeAll(async () => {
  aws = await AwsServer.start();
  const client = new PinpointSMSVoiceV2Client({ ...aws.client, maxAttempts: 1 });
  carrier = endUserMessagingCarrier(client, "texts-dev", { now: () => NOW });
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

const send = (reference = REFERENCE) => carrier.send(PHONE, "Reminder", {}, reference);
const parameters = () => aws.of("SendTextMessage")[0]?.parameters;
/** A refusal of a send, as AWS words it: with the patient's number. */
const refusal = (name: string, Reason?: string, more = {}) =>
  new AwsFailure(name, 400, `${PHONE} was refused`, { ...(Reason && { Reason }), ...more });
async function errorOf(failure: AwsFailure): Promise<unknown> {
  aws.on("SendTextMessage", () => failure);
  return send().catch((error: unknown) => error);
}

describe("A text by End User Messaging", () => {
  test("of no notification says so in its context, so that nothing follows from its receipts, and waits an hour", async () => {
    await carrier.send(PHONE, "Thank you", {});
    expect(parameters()).toMatchObject({ TimeToLive: 3_600, Context: { purpose: "acknowledgement" } });
  });

  test("is sent to the phone unchanged, as a transactional text of 0.50 at most, by the configuration set", async () => {
    await carrier.send(PHONE, "Reminder: 100% & more, Zoë", {}, REFERENCE);
    expect(aws.calls).toHaveLength(1);
    expect(parameters()).toEqual({
      DestinationPhoneNumber: PHONE,
      MessageBody: "Reminder: 100% & more, Zoë",
      MessageType: "TRANSACTIONAL",
      MaxPrice: "0.50",
      ConfigurationSetName: "texts-dev",
      TimeToLive: 86_400,
      Context: {
        notificationId: REFERENCE.notificationId,
        timestamp: String(REFERENCE.timestamp),
        claimId: "claim-1",
        fallback: "EMAIL",
      },
    });
  });

  test("names no fallback where there is none", async () => {
    await send({ ...REFERENCE, fallback: false });
    expect(Object.keys(parameters()?.Context as object)).toEqual(["notificationId", "timestamp", "claimId"]);
  });

  test.each([
    ["starts in an hour", NOW + 3_600_999, 3_600],
    ["starts in a week", NOW + 7 * 86_400_000, 259_200],
    ["starts in two seconds", NOW + 2_000, 5],
    ["has begun", NOW - 1_000, 5],
  ])("is handed over no later than when its appointment starts: one that %s", async (_, timestamp, seconds) => {
    await send({ ...REFERENCE, timestamp });
    expect(parameters()?.TimeToLive).toBe(seconds);
  });

  test.each([
    [{ senderId: "HARBOREYE" }, "HARBOREYE"],
    [{ originationNumber: "+12065550100" }, "+12065550100"],
    [{ originationNumber: "55010" }, "55010"],
    [{}, undefined],
  ])("from %j names that sender", async (sender, identity) => {
    await carrier.send(PHONE, "Reminder", sender, REFERENCE);
    expect(parameters()?.OriginationIdentity).toBe(identity);
  });

  test("gives the carrier's message id", async () => {
    aws.on("SendTextMessage", () => ({ MessageId: "sms-1" }));
    expect(await send()).toBe("sms-1");
  });

  test("needs no opt-out check", () => {
    expect(carrier.isOptedOut).toBeUndefined();
  });
});

describe("A text that End User Messaging refuses", () => {
  test.each([
    [refusal("ConflictException", "DESTINATION_PHONE_NUMBER_OPTED_OUT"), "OptedOut", "permanent", false],
    [refusal("ThrottlingException"), "ThrottlingException", "throttled", false],
    [refusal("AccessDeniedException"), "AccessDeniedException", "configuration", false],
    [
      refusal("ResourceNotFoundException", undefined, { ResourceType: "configuration-set", ResourceId: "texts-dev" }),
      "ResourceNotFoundException",
      "configuration",
      false,
    ],
    [new AwsFailure("InternalServerException", 500), "InternalServerException", "transient", true],
    [new AwsFailure("ServiceUnavailable", 503), "ServiceUnavailable", "transient", true],
  ])("with %o says what follows, and no word of the carrier", async (failure, code, ofClass, sendInDoubt) => {
    const error = await errorOf(failure);
    expect(error).toMatchObject({ name: "ProviderError", code, failure: ofClass, sendInDoubt });
    expect(JSON.stringify([error, String(error)])).not.toContain(PHONE);
  });

  test.each([
    ["originationIdentity", "InvalidOriginationIdentity", "configuration"],
    ["ConfigurationSetName", "InvalidConfigurationSet", "configuration"],
    ["DestinationPhoneNumber", "ValidationException.INVALID_PARAMETER", "permanent"],
    ["MessageBody", "ValidationException.INVALID_PARAMETER", "permanent"],
  ])("for the field %s blames the account or the patient", async (Name, code, failure) => {
    const Fields = [{ Name, Message: `${PHONE} is not valid` }];
    expect(await errorOf(refusal("ValidationException", "INVALID_PARAMETER", { Fields }))).toMatchObject({
      code,
      failure,
    });
  });

  test("for a field of the patient and one of the account blames the patient's", async () => {
    const Fields = ["OriginationIdentity", "DestinationPhoneNumber"].map((Name) => ({ Name, Message: "not valid" }));
    const error = await errorOf(refusal("ValidationException", "INVALID_PARAMETER", { Fields }));
    expect(error).toMatchObject({ code: "ValidationException.INVALID_PARAMETER" });
  });

  test("with a reason that is a sentence has the error's name as its code", async () => {
    const error = await errorOf(refusal("ValidationException", `The number ${PHONE} is not valid`));
    expect(error).toMatchObject({ code: "ValidationException", failure: "permanent" });
  });

  /** What a wait or another channel makes of each reason; reasons of other operations follow their error's name. */
  const PERMANENT_CONFLICTS: readonly string[] = [
    "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION",
    "DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE",
    "DESTINATION_PHONE_NUMBER_OPTED_OUT",
  ];
  const PERMANENT_REFUSALS = [
    "DESTINATION_COUNTRY_BLOCKED",
    "COUNTRY_NOT_ENABLED",
    "INTERNATIONAL_SENDING_NOT_SUPPORTED",
    "INVALID_PARAMETER",
    "MAXIMUM_SIZE_EXCEEDED",
    "PRICE_OVER_THRESHOLD",
  ];
  const FAULTS_OF_THE_ACCOUNT = [
    "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
    "RESOURCE_NOT_ACCESSIBLE",
    "SENDER_ID_NOT_REGISTERED",
    "SENDER_ID_NOT_SUPPORTED",
    "SENDER_ID_REQUIRES_REGISTRATION",
  ];

  test.each<[string, string, string]>([
    ...Object.keys(ConflictExceptionReason).map((reason): [string, string, string] => [
      "ConflictException",
      reason,
      PERMANENT_CONFLICTS.includes(reason) ? "permanent" : "configuration",
    ]),
    ...Object.keys(AccessDeniedExceptionReason).map((reason): [string, string, string] => [
      "AccessDeniedException",
      reason,
      "configuration",
    ]),
    ...Object.keys(ServiceQuotaExceededExceptionReason).map((reason): [string, string, string] => [
      "ServiceQuotaExceededException",
      reason,
      "configuration",
    ]),
    ...PERMANENT_REFUSALS.map((reason): [string, string, string] => ["ValidationException", reason, "permanent"]),
    ...FAULTS_OF_THE_ACCOUNT.map((reason): [string, string, string] => [
      "ValidationException",
      reason,
      "configuration",
    ]),
  ])("with %s for %s is %s", async (name, reason, failure) => {
    const code = reason === "DESTINATION_PHONE_NUMBER_OPTED_OUT" ? "OptedOut" : `${name}.${reason}`;
    expect(await errorOf(refusal(name, reason))).toMatchObject({ code, failure, sendInDoubt: false });
  });

  test("has reasons that the SDK knows", () => {
    expect(Object.keys(ConflictExceptionReason)).toEqual(expect.arrayContaining([...PERMANENT_CONFLICTS]));
    const known = Object.keys(ValidationExceptionReason);
    expect([...PERMANENT_REFUSALS, ...FAULTS_OF_THE_ACCOUNT].filter((reason) => !known.includes(reason))).toEqual([]);
  });
});
