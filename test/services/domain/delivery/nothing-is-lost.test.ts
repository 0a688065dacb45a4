import { type DeliveryLogItem, isOutcome } from "../../../../contracts/delivery-log";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { TRANSITIONS, type TransitionName } from "../../../../services/domain/notification/transitions";
import { RetryLater } from "../../../../services/domain/retry/failure";
import { CLINIC } from "../../../support/data/clinics";
import { fc, runs } from "../../../support/data/properties";
import { appointment, queueMessage } from "../../../support/data/records";
import { SimulatedSqs } from "../../../support/servers/simulated-sqs";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

/** Far enough ahead that no run of retries reaches it. */
const appointmentTime = "2027-06-01T10:00:00-04:00";
const REFUSALS = ["InvalidParameter", "MessageRejected", "Throttling"];
/** Codes with which a send may have arrived. */
const FAILURES = ["InternalError", "TimeoutError", "SomethingNew"];

/** What may go wrong at a delivery. */
type Fault = (world: PipelineWorld) => void;
/** Of a write that nobody tries again. */
const dies = new RetryLater("its owner died");
const anyCode = fc.constantFrom(...REFUSALS, ...FAILURES);
const failure = fc.constantFrom(...FAILURES);
const queueName = fc.constantFrom("emailQueue" as const, "deadLetters" as const, "appointmentsQueue" as const);
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.constant<Fault>(() => {}),
  anyCode.map(
    (code): Fault =>
      ({ sms }) =>
        sms.failSends(1, code),
  ),
  failure.map(
    (code): Fault =>
      ({ sms }) =>
        sms.loseAnswers(1, code),
  ),
  anyCode.map(
    (code): Fault =>
      ({ sms }) =>
        sms.failChecks(1, code),
  ),
  anyCode.map(
    (code): Fault =>
      ({ email }) =>
        email.failSends(1, code),
  ),
  failure.map(
    (code): Fault =>
      ({ email }) =>
        email.loseAnswers(1, code),
  ),
  fc.constant<Fault>(({ sms }) => sms.failSends(500, "Throttling")),
  fc.constant<Fault>(({ email }) => email.failSends(500, "Throttling")),
  fc.tuple(fc.constantFrom(...(Object.keys(TRANSITIONS) as TransitionName[])), fc.boolean()).map(
    ([transition, written]): Fault =>
      ({ log }) =>
        log.failOn(transition, dies, written),
  ),
  queueName.map(
    (queue): Fault =>
      (world) =>
        world[queue].failNext(),
  ),
);

/** How each patient's contacts are written: usable, unusable or not at all; and how often the reminder is queued. */
const patient = fc.record({
  phone: fc.constantFrom("usable", "none", undefined),
  mail: fc.constantFrom("usable", "none", undefined),
  copies: fc.integer({ min: 1, max: 3 }),
});
type Patient = typeof patient extends fc.Arbitrary<infer T> ? T : never;

interface Story {
  readonly world: PipelineWorld;
  readonly sqs: SimulatedSqs;
  readonly reminders: readonly Told[];
}

/** What became of one patient's reminder. */
interface Told {
  readonly given: Patient;
  readonly appointmentId: string;
  item(): DeliveryLogItem | undefined;
  /** Texts and emails that arrived. */
  times(): number;
}

/** Runs patients' messages through both consumers, with faults, to the end. */
async function run(patients: readonly Patient[], faults: readonly Fault[]): Promise<Story> {
  const world = new PipelineWorld();
  const sqs = new SimulatedSqs(world);
  const reminders = patients.map((given, index): Told => {
    const phoneNumber = given.phone === "usable" ? `+1206555010${index}` : given.phone;
    const email = given.mail === "usable" ? `patient-${index}@example.com` : given.mail;
    const of = appointment({ appointmentId: `appointment-${index}`, appointmentTime, phoneNumber, email });
    for (let copy = 0; copy < given.copies; copy += 1) {
      sqs.send("sms", queueMessage(of, { id: `message-${index}-${copy}` }));
    }
    const { notificationId } = identifyNotification(of, CLINIC);
    return {
      given,
      appointmentId: `appointment-${index}`,
      item: () => world.log.items.find((item) => item.notificationId === notificationId),
      times: () =>
        world.sms.delivered.filter((text) => text.phoneNumber === phoneNumber).length +
        world.email.delivered.filter(({ address }) => address === email).length,
    };
  });
  const left = [...faults];
  await sqs.drain(() => left.shift()?.(world));
  return { world, sqs, reminders };
}

async function forAllStories(property: (story: Story) => void | Promise<void>): Promise<void> {
  const patients = fc.array(patient, { minLength: 1, maxLength: 3 });
  const faults = fc.array(fault, { maxLength: 25 });
  const told = fc.asyncProperty(patients, faults, async (...given) => property(await run(...given)));
  await fc.assert(told, runs(100));
}

test("whatever fails, every reminder ends with an outcome or lies in the DLQ", async () => {
  await forAllStories(({ sqs, reminders }) => {
    const buried = sqs.deadLetters.map(({ body }) => (JSON.parse(body) as { appointmentId: string }).appointmentId);
    for (const { item, appointmentId } of reminders) {
      const status = item()?.status;
      expect((status && isOutcome(status)) || buried.includes(appointmentId)).toBe(true);
    }
  });
});

test("whatever fails, a patient is told once, or the log says that it may have been twice", async () => {
  await forAllStories(({ reminders }) => {
    for (const { item, times } of reminders) expect(times() <= 1 || item()?.possibleDuplicate).toBe(true);
  });
});

test("whatever failed, all who can be reached are told once all works again and the DLQ is redriven", async () => {
  await forAllStories(async ({ world, sqs, reminders }) => {
    world.recover();
    for (let rounds = 0; sqs.deadLetters.length > 0 && rounds < 5; rounds += 1) {
      sqs.redrive();
      await sqs.drain();
    }
    expect(sqs.deadLetters).toEqual([]);
    for (const { given, item, times } of reminders) {
      const reachable = given.phone === "usable" || given.mail === "usable";
      expect(item()?.status).toMatch(reachable ? /^(SMS|EMAIL)_SENT$/ : /^NO_CONTACT$/);
      expect(times() > 0).toBe(reachable);
    }
  });
});
