import type { SmsCarrier } from "../../../../services/domain/delivery/carriers";
import { remindBySms } from "../../../../services/domain/delivery/remind-by-sms";
import type { DeliveryLog } from "../../../../services/domain/notification/delivery-log";
import { barrier } from "../../../support/barrier";
import { CLINIC, NORTH } from "../../../support/data/clinics";
import { appointment, PHONE, queueMessage, reminderOf, TWO_PART_PLACE } from "../../../support/data/records";
import { compiled } from "../../../support/data/texts";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

describe("An ordinary reminder", () => {
  test("reaches the phone, in E.164, with its text", async () => {
    await world.bySms(queueMessage(appointment({ phoneNumber: "1-206-555-0100" })));
    expect(world.sms.delivered).toEqual([
      {
        phoneNumber: PHONE,
        text:
          "Reminder: Your appointment with Dr. Sarah Johnson is scheduled for Wed, Dec 2 at 2:30 PM. " +
          "Location: Room 3, North Clinic. Reply C to confirm or X to cancel.",
        messageId: "sms-1",
      },
    ]);
  });

  test.each([
    ["+12065550100", "US: opt out by STOP"],
    ["+14165550123", "not US"],
  ])("is worded by its clinic, for the country of the phone %s", async (phoneNumber, text) => {
    const source = "{date} {time} {optOut, select, yes {US: opt out by STOP} other {not US}}";
    const clinic = { ...NORTH, texts: { en: { reminder: compiled("reminder", source) } } };
    const reminder = { ...reminderOf(queueMessage(appointment({ phoneNumber }))), clinic };
    await world.clock.drive(remindBySms(reminder, world.smsDependencies));
    expect(world.sms.delivered.map((sent) => sent.text)).toEqual([`Wed, Dec 2 2:30 PM ${text}`]);
  });

  test("comes from its clinic's number", async () => {
    const sms = { originationNumber: "+12065550100", originationCountry: "US" };
    const reminder = { ...reminderOf(queueMessage()), clinic: { ...CLINIC, sms } };
    await world.clock.drive(remindBySms(reminder, world.smsDependencies));
    expect(world.sms.senders).toEqual([{ originationNumber: "+12065550100" }]);
  });

  test.each([
    [{}, "es"],
    [{ language: "vi-VN" }, "vi"],
    // No catalogue.
    [{ language: "tlh" }, "es"],
  ])("of an appointment with %j at a clinic of Spanish speakers is in the log as in %s", async (changes, language) => {
    const reminder = reminderOf(queueMessage(appointment(changes)));
    const clinic = { ...CLINIC, language: "es" } as const;
    await world.clock.drive(remindBySms({ ...reminder, clinic }, world.smsDependencies));
    expect(world.log.item.language).toBe(language);
  });

  test("takes two writes: the claim and the outcome", async () => {
    await world.bySms(queueMessage());
    expect(world.log.writes).toEqual(["claimSms", "recordSmsSent"]);
  });

  test("is claimed before it is sent", async () => {
    world.sms.onSend = () => expect(world.log.item.status).toBe("SMS_SENDING");
    await world.bySms(queueMessage());
    expect(world.sms.delivered).toHaveLength(1);
  });

  test("is not sent when its claim cannot be written", async () => {
    world.log.failOn("claimSms", new Error("the log is out of reach"));
    await expect(world.bySms(queueMessage())).rejects.toThrow("the log is out of reach");
    expect(world.sms.calls).toBe(0);
  });

  test("is in the log with its contact, its carrier's id and what happened", async () => {
    await world.bySms(queueMessage());
    expect(world.log.item).toMatchObject({
      status: "SMS_SENT",
      channel: "SMS",
      messageId: "sms-1",
      phoneNumber: PHONE,
      email: "ana@example.com",
      doctorName: "Sarah Johnson",
      attempts: 1,
      possibleDuplicate: false,
      history: [
        { status: "SMS_SENDING", channel: "SMS" },
        { status: "SMS_SENT", channel: "SMS", messageId: "sms-1" },
      ],
    });
  });

  test("is in the log with the parts that were sent", async () => {
    await world.bySms(queueMessage());
    expect(world.log.item.smsParts).toBe(1);
    const long = appointment({ appointmentId: "long", location: TWO_PART_PLACE });
    await world.bySms(queueMessage(long));
    expect(world.log.items.map((item) => item.smsParts)).toEqual([1, 2]);
  });

  test("that was not sent has no parts in the log", async () => {
    world.sms.failSends(1, "InvalidParameter");
    await world.bySms(queueMessage());
    expect(world.log.item).not.toHaveProperty("smsParts");
  });

  test("has an outcome event with ids and codes only", async () => {
    const ending = await world.bySms(queueMessage());
    expect(ending).toEqual({
      kind: "outcome",
      event: {
        schemaVersion: 1,
        notificationId: world.log.item.notificationId,
        patientId: "patient-1",
        appointmentId: "appointment-1",
        clinicId: "default",
        timestamp: Date.parse("2026-12-02T19:30:00Z"),
        transition: 2,
        status: "SMS_SENT",
        channel: "SMS",
        messageId: "sms-1",
        sentAt: "2026-12-01T15:00:00.000Z",
        smsParts: 1,
        occurredAt: "2026-12-01T15:00:00.000Z",
      },
    });
  });

  test("goes to no other queue", async () => {
    await world.bySms(queueMessage());
    const { emailQueue, deadLetters, appointmentsQueue } = world;
    expect([emailQueue, deadLetters, appointmentsQueue].flatMap(({ messages }) => messages)).toEqual([]);
  });

  test("asks for an opt-out at the same time as it claims", async () => {
    const bothBegun = barrier(2);
    const { log, sms } = world;
    const slowLog: DeliveryLog = {
      countDuplicate: (item) => log.countDuplicate(item),
      recordEmailOnly: (item) => log.recordEmailOnly(item),
      keepMessage: (...kept) => log.keepMessage(...kept),
      apply: async (transition, entry, over) => {
        if (transition === "claimSms") await bothBegun();
        return log.apply(transition, entry, over);
      },
    };
    const slowCarrier: SmsCarrier = {
      isOptedOut: async (phoneNumber) => {
        await bothBegun();
        return sms.isOptedOut(phoneNumber);
      },
      send: (...text) => sms.send(...text),
    };
    const work = remindBySms(reminderOf(queueMessage()), { ...world.smsDependencies, log: slowLog, sms: slowCarrier });
    expect(await world.clock.drive(work)).toMatchObject({ kind: "outcome" });
  });
});

describe("A reminder for an appointment that is over", () => {
  const over = queueMessage(appointment({ appointmentTime: "2026-12-01T10:00:00-05:00" }));

  test("is sent to nobody and recorded as expired, from the very moment the appointment starts", async () => {
    expect(await world.bySms(over)).toMatchObject({ kind: "outcome", event: { status: "EXPIRED" } });
    expect(world.sms.calls).toBe(0);
    expect(world.log.writes).toEqual(["expire"]);
  });

  test("tells of no channel", async () => {
    const ending = await world.bySms(over);
    expect(ending.kind === "outcome" && ending.event).not.toHaveProperty("channel");
  });

  test("expires although its text had failed before", async () => {
    const message = queueMessage(appointment({ appointmentTime: "2026-12-01T10:10:00-05:00" }));
    world.sms.failSends(1, "InternalError");
    await expect(world.bySms(message)).rejects.toThrow("InternalError");
    world.clock.advance(600_000);
    const ending = await world.bySms(message);
    expect(ending).toMatchObject({ kind: "outcome", event: { status: "EXPIRED" } });
    expect(ending.kind === "outcome" && ending.event).not.toHaveProperty("channel");
    expect(world.sms.calls).toBe(1);
  });

  test("counts as a duplicate once it has ended", async () => {
    const message = queueMessage(appointment({ appointmentTime: "2026-12-01T10:10:00-05:00" }));
    await world.bySms(message);
    world.clock.advance(600_000);
    expect(await world.bySms({ ...message, id: "a copy" })).toEqual({ kind: "duplicate" });
    expect(world.log.item.status).toBe("SMS_SENT");
  });
});

describe("A reminder with a fixed line's number", () => {
  const fixedLine = { phoneNumber: "+44 20 7946 0958" };

  test("goes by email first, and says why", async () => {
    const message = queueMessage(appointment({ ...fixedLine, email: "ana@example.com" }));
    expect(await world.bySms(message)).toEqual({ kind: "handed-over" });
    expect(world.emailQueue.message.attributes).toEqual({ FallbackReason: "FIXED_LINE_NUMBER" });
    expect(world.log.item).toMatchObject({ status: "EMAIL_PENDING", reason: "FIXED_LINE_NUMBER", attempts: 0 });
    expect(world.sms.calls).toBe(0);
  });

  test.each([undefined, "none@none.com"])("is texted if the email is %j", async (email) => {
    await world.bySms(queueMessage(appointment({ ...fixedLine, email })));
    expect(world.log.item).toMatchObject({ status: "SMS_SENT", phoneNumber: "+442079460958" });
  });

  test("is texted when it comes back from the DLQ, where it went because its email was refused", async () => {
    const message = queueMessage(appointment({ ...fixedLine, email: "ana@example.com" }));
    await world.bySms({ ...message, attributes: { DeadLetterReason: "EMAIL_REFUSED" } });
    expect(world.log.item).toMatchObject({ status: "SMS_SENT", phoneNumber: "+442079460958" });
  });
});

describe("A reminder without a usable phone", () => {
  test.each([undefined, "ask at the desk", "206-555-0100 ext. 5", "800-234-5678", "900-234-5678"])(
    "(%s) goes to the email queue",
    async (phoneNumber) => {
      const message = queueMessage(appointment({ phoneNumber }));
      expect(await world.bySms(message)).toEqual({ kind: "handed-over" });
      expect(world.emailQueue.message).toMatchObject({
        body: message.body,
        attributes: { FallbackReason: "NO_USABLE_PHONE" },
      });
      expect(world.log.item).toMatchObject({ status: "EMAIL_PENDING", reason: "NO_USABLE_PHONE", attempts: 0 });
      expect(world.sms.calls).toBe(0);
    },
  );

  test("and without a usable email ends, with an outcome, and in no queue", async () => {
    const message = queueMessage(appointment({ phoneNumber: "none", email: "none" }));
    expect(await world.bySms(message)).toMatchObject({
      kind: "outcome",
      event: { status: "NO_CONTACT", reason: "NO_CONTACT" },
    });
    expect(world.log.item.status).toBe("NO_CONTACT");
    expect([...world.emailQueue.messages, ...world.deadLetters.messages]).toEqual([]);
  });

  test("keeps no unusable contact in the log", async () => {
    await world.bySms(queueMessage(appointment({ phoneNumber: "ask at the desk", email: "none" })));
    expect(world.log.item).not.toHaveProperty("phoneNumber");
    expect(world.log.item).not.toHaveProperty("email");
  });
});

describe("A reminder for a phone that takes no texts", () => {
  test("that opted out is not sent, for the carrier would drop it silently", async () => {
    world.sms.optedOut.add(PHONE);
    expect(await world.bySms(queueMessage())).toEqual({ kind: "handed-over" });
    expect(world.sms.calls).toBe(0);
    expect(world.emailQueue.message.attributes).toEqual({ FallbackReason: "OptedOut" });
    expect(world.log.item).toMatchObject({ status: "EMAIL_PENDING", reason: "OptedOut", possibleDuplicate: false });
  });

  test("that the carrier refuses for good goes to the email queue at once", async () => {
    world.sms.failSends(1, "InvalidParameter");
    const message = queueMessage();
    expect(await world.bySms(message)).toEqual({ kind: "handed-over" });
    expect(world.sms.calls).toBe(1);
    expect(world.emailQueue.message).toMatchObject({
      body: message.body,
      attributes: { FallbackReason: "InvalidParameter" },
    });
    expect(world.log.writes).toEqual(["claimSms", "fallBackToEmail"]);
    expect(world.log.item.history.at(-1)).toMatchObject({ channel: "SMS", code: "InvalidParameter" });
  });

  test("that the check itself refuses goes to the email queue", async () => {
    world.sms.failChecks(1, "InvalidParameter");
    expect(await world.bySms(queueMessage())).toEqual({ kind: "handed-over" });
    expect(world.sms.calls).toBe(0);
  });
});
