import { endUserMessaging } from "../../../services/adapters/carriers/end-user-messaging-client";
import { ses } from "../../../services/adapters/carriers/ses-client";
import { sesEmailCarrier } from "../../../services/adapters/carriers/ses-email-carrier";
import { sns, snsPhones } from "../../../services/adapters/carriers/sns-clients";
import { snsSmsCarrier } from "../../../services/adapters/carriers/sns-sms-carrier";
import { sendConnections } from "../../../services/adapters/clients/client-settings";
import type { SendConnections } from "../../../services/adapters/clients/send-connections";
import { systemClock } from "../../../services/adapters/system-clock";
import { anEmail } from "../../support/data/emails";
import { EMAIL, PHONE, REFERENCE } from "../../support/data/records";
import { awsEnvironment } from "../../support/environment";
import { AwsServer } from "../../support/servers/aws-server";

let aws: AwsServer;
let connections: SendConnections;
beforeEach(async () => {
  aws = await AwsServer.start();
  awsEnvironment(aws.endpoint);
  aws.on("SendRawEmail", () => ({ MessageId: "email-1" }));
  connections = sendConnections();
});
afterEach(() => aws.stop());

const ACTIONS: Record<string, string> = {
  SMS: "Publish",
  "SMS of End User Messaging": "SendTextMessage",
  email: "SendRawEmail",
};

const SENDS: Record<string, () => () => Promise<string>> = {
  SMS: () => {
    const carrier = snsSmsCarrier(snsPhones(connections), sns());
    return () => carrier.send(PHONE, "Reminder", {}, REFERENCE);
  },
  "SMS of End User Messaging": () => {
    const carrier = endUserMessaging("texts-dev", systemClock, connections);
    return () => carrier.send(PHONE, "Reminder", {}, REFERENCE);
  },
  email: () => {
    const carrier = sesEmailCarrier(ses(connections), "noreply@example.com", "emails");
    return () => carrier.send(EMAIL, anEmail(), REFERENCE);
  },
};

describe.each(Object.keys(SENDS))("Sends by %s", (name) => {
  test("one after the other use one connection", async () => {
    const send = SENDS[name]?.() ?? fail;
    for (let sent = 0; sent < 3; sent += 1) await send();
    expect([aws.calls.length, aws.connections]).toEqual([3, 1]);
  });

  test("use no connection that was idle when the invocation began", async () => {
    const send = SENDS[name]?.() ?? fail;
    await Promise.all([send(), send(), send()]);
    // The function is frozen, and the service gives up the connections meanwhile.
    aws.abandonConnections(ACTIONS[name] ?? "");
    connections.closeIdle();
    await Promise.all([send(), send(), send()]);
    expect(aws.calls).toHaveLength(6);
  });

  test("would fail by a connection that the service has given up", async () => {
    const send = SENDS[name]?.() ?? fail;
    await send();
    aws.abandonConnections(ACTIONS[name] ?? "");
    await expect(send()).rejects.toMatchObject({ name: "ProviderError", sendInDoubt: true });
  });
});

test("a send that is under way keeps its connection", async () => {
  const send = SENDS.SMS?.() ?? fail;
  const arrived = new Promise<void>((resolve) => {
    aws.on("Publish", () => {
      resolve();
      connections.closeIdle();
      return { MessageId: "sms-1" };
    });
  });
  const sending = send();
  await arrived;
  expect(await sending).toBe("sms-1");
});
