/** Operators who erase patients: the command can end at any step, and is run again until it has finished. */
import {
  type EraseDependencies,
  eraseOnce,
  isNothing,
  unfoundPatient,
} from "../../../services/domain/erasure/erase-patient";
import { patientMessage } from "../../../services/domain/erasure/patient-messages";
import { parseDeadBooking, parseDeadLetter, parseDeadReply } from "../../../services/domain/redrive/dead-letter";
import { CLINIC, CLINICS } from "../../support/data/clinics";
import type { BookingsFunction } from "../bookings/bookings-function";
import { Execution } from "../services/execution";
import { simulatedLog } from "../services/simulated-log";
import type { SimulatedQueue } from "../services/simulated-queue";
import type { World } from "../services/world";
import type { Variant } from "../variants/variant";
import { SimulatedPatientData } from "./simulated-patient-data";

const HOUR = 3_600_000;
/** ms after an erasure that did not finish until an operator runs the command again. */
const AGAIN_AFTER = HOUR;
/** The command looks so often at most. */
const MAX_LOOKS = 5;
const LAG = 5_000;

/** An erasure; times in ms since 1970. */
export interface Erasure {
  readonly patientId: string;
  /** When the first run of the command began: what was sent until then does not come back. */
  readonly begunAt: number;
  /** When a run of the command ended, with nothing left to erase; undefined if none has. */
  completedAt?: number;
}

/**
 * @param at ms since 1970
 * @param onCompleted called when nothing is left to erase
 */
export function startErasure(
  world: World,
  patientId: string,
  at: number,
  bookings: BookingsFunction,
  variant: Variant,
  onCompleted: () => void,
): Erasure {
  const erasure: Erasure = { patientId, begunAt: at };
  const run = (number: number) => {
    void erase(world, erasure, number, bookings, variant).then((isComplete) => {
      if (isComplete) {
        erasure.completedAt ??= world.time.now;
        onCompleted();
      } else world.time.after(AGAIN_AFTER, () => run(number + 1));
    });
  };
  world.time.at(at, () => run(1));
  return erasure;
}

/** @returns false if the command ended early */
async function erase(
  world: World,
  { patientId, begunAt }: Erasure,
  number: number,
  bookings: BookingsFunction,
  { changeErasure = (deps) => deps, looksOnce }: Variant,
): Promise<boolean> {
  const by = new Execution(`erase-${patientId}-${number}`, world);
  const work = async () => {
    const deps = changeErasure(dependencies(by, world, bookings));
    const found = unfoundPatient({ patientId });
    for (let look = 1; look <= MAX_LOOKS; look += 1) {
      const erased = await eraseOnce(found, number === 1 ? begunAt : by.clock.now(), deps);
      if (looksOnce || (look > 1 && isNothing(erased))) return true;
      // Longer than any function runs.
      await by.clock.sleep(look === 1 ? world.timings.sms.leaseMs : LAG);
    }
    return false;
  };
  const end = await Promise.race([work().catch(() => false), by.ended]);
  return end === true;
}

function dependencies(by: Execution, world: World, bookings: BookingsFunction): EraseDependencies {
  return {
    data: new SimulatedPatientData(by, world),
    log: simulatedLog(by, world, 0),
    clinics: CLINICS,
    clock: by.clock,
    random: world.choices,
    interrupted: { aborted: false },
    async eraseDeadLetters(found) {
      let deleted = 0;
      const look = async (queue: SimulatedQueue | undefined, parse: typeof parseDeadReply) => {
        for (const message of [...(queue?.messages ?? [])]) {
          const { sentAt = 0 } = message;
          const dead = parse({ ...message, sentAt, receiptHandle: message.id });
          if (patientMessage(dead, found, CLINIC.id) !== "own") continue;
          await by.repeatable("delete from a DLQ", () => queue?.delete(message));
          deleted += 1;
        }
      };
      await look(world.deadLetters, (message) => parseDeadLetter(message, CLINICS));
      await look(bookings.deadLetters, (message) => parseDeadBooking(message, CLINICS, world.time.now));
      await look(world.answers?.deadLetters, parseDeadReply);
      return deleted;
    },
  };
}
