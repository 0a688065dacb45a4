/** The commands of the DLQ on the one of the patients' answers. */
import { deployed } from "../../../support/data/deployed";
import { appointment } from "../../../support/data/records";
import { ops } from "../../../support/ops";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";
import { ALL_QUEUES, ServedQueues } from "../../../support/servers/served-queues";

const APPOINTMENTS = "healthcare-appointments-test";
const EMAIL = "healthcare-email-fallback-test";
const DLQ = "healthcare-appointments-dlq-test";
const [REPLIES, REPLIES_DLQ] = ["healthcare-replies-test", "healthcare-replies-dlq-test"] as const;
const HOUR = 3_600_000;
const SENT = Date.now() - HOUR;

let queues: ServedQueues;
withAwsAndDynamo((aws) => {
  deployed(aws);
  queues = new ServedQueues(aws, ...ALL_QUEUES);
});

const answer = {
  originationNumber: "+12065550142",
  destinationNumber: "+12065550100",
  messageKeyword: "KEYWORD_123456789012",
  messageBody: "Zyxxington has the wombat flu",
  inboundMessageId: "cae173d2-66b9-564c-8309-21f858e9fb84",
  previousPublishedMessageId: "wJalrXUtnFEMI",
};
/** What it has of a patient. */
const SECRETS = ["5550142", "Zyxxington", "wombat"];
const rejected = {
  DeadLetterReason: "CONTRACT_VIOLATION",
  DeadLetterDetail: "inboundMessageId",
  SourceQueue: "replies",
};

/** @param attributes none, as SQS itself moves a message */
function put(body: unknown, attributes: Record<string, string> = {}): void {
  queues.put(REPLIES_DLQ, typeof body === "string" ? body : JSON.stringify(body), attributes, SENT);
}
const dlq = (command: string, ...args: string[]) => ops(["dlq", command, "--environment", "test", ...args]);
const onlyId = () => queues.messagesIn(REPLIES_DLQ)[0]?.id ?? "";

test("dlq list names the queue of the answers, also of a message without attributes", async () => {
  put(answer);
  put({ ...answer, inboundMessageId: undefined }, rejected);
  queues.put(DLQ, JSON.stringify(appointment()), {}, SENT);
  const { out } = await dlq("list");
  expect(out).toContain(`${REPLIES_DLQ}: 2 messages`);
  expect(out).toMatch(new RegExp(`RECEIVE_LIMIT .* ${REPLIES}`));
  expect(out).toMatch(new RegExp(`CONTRACT_VIOLATION +inboundMessageId +${REPLIES}`));
  expect((await dlq("list", "--source", "replies")).out).not.toContain(DLQ);
  expect((await dlq("list", "--source", "receipts")).out).not.toContain(REPLIES_DLQ);
});

test("dlq redrive moves an answer back to its own queue, with the time at which it first reached SQS", async () => {
  put(answer, { SourceQueue: "email-fallback" });
  put(answer, { FirstSentAt: String(SENT - HOUR) });
  const { status, out } = await dlq("redrive", "--yes", "--source", "replies");
  expect({ status, out }).toEqual({ status: 0, out: `moved to ${REPLIES}: 2\n` });
  const time = (ms: number) => ({ FirstSentAt: { DataType: "String", StringValue: String(ms) } });
  expect(queues.messagesIn(REPLIES).map(({ attributes }) => attributes)).toMatchObject([time(SENT), time(SENT - HOUR)]);
  expect(queues.messagesIn(REPLIES).map(({ body }) => body)).toEqual(Array(2).fill(JSON.stringify(answer)));
  for (const other of [EMAIL, APPOINTMENTS, REPLIES_DLQ]) expect(queues.visibleIn(other)).toEqual([]);
});

test("dlq redrive keeps what is no answer, such as an appointment", async () => {
  put(appointment(), { SourceQueue: "appointments" });
  put("{");
  const { status, out } = await dlq("redrive", "--yes");
  expect(status).toBe(0);
  expect(out).toContain("kept, breaks the contract, CONTRACT_VIOLATION (inboundMessageId): 1");
  expect(out).toContain("kept, breaks the contract, INVALID_JSON: 1");
  expect(queues.visibleIn(REPLIES_DLQ)).toHaveLength(2);
});

test("dlq show says what the answer answers, and has the patient's phone and words with --reveal only", async () => {
  put(answer);
  const shown = await dlq("show", onlyId());
  expect(shown.status).toBe(0);
  expect(shown.out).toMatch(new RegExp(`Belongs to +${REPLIES}`));
  expect(shown.out).toMatch(
    /Answer +cae173d2-66b9-564c-8309-21f858e9fb84\nTo the text +wJalrXUtnFEMI\nFrom +a phone\nWords +given\n/,
  );
  const json = await dlq("show", onlyId(), "--json");
  expect(JSON.parse(json.out)).toMatchObject({
    source: "replies",
    reply: { id: answer.inboundMessageId, answeredId: answer.previousPublishedMessageId },
  });
  const list = await dlq("list", "--json");
  for (const { out, err } of [shown, json, list])
    expect(SECRETS.filter((secret) => `${out}${err}`.includes(secret))).toEqual([]);
  const revealed = await dlq("show", onlyId(), "--reveal");
  expect(SECRETS.filter((secret) => revealed.out.includes(secret))).toEqual(SECRETS);
  expect(revealed.err).toContain("patient data");
});

test("dlq show names the field of what is no answer, and not its value", async () => {
  put({ ...answer, inboundMessageId: "wombat \u001b" }, rejected);
  const { out } = await dlq("show", onlyId());
  expect(out).toContain("inboundMessageId is not as in an answer of a patient");
  expect(SECRETS.filter((secret) => out.includes(secret))).toEqual([]);
});

test("dlq drop deletes an answer, and records no notification", async () => {
  put("no answer at all", rejected);
  const drop = await dlq("drop", "--message", onlyId(), "--because", "it is no answer", "--yes");
  expect({ status: drop.status, out: drop.out }).toEqual({ status: 0, out: "dropped, an answer: 1\n" });
  expect(queues.messagesIn(REPLIES_DLQ)).toEqual([]);
});
