/** The commands of the DLQ on the one of the receipts. */

import { deployed } from "../../../support/data/deployed";
import bounce from "../../../support/data/receipts/ses-bounce.json";
import failure from "../../../support/data/receipts/sns-failure.json";
import { appointment } from "../../../support/data/records";
import { ops } from "../../../support/ops";
import { withAwsAndDynamo } from "../../../support/servers/for-each-test";
import { ALL_QUEUES, ServedQueues } from "../../../support/servers/served-queues";

const APPOINTMENTS = "healthcare-appointments-test";
const EMAIL = "healthcare-email-fallback-test";
const DLQ = "healthcare-appointments-dlq-test";
const RECEIPTS = "healthcare-delivery-receipts-test";
const RECEIPTS_DLQ = "healthcare-delivery-receipts-dlq-test";
const SENT = Date.now() - 3_600_000;

let queues: ServedQueues;
withAwsAndDynamo((aws) => {
  deployed(aws);
  queues = new ServedQueues(aws, ...ALL_QUEUES);
});

/** @param attributes none, as SQS itself moves a message */
function put(body: unknown, attributes: Record<string, string> = {}): void {
  queues.put(RECEIPTS_DLQ, typeof body === "string" ? body : JSON.stringify(body), attributes, SENT);
}
const rejected = {
  DeadLetterReason: "CONTRACT_VIOLATION",
  DeadLetterDetail: "mail.messageId",
  SourceQueue: "receipts",
};
const dlq = (command: string, ...args: string[]) => ops(["dlq", command, "--environment", "test", ...args]);
const onlyId = () => queues.messagesIn(RECEIPTS_DLQ)[0]?.id ?? "";

test("dlq list names the queue of the receipts, also of a message without attributes", async () => {
  put(failure);
  put({ mail: {} }, rejected);
  queues.put(DLQ, JSON.stringify(appointment()), {}, SENT);
  const { out } = await dlq("list");
  expect(out).toContain(`${RECEIPTS_DLQ}: 2 messages`);
  expect(out).toMatch(new RegExp(`RECEIVE_LIMIT .* ${RECEIPTS}`));
  expect(out).toMatch(new RegExp(`CONTRACT_VIOLATION +mail.messageId +${RECEIPTS}`));
  expect((await dlq("list", "--source", "receipts")).out).not.toContain(DLQ);
  expect((await dlq("list", "--source", "bookings")).out).not.toContain(RECEIPTS_DLQ);
});

test("dlq redrive moves a receipt back to its own queue, whatever its attributes say", async () => {
  put(failure);
  put(failure, { SourceQueue: "email-fallback" });
  const { status, out } = await dlq("redrive", "--yes", "--source", "receipts");
  expect({ status, out }).toEqual({ status: 0, out: `moved to ${RECEIPTS}: 2\n` });
  expect(queues.messagesIn(RECEIPTS).map(({ body }) => body)).toEqual(Array(2).fill(JSON.stringify(failure)));
  expect([...queues.visibleIn(EMAIL), ...queues.visibleIn(APPOINTMENTS), ...queues.visibleIn(RECEIPTS_DLQ)]).toEqual(
    [],
  );
});

test("dlq redrive keeps what is no receipt, such as an appointment", async () => {
  put(appointment(), { SourceQueue: "appointments" });
  put("{");
  const { status, out } = await dlq("redrive", "--yes");
  expect(status).toBe(0);
  expect(out).toContain("kept, breaks the contract, CONTRACT_VIOLATION: 1");
  expect(out).toContain("kept, breaks the contract, INVALID_JSON: 1");
  expect(queues.visibleIn(RECEIPTS_DLQ)).toHaveLength(2);
});

test("dlq redrive keeps the receipt of another account's email", async () => {
  put({ ...bounce, mail: { ...bounce.mail, sendingAccountId: "210987654321" } });
  const { out } = await dlq("redrive", "--yes");
  expect(out).toContain("kept, breaks the contract, CONTRACT_VIOLATION (mail.sendingAccountId): 1");
});

test("dlq show says what a receipt reports, without the phone and without the carrier's own text", async () => {
  put(failure);
  const { status, out } = await dlq("show", onlyId());
  expect(status).toBe(0);
  expect(out).toMatch(new RegExp(`Belongs to +${RECEIPTS}`));
  expect(out).toMatch(new RegExp(`Receipt +text ${failure.notification.messageId}: not delivered, UNKNOWN`));
  expect(out).not.toMatch(/5550100|attempting to reach/);
  expect(JSON.parse((await dlq("show", onlyId(), "--json")).out)).toMatchObject({
    source: "receipts",
    receipt: { channel: "SMS", messageId: failure.notification.messageId, result: { kind: "failed", code: "UNKNOWN" } },
  });
});

test("dlq drop deletes a receipt, and records no notification", async () => {
  put("no receipt at all", rejected);
  const drop = await dlq("drop", "--message", onlyId(), "--because", "it is no receipt", "--yes");
  expect({ status: drop.status, out: drop.out }).toEqual({ status: 0, out: "dropped, a receipt: 1\n" });
  expect(queues.messagesIn(RECEIPTS_DLQ)).toEqual([]);
});

test("dlq drop without a filter besides the source drops nothing", async () => {
  put("no receipt at all", rejected);
  const drop = await dlq("drop", "--source", "receipts", "--because", "all of them", "--yes");
  expect(drop.status).toBe(2);
  expect(queues.messagesIn(RECEIPTS_DLQ)).toHaveLength(1);
});
