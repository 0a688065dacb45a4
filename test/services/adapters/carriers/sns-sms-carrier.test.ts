import { SNSClient } from "@aws-sdk/client-sns";
import { snsSmsCarrier } from "../../../../services/adapters/carriers/sns-sms-carrier";
import type { SmsCarrier } from "../../../../services/domain/delivery/carriers";
import { PHONE, REFERENCE } from "../../../support/data/records";
import { AwsFailure, AwsServer } from "../../../support/servers/aws-server";

let aws: AwsServer;
let carrier: Required<SmsCarrier>;
beforeAll(async () => {
  aws = await AwsServer.start();
  const client = new SNSClient({ ...aws.client, maxAttempts: 1 });
  carrier = snsSmsCarrier(client, client);
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

/** The message attributes of the query protocol, by name. */
function attributesOf(parameters: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (let entry = 1; `MessageAttributes.entry.${entry}.Name` in parameters; entry += 1) {
    const prefix = `MessageAttributes.entry.${entry}`;
    attributes[String(parameters[`${prefix}.Name`])] = [
      parameters[`${prefix}.Value.DataType`],
      parameters[`${prefix}.Value.StringValue`],
    ];
  }
  return attributes;
}

describe("A text by SNS", () => {
  test("is sent to the phone unchanged", async () => {
    await carrier.send(PHONE, "Reminder: 100% & more, Zoë", {}, REFERENCE);
    expect(aws.of("Publish")).toMatchObject([
      { parameters: { PhoneNumber: PHONE, Message: "Reminder: 100% & more, Zoë" } },
    ]);
    expect(aws.of("Publish")[0]?.parameters).not.toHaveProperty("TopicArn");
  });

  test("is transactional, and costs 0.50 at most", async () => {
    await carrier.send(PHONE, "Reminder", {}, REFERENCE);
    expect(attributesOf(aws.of("Publish")[0]?.parameters ?? {})).toEqual({
      "AWS.SNS.SMS.SMSType": ["String", "Transactional"],
      "AWS.SNS.SMS.MaxPrice": ["Number", "0.50"],
    });
  });

  test.each([
    [{ senderId: "HARBOREYE" }, { "AWS.SNS.SMS.SenderID": ["String", "HARBOREYE"] }],
    [{ originationNumber: "+12065550100" }, { "AWS.MM.SMS.OriginationNumber": ["String", "+12065550100"] }],
    [{ originationNumber: "55010" }, { "AWS.MM.SMS.OriginationNumber": ["String", "55010"] }],
    [{}, {}],
  ])("from %j names that sender", async (sender, attributes) => {
    await carrier.send(PHONE, "Reminder", sender, REFERENCE);
    const {
      "AWS.SNS.SMS.SMSType": type,
      "AWS.SNS.SMS.MaxPrice": price,
      ...others
    } = attributesOf(aws.of("Publish")[0]?.parameters ?? {});
    expect([type, price]).toEqual([
      ["String", "Transactional"],
      ["Number", "0.50"],
    ]);
    expect(others).toEqual(attributes);
  });

  test("gives the carrier's message id", async () => {
    aws.on("Publish", () => ({ MessageId: "sms-1" }));
    expect(await carrier.send(PHONE, "Reminder", {}, REFERENCE)).toBe("sms-1");
  });

  test.each([
    [new AwsFailure("InvalidParameter", 400, `Invalid parameter: PhoneNumber ${PHONE}`), "permanent", false],
    [new AwsFailure("OptedOut", 400), "permanent", false],
    [new AwsFailure("Throttling", 400), "throttled", false],
    [new AwsFailure("Throttled", 429), "throttled", false],
    [new AwsFailure("AuthorizationError", 403), "configuration", false],
    [new AwsFailure("InvalidClientTokenId", 403), "configuration", false],
    [new AwsFailure("InternalError", 500), "transient", true],
    [new AwsFailure("ServiceUnavailable", 503), "transient", true],
  ])("that fails with %o says what follows, and no word of the carrier", async (failure, ofClass, sendInDoubt) => {
    aws.on("Publish", () => failure);
    const error = await carrier.send(PHONE, "Reminder", {}, REFERENCE).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "ProviderError", failure: ofClass, sendInDoubt });
    expect(JSON.stringify([error, String(error)])).not.toContain(PHONE);
  });
});

describe("The opt-out check of SNS", () => {
  test.each([true, false])("answers %s", async (isOptedOut) => {
    aws.on("CheckIfPhoneNumberIsOptedOut", () => ({ isOptedOut }));
    expect(await carrier.isOptedOut(PHONE)).toBe(isOptedOut);
    expect(aws.calls).toMatchObject([{ parameters: { phoneNumber: PHONE } }]);
  });

  test("that fails says what follows", async () => {
    aws.on("CheckIfPhoneNumberIsOptedOut", () => new AwsFailure("Throttled", 400));
    await expect(carrier.isOptedOut(PHONE)).rejects.toMatchObject({ name: "ProviderError", failure: "throttled" });
  });
});
