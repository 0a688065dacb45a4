/** Operators who redrive or drop the messages of the DLQ. */
import { type DeadLetter, parseDeadLetter } from "../../../services/domain/redrive/dead-letter";
import type { DeadLetterQueue } from "../../../services/domain/redrive/dead-letter-queue";
import { DeadLetterScan } from "../../../services/domain/redrive/dead-letter-scan";
import { recordDrop } from "../../../services/domain/redrive/drop";
import { redrive } from "../../../services/domain/redrive/redrive";
import { CLINICS } from "../../support/data/clinics";
import { Execution } from "../services/execution";
import { simulatedLog } from "../services/simulated-log";
import { batchDependencies, simulatedSend } from "../services/simulated-ports";
import type { World } from "../services/world";
import type { Variant } from "../variants/variant";

/** The share of the messages with a valid body that operators drop. */
const DROPPED = 0.5;

/** An operator runs the redrive command, which can stop at any point. */
export async function runRedrive(
  world: World,
  number: number,
  { changeDeadLetters = (port) => port }: Variant,
): Promise<void> {
  const by = new Execution(`redrive-${number}`, world);
  const { appointmentsQueue, emailQueue, time } = world;
  const droppedAt = (message: DeadLetter) =>
    by.repeatable("read the log", () => {
      const key = notificationIdOf(message);
      return world.log.items.find(({ notificationId }) => notificationId === key)?.droppedAt;
    });
  await redrive(
    changeDeadLetters(deadLettersOf(by, world)),
    { appointments: simulatedSend(by, appointmentsQueue), "email-fallback": simulatedSend(by, emailQueue) },
    { startedAt: time.now, clinics: CLINICS, droppedAt, onResult: () => {} },
  ).catch(() => {});
}

/** An operator drops some of the messages of the DLQ. The command can stop at any point. */
export async function runDrop(world: World, number: number): Promise<void> {
  const by = new Execution(`drop-${number}`, world);
  const scan = new DeadLetterScan(deadLettersOf(by, world), (message) => parseDeadLetter(message, CLINICS));
  const deps = { ...batchDependencies(by, world), log: simulatedLog(by, world, 0) };
  const drop = async (message: DeadLetter) => {
    const { kind } = await recordDrop(message, { by: "operator", because: "a simulation" }, deps);
    if (kind === "recorded") world.drops.push({ notificationId: notificationIdOf(message), at: world.time.now });
    if (kind !== "in-progress") await scan.delete(message);
  };
  try {
    for await (const message of scan.messages()) {
      if (message.parsed.ok && world.choices.fraction() < DROPPED) await drop(message).catch(() => {});
    }
  } catch {
    // The DLQ did not respond.
  }
  await scan.end();
}

function notificationIdOf({ parsed }: DeadLetter): string | undefined {
  return parsed.ok ? parsed.key?.notificationId : undefined;
}

function deadLettersOf(by: Execution, { deadLetters }: World): DeadLetterQueue {
  return {
    receive: () =>
      by.repeatable("receive from the DLQ", () =>
        deadLetters.receive(10).map((message) => ({ ...message, receiptHandle: message.id })),
      ),
    delete: (message) => by.repeatable("delete from the DLQ", () => deadLetters.delete(message)),
    release: (message) => by.repeatable("release in the DLQ", () => deadLetters.release(message)),
  };
}
