import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { ENV } from "../../contracts/environment";
import { METRICS } from "../../contracts/metrics";
import { quarterOf } from "../../contracts/tables/quarters";
import type { StoredReply } from "../../contracts/tables/replies-table";
import type { GrantedPermission } from "../../infra/local/access/permission-record";
import { TEST_PHONES } from "../../infra/local/emulators/carriers/test-contacts";
import { lastDays } from "../../services/domain/appointment/appointment-time";
import { awslogsEvent, subscribedLogs } from "../support/data/awslogs";
import { changedApp, named, type Template, takeAway } from "../support/data/changed-assembly";
import { CLINIC_TIME_ZONE } from "../support/data/clinics";
import { eventually } from "../support/eventually";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

const { producer, smsConsumer, emailConsumer, receiptCollector } = NAMES;

/** Permissions that no run of this file can use, with the reason why they are granted. */
const GRANTED_UNUSED: readonly { readonly who: RegExp; readonly what: RegExp; readonly reason: string }[] = [
  {
    who: /^(?:appointment-(?:notification|bookings|replies)|sms-receipt-collector|daily-digest)/,
    what: /^logs:\w+ on .*:log-group:\/aws\/lambda-insights(:\*)?$/,
    reason: "The Lambda Insights extension writes there; no extension runs locally",
  },
  {
    who: /^SmsCarrierDeliveryStatusRole/,
    what: /^logs:\w+ on .*:log-group:sns\/.*\/DirectPublishToPhoneNumber/,
    reason: "SNS itself writes the delivery status of texts with this role",
  },
  {
    who: /^SmsAccountSettingsRole/,
    what: /^(?:logs|sns|sms-voice|iam):/,
    reason: "CloudFormation invokes this function when it deploys; the local run does not",
  },
];

/** Every permission in the runs of this file, and how often it was used. */
const uses = new Map<string, number>();

/** @param receipts whether carriers give receipts */
async function withPipeline<T>(
  change: (template: Template) => void,
  drive: (pipeline: PipelineRun) => Promise<T>,
  receipts = false,
) {
  const pipeline = await startPipeline(await changedApp(change), undefined, receipts);
  try {
    const result = await drive(pipeline);
    const report = await pipeline.cloud.permissions();
    for (const grant of report.granted) {
      const key = JSON.stringify(identityOf(grant));
      uses.set(key, (uses.get(key) ?? 0) + grant.used);
    }
    return { result, refused: report.refused };
  } finally {
    await pipeline.stop();
  }
}

function identityOf({ role, functionName, action, resource, condition }: GrantedPermission) {
  return { who: functionName ?? role, what: `${action} on ${resource}`, condition };
}

const roleOf = (template: Template, functionName: string) =>
  named(template, "AWS::Lambda::Function", "FunctionName", functionName).Role;

function roleOfSchedule(template: Template, schedule: string): unknown {
  const { Target } = named(template, "AWS::Scheduler::Schedule", "Name", schedule);
  return (Target as { RoleArn: unknown }).RoleArn;
}

/**
 * A short time-out and a low rate: of 11 s, a consumer keeps all but 1 s in reserve, so that messages are soon postponed,
 * which would otherwise take a minute.
 */
function hurried(template: Template): void {
  for (const functionName of [smsConsumer, emailConsumer]) {
    named(template, "AWS::Lambda::Function", "FunctionName", functionName).Timeout = 11;
  }
  // A text uses half of that second.
  variablesOf(template, smsConsumer)[ENV.smsPartsPerSecond] = "4";
}

function variablesOf(template: Template, functionName: string): Record<string, string> {
  const { Environment } = named(template, "AWS::Lambda::Function", "FunctionName", functionName);
  return (Environment as { Variables: Record<string, string> }).Variables;
}

/** The receipts of texts are found by their message ids, as where the environment manages the account's settings. */
function withReceipts(template: Template): void {
  variablesOf(template, smsConsumer)[ENV.textReceipts] = "index";
}

/** SNS's delivery log of a text, as CloudWatch Logs passes it to the collector. */
const deliveryLog = (...lines: readonly (object | string)[]) =>
  awslogsEvent(
    subscribedLogs(
      lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))),
      { owner: "000000000000" },
    ),
  );

const HOUR = 3_600_000;
/** Where it is another time of day than at the clinic. */
const FAR_AWAY = "Asia/Shanghai";

/** The clinic's patients may be texted for the next hours, and those who are far away may not. */
function quiet(template: Template): void {
  const options = { timeZone: CLINIC_TIME_ZONE, hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const clock = new Intl.DateTimeFormat("en-GB", options);
  const window = [Date.now() - 3 * HOUR, Date.now() + 3 * HOUR].map((at) => clock.format(at)).join("-");
  variablesOf(template, smsConsumer)[ENV.sendWindow] = window;
}

/** An item as which a text waits, whose window opens now. */
function heldText(of: ReturnType<typeof anAppointment>): object {
  return {
    appointmentId: "#hold:0123456789abcdef0123456789abcdef",
    patientId: of.patientId,
    reminderDate: quarterOf(Date.now()),
    appointmentTime: of.appointmentTime,
    body: JSON.stringify(of),
    attributes: {},
    opensAt: Date.now(),
    holdId: "hold-1",
    ttl: 4_000_000_000,
  };
}

const store = (pipeline: PipelineRun, item: object) =>
  pipeline.cloud.dynamodb.send(new PutCommand({ TableName: NAMES.appointmentsTable, Item: item as never }));

const report = (pipeline: PipelineRun, booking: object) =>
  pipeline.cloud.sqs.send(
    new SendMessageCommand({
      QueueUrl: pipeline.cloud.queueUrl(NAMES.bookingsQueue),
      MessageBody: JSON.stringify(booking),
    }),
  );

const TODAY = lastDays(Date.now(), CLINIC_TIME_ZONE, 0)[0];
const OVER = { appointmentTime: new Date(Date.now() - 3_600_000).toISOString() };

test("on every path of a reminder, no request is refused", async () => {
  const change = (template: Template) => {
    hurried(template);
    quiet(template);
    withReceipts(template);
  };
  const { refused } = await withPipeline(change, async (pipeline) => {
    // 1. The daily run, with an appointment that is over; a run on demand.
    const scheduled = anAppointment();
    const missed = anAppointment(OVER);
    for (const one of [scheduled, missed]) await store(pipeline, { ...one, reminderDate: TODAY });
    expect(await pipeline.cloud.fireSchedule()).toMatchObject({ enqueued: 1, expired: 1 });
    expect(await pipeline.cloud.fireSchedule(NAMES.sweepSchedule)).toMatchObject({ enqueued: 0 });
    // A text that waits for its window, and one whose window opens.
    const [late, opening] = [anAppointment({ timeZone: FAR_AWAY }), anAppointment()];
    await pipeline.send(late);
    await pipeline.ended(late, "SMS_WAITING");
    await store(pipeline, heldText(opening));
    expect(await pipeline.cloud.fireSchedule(NAMES.sweepSchedule)).toMatchObject({ enqueued: 1 });
    await pipeline.ended(opening, "SMS_SENT");
    const onDemand = anAppointment();
    await pipeline.cloud.invoke(producer, { appointments: [onDemand, onDemand] });

    // 2. Every path of a message.
    const texts = Array.from({ length: 6 }, () => anAppointment());
    const byEmail = [
      anAppointment({ phoneNumber: "+12065550190" }),
      anAppointment({ phoneNumber: "+12065550192" }),
      anAppointment({ phoneNumber: "+12065550193" }),
      anAppointment({ phoneNumber: "n/a" }),
    ];
    const failing = [
      anAppointment({ phoneNumber: undefined, email: "patient@reject.example" }),
      anAppointment({ phoneNumber: undefined, email: "patient@down.example" }),
      anAppointment({ phoneNumber: "+12065550190", email: undefined }),
    ];
    const fixedLine = anAppointment({ phoneNumber: "+44 20 7946 0958", email: "patient@reject.example" });
    const expired = anAppointment(OVER);
    const postponed = anAppointment({ phoneNumber: undefined, email: "patient@busy.example" });
    await pipeline.send(...texts, ...byEmail, ...failing, fixedLine, expired, postponed);
    await pipeline.sendBodies(["{ not json"]);

    // 3. Bookings: one that is stored, one that breaks the contract, and a corrected contact of a reminder that failed.
    const booked = anAppointment();
    const { patientId: _, ...withoutPatient } = anAppointment();
    await report(pipeline, { status: "booked", version: 1, appointment: [booked, withoutPatient] });
    const corrected = anAppointment({ phoneNumber: undefined, email: "nobody" });
    await pipeline.send(corrected);
    await pipeline.ended(corrected, "NO_CONTACT");
    await store(pipeline, { ...corrected, reminderQueuedAt: new Date().toISOString() });
    await report(pipeline, { status: "booked", version: 1, appointment: { ...corrected, email: "pat@example.com" } });
    await pipeline.ended(corrected, "EMAIL_SENT");

    // 4. Receipts: of a text that was delivered, twice; of one that was not, which an email follows; and of no receipt.
    const [delivered, undelivered] = [anAppointment(), anAppointment()];
    await pipeline.send(delivered, undelivered);
    const textOf = async (of: typeof delivered) => (await pipeline.ended(of, "SMS_SENT"))?.smsMessageId;
    const success = { notification: { messageId: await textOf(delivered) }, delivery: {}, status: "SUCCESS" };
    const unreachable = { providerResponse: "Phone is currently unreachable/unavailable" };
    const failure = {
      notification: { messageId: await textOf(undelivered) },
      delivery: unreachable,
      status: "FAILURE",
    };
    await pipeline.cloud.invoke(receiptCollector, deliveryLog(success, success, failure, "no receipt"));
    await pipeline.ended(delivered, "SMS_DELIVERED");
    await pipeline.ended(undelivered, "EMAIL_SENT");
    await eventually("what is no receipt is in the DLQ of the receipts", async () => {
      const counts = await pipeline.cloud.queueCounts();
      return counts[NAMES.receiptsDeadLetterQueue]?.visible === 1;
    });

    // 5. The outcomes.
    for (const one of [scheduled, onDemand, fixedLine, ...texts]) await pipeline.ended(one, "SMS_SENT");
    for (const one of byEmail) await pipeline.ended(one, "EMAIL_SENT");
    for (const one of failing) await pipeline.ended(one, "ALL_FAILED");
    for (const one of [missed, expired]) await pipeline.ended(one, "EXPIRED");
    // Repeated reminders after their outcome: through the table, and through the email queue.
    const [reminded] = byEmail;
    await store(pipeline, { ...missed, reminderDate: TODAY });
    expect(await pipeline.cloud.fireSchedule()).toMatchObject({ expired: 1 });
    await pipeline.cloud.sqs.send(
      new SendMessageCommand({
        QueueUrl: pipeline.cloud.queueUrl(NAMES.emailQueue),
        MessageBody: JSON.stringify(reminded),
      }),
    );
    await eventually("the email consumer looks at what ended", async () => {
      const { granted } = await pipeline.cloud.permissions();
      return granted.some(
        ({ functionName, action, resource, used }) =>
          functionName === emailConsumer &&
          action === "dynamodb:GetItem" &&
          resource.endsWith(`/${NAMES.deliveryLogTable}`) &&
          used > 0,
      );
    });
    await eventually("an email is postponed", async () =>
      (await pipeline.item(postponed))?.history.some(({ code }) => code === "POSTPONED"),
    );
    await eventually("the bad message is in the DLQ", async () =>
      (await pipeline.deadLetters()).some(({ body }) => body === "{ not json"),
    );

    // 6. The daily digest.
    expect(await pipeline.cloud.fireSchedule(NAMES.digestSchedule)).toMatchObject({ published: true });
  });
  expect(refused).toEqual([]);
});

test("on every path of a receipt, no request is refused", async () => {
  const drive = async (pipeline: PipelineRun) => {
    const [text, twice] = [anAppointment(), anAppointment({ phoneNumber: TEST_PHONES.reportedTwice })];
    const toEmail = anAppointment({ phoneNumber: TEST_PHONES.unreachable });
    const bounced = anAppointment({ phoneNumber: undefined, email: "bounce@simulator.amazonses.com" });
    const complained = anAppointment({ phoneNumber: undefined, email: "complaint@simulator.amazonses.com" });
    const wrong = anAppointment({ phoneNumber: TEST_PHONES.neverReported, email: undefined });
    await pipeline.send(text, twice, toEmail, bounced, complained, wrong);
    await pipeline.ended(wrong, "SMS_SENT");
    await pipeline.send({ ...wrong, phoneNumber: text.phoneNumber });
    await eventually("the corrected contact is kept", async () => (await pipeline.item(wrong))?.laterMessage);
    const { messageId } = (await pipeline.item(wrong)) ?? {};
    const undelivered = { notification: { messageId }, status: "FAILURE" };
    await pipeline.cloud.sqs.send(
      new SendMessageCommand({
        QueueUrl: pipeline.cloud.queueUrl(NAMES.receiptsQueue),
        MessageBody: JSON.stringify(undelivered),
      }),
    );
    await pipeline.cloud.sqs.send(
      new SendMessageCommand({ QueueUrl: pipeline.cloud.queueUrl(NAMES.receiptsQueue), MessageBody: "{ not json" }),
    );
    for (const one of [text, twice, wrong]) await pipeline.ended(one, "SMS_DELIVERED");
    for (const one of [toEmail, complained]) await pipeline.ended(one, "EMAIL_DELIVERED");
    await pipeline.ended(bounced, "UNDELIVERED");
    await pipeline.drained();
    expect(await pipeline.deadLetters(NAMES.receiptsDeadLetterQueue)).toHaveLength(1);
    // A message that is alone in its batch is looked up by another call.
    const alone = anAppointment({ phoneNumber: undefined, email: "success@simulator.amazonses.com" });
    await pipeline.send(alone);
    await pipeline.ended(alone, "EMAIL_DELIVERED");
  };
  const { refused } = await withPipeline(() => {}, drive, true);
  expect(refused).toEqual([]);
});

/** The item of an answer, once it is stored. */
const answered = (pipeline: PipelineRun, replyId: string) =>
  eventually("the answer is stored", async () => {
    const { Item } = await pipeline.cloud.dynamodb.send(
      new GetCommand({ TableName: NAMES.repliesTable, Key: { replyId } }),
    );
    return Item as StoredReply | undefined;
  });

/** A patient whose appointment is in the table, and who got a text. */
async function texted(pipeline: PipelineRun) {
  const of = anAppointment();
  await store(pipeline, of);
  await pipeline.send(of);
  await pipeline.ended(of, "SMS_SENT");
  return of;
}

test("on every path of an answer, no request is refused", async () => {
  const drive = async (pipeline: PipelineRun) => {
    const [of, another] = [await texted(pipeline), await texted(pipeline)];
    const answer = async (phoneNumber: string | undefined, message: string) => {
      const { inboundMessageId } = await pipeline.cloud.reply(String(phoneNumber), message);
      return answered(pipeline, inboundMessageId);
    };
    // 1. Of an appointment: it is written to the table and the log, and acknowledged.
    expect(await answer(of.phoneNumber, "C")).toMatchObject({ status: "CONFIRMED" });
    const cancelled = await answer(another.phoneNumber, "X");
    expect(cancelled).toMatchObject({ status: "CANCEL_REQUESTED" });
    // SQS delivers one again: its item is read, and it is not acknowledged again.
    const again = { inboundMessageId: cancelled.replyId, originationNumber: another.phoneNumber, messageBody: "X" };
    await pipeline.cloud.sqs.send(
      new SendMessageCommand({
        QueueUrl: pipeline.cloud.queueUrl(NAMES.repliesQueue),
        MessageBody: JSON.stringify(again),
      }),
    );
    // 2. Of opt-outs: these change the list.
    expect(await answer(of.phoneNumber, "please stop texting me")).toMatchObject({ status: "OPTED_OUT" });
    expect(await answer(of.phoneNumber, "START")).toMatchObject({ status: "OPTED_IN" });
    // 3. Of nothing that is known; and no answer at all.
    expect(await answer("+12065550188", "C")).toMatchObject({ reason: "NO_APPOINTMENT" });
    await pipeline.cloud.sqs.send(
      new SendMessageCommand({ QueueUrl: pipeline.cloud.queueUrl(NAMES.repliesQueue), MessageBody: "{ not json" }),
    );
    await eventually("what is no answer is in the DLQ of the answers", async () => {
      const counts = await pipeline.cloud.queueCounts();
      return counts[NAMES.repliesDeadLetterQueue]?.visible === 1;
    });
    await eventually(
      "two answers are acknowledged",
      async () => (await pipeline.textsTo(of.phoneNumber ?? "")).length > 1,
    );
    await pipeline.drained();
    expect(await pipeline.textsTo(another.phoneNumber ?? "")).toHaveLength(2);
    // 4. The sweep measures how long the oldest one waits.
    await pipeline.sweep();
    await eventually("the wait is measured", async () =>
      (await pipeline.cloud.outbox()).metrics.some(({ name }) => name === METRICS.waitingReplyMinutes),
    );
  };
  const { refused } = await withPipeline(() => {}, drive);
  expect(refused).toEqual([]);
});

test("delivery logs that the collector fails to read three times are put into its DLQ with its role", async () => {
  const broken = (template: Template) => {
    named(template, "AWS::Lambda::Function", "FunctionName", NAMES.receiptCollector).Handler = "index.missing";
  };
  const drive = async (pipeline: PipelineRun) => {
    const sent = anAppointment();
    await pipeline.send(sent);
    await eventually("the logs are in the collector's DLQ", async () => {
      const { visible = 0 } = (await pipeline.cloud.queueCounts())[NAMES.receiptCollectorDeadLetterQueue] ?? {};
      return visible === 1;
    });
    const item = await pipeline.item(sent);
    expect(item?.status).toBe("SMS_SENT");
    const { receipts } = await pipeline.cloud.outbox();
    expect(receipts).toMatchObject([{ messageId: item?.messageId, lost: true }]);
  };
  const { refused } = await withPipeline(broken, drive, true);
  expect(refused).toEqual([]);
});

interface Taken {
  readonly from:
    | "producer"
    | "sms"
    | "email"
    | "receipts"
    | "replies"
    | "collector"
    | "digest"
    | keyof typeof SCHEDULES;
  readonly action: string;
  /** A text in its resource or condition. */
  readonly on: string;
  /** What fails without it, as on AWS. */
  readonly see: (pipeline: PipelineRun) => Promise<void>;
}

/** The error codes that a function logged. */
const codesOf = async (pipeline: PipelineRun, functionName: string) =>
  (await pipeline.cloud.logs())
    .filter((line) => line.function === functionName)
    .map(({ message }) => (message as { code?: string; errorType?: string }).code);

const logged = (pipeline: PipelineRun, functionName: string, code: string) =>
  eventually(`${functionName} logs ${code}`, async () => (await codesOf(pipeline, functionName)).includes(code));

const SCHEDULES = {
  scheduler: NAMES.schedule,
  "sweep scheduler": NAMES.sweepSchedule,
  "digest scheduler": NAMES.digestSchedule,
};

const TAKEN: readonly Taken[] = [
  {
    from: "sms",
    action: "sns:Publish",
    on: ":sns:*:*:*",
    async see(pipeline) {
      const sent = anAppointment();
      await pipeline.send(sent);
      await logged(pipeline, smsConsumer, "AuthorizationErrorException");
      expect((await pipeline.cloud.outbox()).sms).toHaveLength(0);
      // SNS names the number in its error.
      const written = JSON.stringify([await pipeline.cloud.logs(), await pipeline.cloud.permissions()]);
      expect(written).not.toContain(sent.phoneNumber);
    },
  },
  ...["sms-voice:SendTextMessage", "sms-voice:DescribeOptedOutNumbers"].map((action) => ({
    from: "sms" as const,
    action,
    on: "sns.amazonaws.com",
    async see(pipeline: PipelineRun) {
      await pipeline.send(anAppointment());
      await logged(pipeline, smsConsumer, "AuthorizationErrorException");
      expect((await pipeline.cloud.outbox()).sms).toHaveLength(0);
    },
  })),
  {
    from: "sms",
    action: "dynamodb:UpdateItem",
    on: "DeliveryLog",
    async see(pipeline) {
      await pipeline.send(anAppointment());
      await logged(pipeline, smsConsumer, "AccessDeniedException");
      expect((await pipeline.cloud.outbox()).sms).toHaveLength(0);
    },
  },
  {
    from: "sms",
    action: "sqs:SendMessage",
    on: "EmailMessages",
    async see(pipeline) {
      const refused = anAppointment({ phoneNumber: "+12065550190" });
      await pipeline.send(refused);
      await logged(pipeline, smsConsumer, "AccessDenied");
      expect(await pipeline.emailsTo(refused.email ?? "")).toHaveLength(0);
    },
  },
  {
    from: "sms",
    action: "dynamodb:PutItem",
    on: "#hold:*",
    async see(pipeline) {
      const late = anAppointment({ timeZone: FAR_AWAY });
      await pipeline.send(late);
      await logged(pipeline, smsConsumer, "HOLD_NOT_WRITTEN");
      expect((await pipeline.cloud.outbox()).sms).toHaveLength(0);
    },
  },
  {
    from: "producer",
    action: "dynamodb:DeleteItem",
    on: "#hold:*",
    async see(pipeline) {
      const opening = anAppointment();
      await store(pipeline, heldText(opening));
      await expect(pipeline.sweep()).rejects.toThrow("1 still due");
      await pipeline.ended(opening, "SMS_SENT");
    },
  },
  {
    from: "sms",
    action: "kms:Decrypt",
    on: "sqs.",
    async see(pipeline) {
      await pipeline.send(anAppointment());
      await eventually("the message is asked for in vain", async () => {
        const { refused } = await pipeline.cloud.permissions();
        return refused.some(({ times }) => times > 4);
      });
      const counts = (await pipeline.cloud.queueCounts())[NAMES.appointmentsQueue];
      expect(counts).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
    },
  },
  {
    from: "sms",
    action: "kms:GenerateDataKey",
    on: "sns.",
    async see(pipeline) {
      const sent = anAppointment();
      await pipeline.send(sent);
      await pipeline.ended(sent, "SMS_SENT");
      await logged(pipeline, smsConsumer, "KMSAccessDeniedException");
    },
  },
  {
    from: "email",
    action: "ses:SendRawEmail",
    on: "identity/example.com",
    async see(pipeline) {
      const sent = anAppointment({ phoneNumber: undefined });
      await pipeline.send(sent);
      await logged(pipeline, emailConsumer, "AccessDenied");
      expect((await pipeline.cloud.outbox()).emails).toHaveLength(0);
    },
  },
  {
    from: "email",
    action: "sqs:SendMessage",
    on: "SmsMessages",
    async see(pipeline) {
      await pipeline.send(anAppointment({ phoneNumber: "+44 20 7946 0958", email: "patient@reject.example" }));
      await logged(pipeline, emailConsumer, "AccessDenied");
      expect((await pipeline.cloud.outbox()).sms).toHaveLength(0);
    },
  },
  {
    from: "email",
    action: "logs:PutLogEvents",
    on: "EmailConsumerLogs",
    async see(pipeline) {
      const sent = anAppointment({ phoneNumber: undefined, email: "patient@flaky.example" });
      await pipeline.send(sent);
      await pipeline.ended(sent, "EMAIL_SENT");
      expect((await pipeline.cloud.logs()).filter((line) => line.function === emailConsumer)).toEqual([]);
    },
  },
  {
    from: "producer",
    action: "dynamodb:Query",
    on: "RemindersDueIndex",
    async see(pipeline) {
      await store(pipeline, { ...anAppointment(), reminderDate: TODAY });
      await expect(pipeline.cloud.fireSchedule()).rejects.toThrow("aborted by AccessDeniedException");
      expect((await pipeline.cloud.queueCounts())[NAMES.dailyRunDeadLetterQueue]).toMatchObject({ visible: 1 });
    },
  },
  {
    from: "collector",
    action: "sqs:SendMessage",
    on: "Receipts",
    async see(pipeline) {
      const sent = anAppointment();
      await pipeline.send(sent);
      await eventually("the receipt is not queued", async () =>
        (await codesOf(pipeline, NAMES.receiptCollector)).includes("AccessDenied"),
      );
      expect((await pipeline.item(sent))?.status).toBe("SMS_SENT");
    },
  },
  {
    from: "receipts",
    action: "dynamodb:Query",
    on: "SmsMessageIndex",
    async see(pipeline) {
      const sent = anAppointment();
      await pipeline.send(sent);
      await eventually("the receipt is left to retry", async () =>
        (await codesOf(pipeline, NAMES.receiptsConsumer)).includes("AccessDeniedException"),
      );
      expect((await pipeline.item(sent))?.status).toBe("SMS_SENT");
    },
  },
  {
    from: "receipts",
    action: "dynamodb:UpdateItem",
    on: "DeliveryLog",
    async see(pipeline) {
      const sent = anAppointment({ phoneNumber: undefined });
      await pipeline.send(sent);
      await eventually("the receipt is left to retry", async () =>
        (await codesOf(pipeline, NAMES.receiptsConsumer)).includes("AccessDeniedException"),
      );
      expect((await pipeline.item(sent))?.status).toBe("EMAIL_SENT");
    },
  },
  {
    from: "receipts",
    action: "sqs:SendMessage",
    on: "Email",
    async see(pipeline) {
      const sent = anAppointment({ phoneNumber: TEST_PHONES.unreachable });
      await pipeline.send(sent);
      await eventually("the receipt is left to retry", async () =>
        (await codesOf(pipeline, NAMES.receiptsConsumer)).includes("AccessDenied"),
      );
      expect((await pipeline.item(sent))?.status).toBe("EMAIL_PENDING");
    },
  },
  {
    from: "replies",
    action: "dynamodb:Query",
    on: "PhoneIndex",
    async see(pipeline) {
      const of = await texted(pipeline);
      await pipeline.cloud.reply(of.phoneNumber ?? "", "C");
      await logged(pipeline, NAMES.repliesConsumer, "AccessDeniedException");
      expect((await pipeline.item(of))?.reply).toBeUndefined();
    },
  },
  {
    from: "replies",
    action: "sms-voice:PutOptedOutNumber",
    on: "opt-out-list",
    async see(pipeline) {
      const of = await texted(pipeline);
      await pipeline.cloud.reply(of.phoneNumber ?? "", "please stop texting me");
      await logged(pipeline, NAMES.repliesConsumer, "AccessDeniedException");
    },
  },
  {
    from: "replies",
    action: "dynamodb:PutItem",
    on: "RepliesTable",
    async see(pipeline) {
      const of = await texted(pipeline);
      await pipeline.cloud.reply(of.phoneNumber ?? "", "C");
      await logged(pipeline, NAMES.repliesConsumer, "AccessDeniedException");
      // Without its item, it is not acknowledged: it could be again each time.
      expect(await pipeline.textsTo(of.phoneNumber ?? "")).toHaveLength(1);
    },
  },
  {
    from: "producer",
    action: "dynamodb:Query",
    on: "WaitingIndex",
    async see(pipeline) {
      // Reminders do not wait for what only an alarm needs.
      const of = anAppointment();
      await store(pipeline, { ...of, reminderDate: quarterOf(Date.now()) });
      expect(await pipeline.sweep()).toMatchObject({ enqueued: 1 });
      await logged(pipeline, producer, "AccessDeniedException");
    },
  },
  {
    from: "digest",
    action: "sns:Publish",
    on: "AlarmsTopic",
    async see(pipeline) {
      const of = anAppointment({ phoneNumber: "n/a", email: undefined });
      await pipeline.send(of);
      await pipeline.ended(of, "NO_CONTACT");
      await expect(pipeline.cloud.fireSchedule(NAMES.digestSchedule)).rejects.toThrow("not authorized");
      expect((await pipeline.cloud.queueCounts())[NAMES.dailyRunDeadLetterQueue]).toMatchObject({ visible: 1 });
      expect((await pipeline.cloud.outbox()).notices).toEqual([]);
    },
  },
  {
    from: "digest",
    action: "dynamodb:UpdateItem",
    on: "#digest*",
    async see(pipeline) {
      const of = anAppointment({ phoneNumber: "n/a", email: undefined });
      await pipeline.send(of);
      await pipeline.ended(of, "NO_CONTACT");
      await expect(pipeline.cloud.fireSchedule(NAMES.digestSchedule)).rejects.toThrow("not authorized");
      // Each attempt says it again: nothing is lost.
      expect((await pipeline.cloud.outbox()).notices).toHaveLength(3);
    },
  },
  ...(["scheduler", "sweep scheduler", "digest scheduler"] as const).map((from) => ({
    from,
    action: "lambda:InvokeFunction",
    on: from === "digest scheduler" ? "Digest" : "Producer",
    async see(pipeline: PipelineRun) {
      await expect(pipeline.cloud.fireSchedule(SCHEDULES[from])).rejects.toMatchObject({ name: "ScheduleRefused" });
      expect((await pipeline.cloud.queueCounts())[NAMES.dailyRunDeadLetterQueue]).toMatchObject({ visible: 1 });
      expect(await pipeline.cloud.logs()).toEqual([]);
    },
  })),
];

test.each(TAKEN)("without $action on $on, $from fails as on AWS", async ({ from, action, on, see }) => {
  const { receiptsConsumer: receipts, repliesConsumer: replies, receiptCollector: collector, digest } = NAMES;
  const names = { producer, sms: smsConsumer, email: emailConsumer, receipts, replies, collector, digest };
  const takeIt = (template: Template) => {
    const role =
      from in SCHEDULES
        ? roleOfSchedule(template, SCHEDULES[from as keyof typeof SCHEDULES])
        : roleOf(template, names[from as keyof typeof names]);
    takeAway(template, role, action, on);
    quiet(template);
  };
  const { refused } = await withPipeline(takeIt, see, from === "receipts" || from === "collector");
  expect(new Set(refused.map((refusal) => refusal.action))).toEqual(new Set([action]));
  const refusedTo = from in names ? names[from as keyof typeof names] : undefined;
  expect(refused.every(({ functionName }) => functionName === refusedTo)).toBe(true);
});

test("every permission is used by one of these runs, or is in the list with a reason", () => {
  const grants = [...uses].map(([key, used]) => ({ ...(JSON.parse(key) as ReturnType<typeof identityOf>), used }));
  expect(grants.length).toBeGreaterThan(0);
  const excused = ({ who, what }: { who: string; what: string }) =>
    GRANTED_UNUSED.filter((entry) => entry.who.test(who) && entry.what.test(what));
  expect(grants.filter((grant) => grant.used === 0 && excused(grant).length === 0)).toEqual([]);
  // Every entry of the list is needed.
  expect(grants.filter((grant) => grant.used > 0 && excused(grant).length > 0)).toEqual([]);
  expect(GRANTED_UNUSED.filter((entry) => !grants.some((grant) => excused(grant).includes(entry)))).toEqual([]);
});
