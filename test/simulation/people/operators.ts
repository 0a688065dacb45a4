/** Operators who redrive what lies in the DLQ, or drop it. */
import { parseAppointment } from "../../../contracts/appointment-message";
import { identifyNotification } from "../../../services/domain/notification/notification";
import {
  type DeadLetter,
  type DeadLetterQueue,
  Look,
  violationOf,
} from "../../../services/domain/redrive/dead-letter-queue";
import { recordDrop } from "../../../services/domain/redrive/drop";
import { redrive } from "../../../services/domain/redrive/redrive";
import { CLINIC_TIME_ZONE } from "../../support/data/records";
import { Execution } from "../services/execution";
import { batchDependencies, simulatedLog, simulatedSend } from "../services/simulated-ports";
import type { World } from "../services/world";
import type { Variant } from "../variants/variant";

/** How many of the messages that they see operators drop. */
const DROPPED = 0.5;

/** An operator runs the redrive command; it may end anywhere. */
export async function runRedrive(
  world: World,
  number: number,
  { changeDeadLetters = (port) => port }: Variant,
): Promise<void> {
  const by = new Execution(`redrive-${number}`, world);
  const { appointmentsQueue, emailQueue, time } = world;
  const droppedAt = (letter: DeadLetter) =>
    by.repeatable("read the log", () => {
      const key = keyOf(letter);
      return world.log.items.find(({ notificationId }) => notificationId === key)?.droppedAt;
    });
  await redrive(
    changeDeadLetters(deadLettersOf(by, world)),
    { appointments: simulatedSend(by, appointmentsQueue), "email-fallback": simulatedSend(by, emailQueue) },
    { startedAt: time.now, droppedAt, onFate: () => {} },
  ).catch(() => {});
}

/** An operator drops some of what lies in the DLQ; they may end anywhere. */
export async function runDrop(world: World, number: number): Promise<void> {
  const by = new Execution(`drop-${number}`, world);
  const look = new Look(deadLettersOf(by, world));
  const deps = { ...batchDependencies(by, world), log: simulatedLog(by, world, 0) };
  const drop = async (letter: DeadLetter) => {
    const dropping = await recordDrop(letter, "by a simulated operator", deps);
    if (dropping.kind === "recorded") world.drops.push({ notificationId: keyOf(letter), at: world.time.now });
    if (dropping.kind !== "in work") await look.delete(letter);
  };
  try {
    for await (const letter of look.letters()) {
      if (!violationOf(letter) && world.choices.fraction() < DROPPED) await drop(letter).catch(() => {});
    }
  } catch {
    // The DLQ was out of reach.
  }
  await look.end();
}

/** The notification of a message that keeps the contract. */
function keyOf({ body }: DeadLetter): string | undefined {
  const check = parseAppointment(body);
  return check.ok ? identifyNotification(check.appointment, CLINIC_TIME_ZONE).notificationId : undefined;
}

function deadLettersOf(by: Execution, { deadLetters }: World): DeadLetterQueue {
  return {
    receive: () =>
      by.repeatable("receive from the DLQ", () =>
        deadLetters.receive(10).map((message) => ({ ...message, receipt: message.id })),
      ),
    delete: (letter) => by.repeatable("delete from the DLQ", () => deadLetters.delete(letter)),
    release: (letter) => by.repeatable("release in the DLQ", () => deadLetters.release(letter)),
  };
}
