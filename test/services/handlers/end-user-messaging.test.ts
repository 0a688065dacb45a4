/** The SMS consumer of a deployment that sends by AWS End User Messaging. */
import { ENV } from "../../../contracts/environment";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { CLINIC } from "../../support/data/clinics";
import { appointment, PHONE, queueMessage } from "../../support/data/records";
import { AwsFailure } from "../../support/servers/aws-server";
import { HandlerWorld } from "../../support/worlds/handler-world";

let world: HandlerWorld;
beforeAll(async () => {
  world = await HandlerWorld.start();
  Object.assign(process.env, { [ENV.smsCarrier]: "end-user-messaging", [ENV.smsConfigurationSet]: "texts-test" });
});
beforeEach(() => world.aws.reset());
afterAll(() => world.stop());

let patients = 0;
function tomorrows() {
  patients += 1;
  const appointmentTime = new Date(Date.now() + 86_400_000).toISOString();
  return appointment({ appointmentId: `by-end-user-messaging-${patients}`, appointmentTime });
}
const itemOf = (of: ReturnType<typeof tomorrows>) => world.dynamo.logItem(identifyNotification(of, CLINIC));

test("a text is one call of the carrier, with what its delivery events are to repeat", async () => {
  world.aws.on("SendTextMessage", () => ({ MessageId: "text-1" }));
  const of = tomorrows();
  expect(await world.smsConsumer(queueMessage(of))).toEqual({ batchItemFailures: [] });
  const item = await itemOf(of);
  expect(item).toMatchObject({ status: "SMS_SENT", messageId: "text-1" });
  expect(world.aws.of("SendTextMessage").map(({ parameters }) => parameters)).toMatchObject([
    {
      DestinationPhoneNumber: PHONE,
      ConfigurationSetName: "texts-test",
      Context: {
        notificationId: item?.notificationId,
        timestamp: String(item?.timestamp),
        claimId: item?.claimId,
        fallback: "EMAIL",
      },
    },
  ]);
  expect([...world.aws.of("Publish"), ...world.aws.of("CheckIfPhoneNumberIsOptedOut")]).toEqual([]);
});

test("a text to a number that has opted out becomes an email", async () => {
  const Reason = "DESTINATION_PHONE_NUMBER_OPTED_OUT";
  world.aws.on("SendTextMessage", () => new AwsFailure("ConflictException", 400, `${PHONE} opted out`, { Reason }));
  const of = tomorrows();
  expect(await world.smsConsumer(queueMessage(of))).toEqual({ batchItemFailures: [] });
  expect(await itemOf(of)).toMatchObject({ status: "EMAIL_PENDING", reason: "OptedOut" });
  expect(world.sentTo("email-fallback")).toMatchObject([{ attributes: { FallbackReason: "OptedOut" } }]);
  expect(world.lines.join("\n")).not.toContain(PHONE);
});
