/** What a person reads in the delivery log: every line about a try names its channel. */

import { queueMessage } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

const lines = () => world.log.item.history.map(({ status, channel, code }) => [status, channel, code]);

describe("The history of a text", () => {
  const claim = ["SMS_SENDING", "SMS", undefined];

  test("that was sent names its channel", async () => {
    await world.bySms(queueMessage());
    expect(lines()).toEqual([claim, ["SMS_SENT", "SMS", undefined]]);
  });

  test.each([
    ["failed for now", "InternalError", "SMS_RETRYING", "InternalError"],
    ["was refused", "InvalidParameter", "EMAIL_PENDING", "InvalidParameter"],
    ["was put off", "Throttling", "SMS_RETRYING", "POSTPONED"],
  ])("that %s names its channel", async (_, error, status, code) => {
    world.sms.failSends(1_000, error);
    await world.bySms(queueMessage()).catch(() => undefined);
    expect(lines()).toEqual([claim, [status, "SMS", code]]);
  });
});

describe("The history of an email", () => {
  const claim = ["EMAIL_SENDING", "EMAIL", undefined];

  test("that was sent names its channel", async () => {
    await world.byEmail(queueMessage());
    expect(lines()).toEqual([claim, ["EMAIL_SENT", "EMAIL", undefined]]);
  });

  test.each([
    ["failed for now", "InternalFailure", "EMAIL_PENDING", "InternalFailure"],
    ["was refused", "MessageRejected", "ALL_FAILED", "MessageRejected"],
    ["was put off", "Throttling", "EMAIL_PENDING", "POSTPONED"],
  ])("that %s names its channel", async (_, error, status, code) => {
    world.email.failSends(1_000, error);
    await world.byEmail(queueMessage()).catch(() => undefined);
    expect(lines()).toEqual([claim, [status, "EMAIL", code]]);
  });
});
