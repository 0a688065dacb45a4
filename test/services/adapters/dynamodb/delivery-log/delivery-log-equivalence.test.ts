import type { DeliveryLogItem } from "../../../../../contracts/delivery-log";
import { dynamoDeliveryLog } from "../../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import type { ApplyResult, LogEntry } from "../../../../../services/domain/notification/delivery-log";
import { TRANSITIONS, type TransitionName } from "../../../../../services/domain/notification/transitions";
import { CLINIC_TIME_ZONE } from "../../../../support/data/clinics";
import { fc, runs } from "../../../../support/data/properties";
import { appointment, logEntry, NOW } from "../../../../support/data/records";
import { FakeDeliveryLog, LEASE_MS, RETENTION_DAYS } from "../../../../support/fakes/fake-delivery-log";
import { FrozenClock } from "../../../../support/fakes/frozen-clock";
import { LOG_TABLE, TestDynamo } from "../../../../support/servers/dynamo";

let dynamo: TestDynamo;
beforeAll(async () => {
  dynamo = await TestDynamo.start();
});
afterAll(() => dynamo.stop());

/** One call of a random sequence. */
interface Step {
  readonly transition: TransitionName;
  readonly claim: number;
  readonly details: Pick<
    LogEntry,
    | "channel"
    | "messageId"
    | "smsMessageId"
    | "fallbackMessage"
    | "smsParts"
    | "code"
    | "sendInDoubt"
    | "uncounted"
    | "notAttempted"
  >;
  readonly contact: LogEntry["contact"];
  readonly waitMs: number;
  /** Over the item as it was at that many answers before; 0: not over any. */
  readonly overAge: number;
  /** Whether the holder knows the item, as it was at that many answers before; 0: it does not. */
  readonly heldAge: number;
}

const maybe = <T>(value: T) => fc.constantFrom<T | undefined>(undefined, value);
const step: fc.Arbitrary<Step> = fc.record({
  transition: fc.constantFrom(...(Object.keys(TRANSITIONS) as TransitionName[])),
  claim: fc.integer({ min: 1, max: 2 }),
  details: fc.record({
    channel: fc.constantFrom(undefined, "SMS" as const, "EMAIL" as const),
    messageId: fc.constantFrom(undefined, "sms-1", "sms-2"),
    smsMessageId: maybe("sms-1"),
    fallbackMessage: maybe("{}"),
    smsParts: maybe(2),
    code: maybe("InternalError"),
    sendInDoubt: fc.constantFrom(undefined, false, true),
    uncounted: maybe(true),
    notAttempted: maybe(true),
  }),
  contact: fc.constantFrom<LogEntry["contact"]>({}, { phoneNumber: "+12065550100" }, { email: "ana@example.com" }),
  waitMs: fc.integer({ min: 0, max: 2 * LEASE_MS }),
  overAge: fc.constantFrom(0, 0, 0, 1, 1, 2),
  heldAge: fc.constantFrom(0, 1, 1, 2),
});

test("the fake log responds and stores items exactly as the table does, for any call", async () => {
  let appointments = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      appointments += 1;
      const of = appointment({ appointmentId: `appointment-${appointments}` });
      const clock = new FrozenClock(NOW);
      const settings = {
        leaseMs: LEASE_MS,
        retentionDays: RETENTION_DAYS,
        clinicTimeZone: CLINIC_TIME_ZONE,
        historyBounds: { first: 1, last: 2 },
      };
      const fake = new FakeDeliveryLog(clock, settings);
      const real = dynamoDeliveryLog(dynamo.client, LOG_TABLE, settings, clock);
      const seen: DeliveryLogItem[] = [];
      for (const { transition, claim, details, contact, waitMs, overAge, heldAge } of steps) {
        clock.advance(waitMs);
        const claimId = `claim-${claim}`;
        const entry = logEntry({
          appointment: of,
          claimId,
          batchId: `batch-${claim}`,
          contact,
          ...details,
          ...(heldAge > 0 && { held: seen.at(-heldAge) }),
        });
        const ifUnchanged = overAge === 0 ? undefined : seen.at(-overAge);
        const [expected, answer] = await Promise.all([
          settled(fake.apply(transition, entry, ifUnchanged)),
          settled(real.apply(transition, entry, ifUnchanged)),
        ]);
        expect(answer).toEqual(expected);
        if (typeof answer === "object") seen.push(answer.item);
      }
      expect(await dynamo.logItem(logEntry({ appointment: of }).key)).toEqual(fake.items[0]);
    }),
    runs(60),
  );
});

/** The answer, or the error's code. */
function settled(answer: Promise<ApplyResult>): Promise<ApplyResult | string> {
  return answer.catch((error: Error) => `${error.name}: ${error.message}`);
}
