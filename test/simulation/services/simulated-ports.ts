/** The dependencies of the pipeline's processes, on simulated services. */
import { QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import type { BatchDependencies } from "../../../services/domain/delivery/consume-batch";
import type { EmailDependencies } from "../../../services/domain/delivery/remind-by-email";
import type { SmsDependencies } from "../../../services/domain/delivery/remind-by-sms";
import { type FeedGuard, feedGuard } from "../../../services/domain/floods/feed-guard";
import type { AppointmentLookup } from "../../../services/domain/lookup/appointment-lookup";
import type { BatchQueue, Queue } from "../../../services/domain/ports";
import type { RateBudget } from "../../../services/domain/rate-limit/rate-limit";
import { rateLimiter } from "../../../services/domain/rate-limit/rate-limiter";
import type { HeldTexts } from "../../../services/domain/send-window/held-texts";
import { cachedStops } from "../../../services/domain/stops/cached-stops";
import type { Stops } from "../../../services/domain/stops/stops";
import { CLINIC_TIME_ZONE, CLINICS } from "../../support/data/clinics";
import { heldTextsIn } from "../../support/fakes/fake-held-texts";
import { CHANNEL_SWITCH_MS, PHONE_DIGEST } from "../../support/worlds/pipeline-world";
import { checkReport } from "../checks/check-reports";
import { patientIn } from "../story";
import { ENGLISH_TEXTS } from "./english-texts";
import type { Execution } from "./execution";
import { simulatedEmail, simulatedSms } from "./simulated-carriers";
import { simulatedLog } from "./simulated-log";
import type { SimulatedQueue } from "./simulated-queue";
import type { World } from "./world";

/** The rate of all consumers: a batch of ten takes about three seconds or more, and waits for the other batches. */
const PARTS_PER_SECOND = 6;

export function simulatedSend(by: Execution, queue: SimulatedQueue): Queue {
  return {
    send: (message) =>
      by.repeatable(
        `send to ${queue.name}`,
        () => queue.send(message),
        () => patientIn(message.body),
      ),
  };
}

function simulatedDeadLetters(by: Execution, world: World): Queue {
  const { send } = simulatedSend(by, world.deadLetters);
  return {
    send(message) {
      const { deadLetterReason, sourceQueue } = QUEUE_ATTRIBUTES;
      if (!message.attributes?.[deadLetterReason] || !message.attributes[sourceQueue]) {
        world.problems.push(`${by.name} puts a message in the DLQ that does not say why, or where it belongs`);
      }
      return send(message);
    },
  };
}

export function simulatedBatchSend(by: Execution, queue: SimulatedQueue, world: World): BatchQueue {
  return {
    sendBatch: (messages) =>
      by.repeatable(
        `send a batch to ${queue.name}`,
        () =>
          messages.flatMap((message, index) => {
            const isRefused = world.choices.fault("entry refused", queue.name, world.faults.errorBefore);
            if (isRefused) return [{ index, code: "InternalError" }];
            queue.send(message);
            return [];
          }),
        () => messages.map(({ body }) => patientIn(body)).join(", "),
      ),
  };
}

function simulatedStops(by: Execution, { stops, time }: World): Stops {
  const read = () =>
    by
      .repeatable("read the stops", () => stops.at(time.now))
      .catch((error: unknown) => {
        stops.unreadAt.push(time.now);
        throw error;
      });
  return cachedStops(read, by.clock);
}

function simulatedLookup(by: Execution, { table }: World): AppointmentLookup {
  return {
    find: (appointmentId, patientId) =>
      by.repeatable(
        "look up",
        () => table.find(appointmentId, patientId),
        () => patientId,
      ),
  };
}

function simulatedHeldTexts(by: Execution, { table }: World): HeldTexts {
  const texts = heldTextsIn(table);
  return {
    hold: (text) =>
      by.repeatable(
        "hold a text",
        () => texts.hold(text),
        () => text.patientId,
      ),
  };
}

function simulatedBudget(by: Execution, { budget }: World): RateBudget {
  return {
    reserve: (...reservation) =>
      by.repeatable(
        "reserve rate",
        () => budget.reserve(...reservation),
        () => "",
      ),
    release: (...released) =>
      by.repeatable(
        "release rate",
        () => budget.release(...released),
        () => "",
      ),
    volume: () =>
      by.repeatable(
        "look at the texts of the day",
        () => budget.volume(),
        () => "",
      ),
  };
}

/** Of a run without floods, any number of texts may go to a phone. */
function simulatedTextedPhones(by: Execution, { floods, time }: World): Pick<SmsDependencies, "textedPhones"> {
  if (!floods) return {};
  return {
    textedPhones: {
      async count(phoneDigest, day, notificationId) {
        try {
          return await by.repeatable("count a text", () => floods.count(phoneDigest, day, notificationId));
        } catch (error) {
          floods.uncounted.push({ notificationId, at: time.now });
          throw error;
        }
      },
    },
  };
}

/** The dependencies that every process shares: reports, clock and random. */
export function batchDependencies(by: Execution, world: World): BatchDependencies {
  const { reports } = world;
  return {
    deadLetters: simulatedDeadLetters(by, world),
    topic: {
      publish(events) {
        checkReport.events(by, events, world);
        const publish = () => void reports.events.push(...events);
        return by.repeatable("publish outcomes", publish).catch((error: unknown) => {
          world.publishesFailed += 1;
          throw error;
        });
      },
    },
    metrics: {
      emit(values) {
        checkReport.metrics(by, values, world.problems);
        return by.repeatable("emit metrics", () => reports.count(values));
      },
    },
    logger: reports.logger,
    clock: by.clock,
    random: world.choices,
    clinics: world.nights?.clinics ?? CLINICS,
  };
}

/** @param changeGuard the guard against floods of a pipeline with a mistake */
export function smsDependencies(
  by: Execution,
  world: World,
  changeGuard: (guard: FeedGuard) => FeedGuard = (same) => same,
): SmsDependencies & BatchDependencies {
  const guard = world.floods && feedGuard(world.floods.textSettings, CLINIC_TIME_ZONE, by.clock);
  return {
    ...batchDependencies(by, world),
    textReceipts: world.receipts?.manner ?? "off",
    ...simulatedTextedPhones(by, world),
    phoneDigest: PHONE_DIGEST,
    clinicTimeZone: CLINIC_TIME_ZONE,
    log: simulatedLog(by, world, world.timings.sms.leaseMs),
    sms: simulatedSms(by, world.outbox, world.receipts?.manner === "context"),
    texts: ENGLISH_TEXTS,
    rateLimiter: rateLimiter(
      { partsPerSecond: PARTS_PER_SECOND, textsPerSecond: PARTS_PER_SECOND, consumers: world.timings.sms.concurrency },
      {
        budget: simulatedBudget(by, world),
        feedGuard: guard && changeGuard(guard),
        clock: by.clock,
        logger: world.reports.logger,
      },
    ),
    heldTexts: simulatedHeldTexts(by, world),
    emailQueue: simulatedSend(by, world.emailQueue),
    ownQueue: simulatedSend(by, world.appointmentsQueue),
    channelSwitchMs: CHANNEL_SWITCH_MS,
    stops: simulatedStops(by, world),
    appointments: simulatedLookup(by, world),
  };
}

export function emailDependencies(by: Execution, world: World): EmailDependencies & BatchDependencies {
  return {
    ...batchDependencies(by, world),
    log: simulatedLog(by, world, world.timings.email.leaseMs),
    email: simulatedEmail(by, world.outbox),
    texts: ENGLISH_TEXTS,
    ownQueue: simulatedSend(by, world.emailQueue),
    smsQueue: simulatedSend(by, world.appointmentsQueue),
    channelSwitchMs: CHANNEL_SWITCH_MS,
    stops: simulatedStops(by, world),
    appointments: simulatedLookup(by, world),
  };
}
