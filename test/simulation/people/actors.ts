/** What starts reminders: other systems and the producer's runs. */
import { SCHEDULE_SOURCE, SWEEP_SOURCE } from "../../../contracts/producer-event";
import { duePartOf } from "../../../contracts/tables/appointments-table";
import { QUARTER } from "../../../contracts/tables/quarters";
import type { FloodSettings } from "../../../services/domain/floods/usual-volume";
import { produce } from "../../../services/domain/producer/produce";
import { CLINIC_TIME_ZONE } from "../../support/data/clinics";
import { FakeAppointments } from "../../support/fakes/fake-appointments";
import { heldTextsIn } from "../../support/fakes/fake-held-texts";
import { dueCounterOf, FakeRunHistory } from "../../support/fakes/fake-run-history";
import { TODAY } from "../../support/worlds/producer-world";
import { Execution } from "../services/execution";
import { simulatedLog } from "../services/simulated-log";
import { batchDependencies, simulatedBatchSend } from "../services/simulated-ports";
import type { World } from "../services/world";
import type { ProducerVariant, RunGuard } from "../variants/variant";
import type { Population } from "./patients";
import { completionsChecked, partRuns, RUNS_AFTER } from "./shared-runs";

const PRODUCER_TIME = 900_000;

/** Other systems send their messages, and repeat a send whose response is lost. */
export function startSenders(world: World, { patients, broken }: Population): void {
  const send = (after: number, body: string) =>
    world.time.after(after, () => {
      world.appointmentsQueue.send({ body });
      if (world.choices.fault("sent again", "other system", world.faults.responseLost)) {
        world.appointmentsQueue.send({ body });
      }
    });
  for (const { messages } of patients) {
    for (const { after, appointment } of messages) send(after, JSON.stringify(appointment));
  }
  for (const { after, body } of broken) send(after, body);
}

/** The daily run over the table, with Lambda's retries, and one more run after the faults have ended. */
export function startDailyRuns(
  world: World,
  { patients }: Population,
  lastRunAfter: number,
  variant: ProducerVariant = {},
): void {
  const { table } = world;
  for (const { stored, appointment } of patients) {
    const appointmentId = appointment.appointmentId ?? "";
    if (stored)
      table.put({
        ...appointment,
        appointmentId,
        reminderDate: duePartOf(TODAY, appointmentId, appointment.patientId),
      });
  }
  RUNS_AFTER.concat(lastRunAfter).forEach((after, number) => {
    world.time.after(after, () => {
      if (table.dueIds.length > 0)
        void runProducer(world, table, { source: SCHEDULE_SOURCE }, `producer-${number + 1}`, variant);
    });
  });
}

/** An on-demand run over a list, in which one entry breaks the contract. */
export function startOnDemandRun(world: World, { patients }: Population, after: number): void {
  const listed = patients.filter(({ onDemand }) => onDemand).map(({ appointment }) => appointment);
  if (listed.length === 0) return;
  const event = { appointments: [...listed, { patientId: "Rivera" }] };
  world.time.after(after, () => void runProducer(world, new FakeAppointments(), event, "on-demand"));
}

/**
 * A sweep every quarter of an hour, over the texts that wait.
 * @param last ms after the start of the run
 */
export function startSweeps(world: World, last: number, variant: ProducerVariant = {}): void {
  const { table, time } = world;
  const first = Math.ceil(time.now / QUARTER) * QUARTER;
  for (let at = first; at <= first + last; at += QUARTER) {
    time.at(at, () => {
      if (table.dueIds.length > 0)
        void runProducer(world, table, { source: SWEEP_SOURCE }, `sweep-${(at - first) / QUARTER}`, variant);
    });
  }
}

const NO_LIMIT: FloodSettings = { factor: "off", minimum: 1 };

/** The guard of the daily runs; off in a run without floods. */
function runGuard(by: Execution, { floods }: World, table: FakeAppointments): RunGuard {
  const { runHistory = new FakeRunHistory(), settings = NO_LIMIT } = floods ?? {};
  const counter = dueCounterOf(table);
  return {
    floods: settings,
    dueCounter: { count: (list, max) => by.repeatable("count what is due", () => counter.count(list, max)) },
    runHistory: {
      read: () => by.repeatable("read the held run", () => runHistory.read()),
      record: (counts) => by.repeatable("record a run", () => runHistory.record(counts)),
      hold: (held) =>
        by.repeatable("hold a run", () => {
          floods?.heldRuns.push(held);
          return runHistory.hold(held);
        }),
      clear: () => by.repeatable("end a held run", () => runHistory.clear()),
    },
  };
}

/**
 * @param variant a pipeline with a mistake
 * @returns whether it succeeded: otherwise Lambda repeats it, or the next run queues what is still due
 */
export async function runProducer(
  world: World,
  table: FakeAppointments,
  event: unknown,
  name: string,
  variant: ProducerVariant = {},
): Promise<boolean> {
  const { changeAppointments = (same) => same, changeRunGuard = (same) => same } = variant;
  const { changePartRuns = (same) => same } = variant;
  const by = new Execution(name, world);
  const deadline = by.clock.now() + PRODUCER_TIME - 60_000;
  const run = produce(
    event,
    { id: world.choices.uuid(), deadline },
    {
      ...batchDependencies(by, world),
      clinicTimeZone: CLINIC_TIME_ZONE,
      appointments: changeAppointments({
        async *due(day) {
          for await (const page of table.due(day)) yield await by.repeatable("read what is due", () => page);
        },
        markQueued: (due, at, next) => by.repeatable("mark as queued", () => table.markQueued(due, at, next)),
        markMissed: (due, at) => by.repeatable("mark as missed", () => table.markMissed(due, at)),
        markDeclined: (due, at) => by.repeatable("mark as declined", () => table.markDeclined(due, at)),
        postpone: (due, day) => by.repeatable("leave to the daily run", () => table.postpone(due, day)),
      }),
      ...changeRunGuard(runGuard(by, world, table)),
      ...changePartRuns(partRuns(by, world, (share, its) => runProducer(world, table, share, its, variant))),
      metrics: completionsChecked(by, world, table),
      sweepProgress: {
        read: () => by.repeatable("read the sweep's progress", () => world.sweepProgress.read()),
        advance: (to) => by.repeatable("advance the sweep", () => world.sweepProgress.advance(to)),
      },
      waitingReplies: { oldest: () => by.repeatable("read the oldest answer", () => undefined) },
      heldTexts: { remove: (text) => by.repeatable("delete a released text", () => heldTextsIn(table).remove(text)) },
      releasedPerSecond: 5,
      queue: simulatedBatchSend(by, world.appointmentsQueue, world),
      log: simulatedLog(by, world, world.timings.sms.leaseMs),
      catchUpDays: 1,
    },
  );
  const succeeded = run.then(
    () => true,
    () => false,
  );
  const end = await Promise.race([succeeded, by.ended]);
  if (end !== "dead") by.finish();
  return end === true;
}
