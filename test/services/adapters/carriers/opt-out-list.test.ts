import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { optOutList } from "../../../../services/adapters/carriers/opt-out-list";
import type { OptOutList } from "../../../../services/domain/replies/reply-ports";
import { PHONE } from "../../../support/data/records";
import { AwsFailure, AwsServer } from "../../../support/servers/aws-server";

let aws: AwsServer;
let list: OptOutList;
beforeAll(async () => {
  aws = await AwsServer.start();
  list = optOutList("Default", new PinpointSMSVoiceV2Client({ ...aws.client, maxAttempts: 1 }));
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

const failing = (operation: string, name: string, more = {}) =>
  aws.on(operation, () => new AwsFailure(name, 400, `${PHONE} was refused`, more));

test("a number is put on the list, and taken off it", async () => {
  await list.add(PHONE);
  expect(await list.remove(PHONE)).toBe(true);
  for (const operation of ["PutOptedOutNumber", "DeleteOptedOutNumber"]) {
    expect(aws.of(operation).map(({ parameters }) => parameters)).toEqual([
      { OptOutListName: "Default", OptedOutNumber: PHONE },
    ]);
  }
});

test("a number that is not on the list stays off it", async () => {
  failing("DeleteOptedOutNumber", "ResourceNotFoundException", { ResourceType: "opted-out-number" });
  expect(await list.remove(PHONE)).toBe(true);
});

test.each(["ConflictException", "ValidationException"])(
  "%s: the carrier does not take it off the list",
  async (name) => {
    failing("DeleteOptedOutNumber", name);
    expect(await list.remove(PHONE)).toBe(false);
  },
);

test.each([
  ["ResourceNotFoundException", { ResourceType: "opt-out-list" }],
  ["AccessDeniedException", {}],
  ["InternalServerException", {}],
])("%s is an error by its code, without the number", async (name, more) => {
  for (const operation of ["PutOptedOutNumber", "DeleteOptedOutNumber"]) failing(operation, name, more);
  for (const call of [() => list.add(PHONE), () => list.remove(PHONE)]) {
    const error = await call().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: expect.stringContaining(name) });
    expect(String(error)).not.toContain(PHONE);
  }
});
