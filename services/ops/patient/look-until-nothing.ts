/** The looks of an erasure: after the first, what functions that were running have written meanwhile is erased. */
import { setTimeout } from "node:timers/promises";
import { dynamoDeliveryLog } from "../../adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { systemClock } from "../../adapters/system-clock";
import { systemRandom } from "../../adapters/system-random";
import {
  addErased,
  type EraseDependencies,
  type Erased,
  eraseOnce,
  isNothing,
  unfoundPatient,
} from "../../domain/erasure/erase-patient";
import type { PatientScope } from "../../domain/erasure/patient-data";
import { longestRun } from "../aws/deployed-settings";
import { lambda } from "../aws/operator-clients";
import { dynamoPatientData } from "../aws/patient/dynamo-patient-data";
import { notFound } from "../output/status";
import { note, type Terminal } from "../output/terminal";
import { durationText } from "../output/time-text";
import type { Environment } from "../shared/environment";

/** Looks after the first: more are needed only while indexes lag. */
const MAX_LOOKS = 5;
/** ms between two looks after the second one. */
const LAG = 5_000;

/**
 * Erases what is stored of a patient, until a look finds nothing more.
 * @param erasedAt when the erasure began, ms since 1970
 * @param sum is added to, also if an error ends it
 * @returns false if it was interrupted
 * @throws CommandError if something is found at each look
 */
export async function lookUntilNothing(
  scope: PatientScope,
  erasedAt: number,
  sum: Erased,
  eraseDeadLetters: EraseDependencies["eraseDeadLetters"],
  environment: Environment,
  terminal: Terminal,
): Promise<boolean> {
  const { dynamo, names } = environment;
  const { retentionDays, clinicTimeZone } = await environment.settings();
  const found = unfoundPatient(scope);
  const deps: EraseDependencies = {
    data: dynamoPatientData(dynamo, names),
    log: dynamoDeliveryLog(dynamo, names.deliveryLogTable, { leaseMs: 0, retentionDays, clinicTimeZone }, systemClock),
    clinics: await environment.clinics(),
    clock: systemClock,
    random: systemRandom,
    eraseDeadLetters,
    interrupted: terminal.interrupted,
  };
  for (let look = 1; look <= MAX_LOOKS; look += 1) {
    const more = await eraseOnce(found, erasedAt, deps);
    addErased(sum, more);
    if (terminal.interrupted.aborted) return false;
    if (look > 1 && isNothing(more)) return true;
    if (look === MAX_LOOKS) break;
    const wait = look === 1 ? await longestRun(lambda(), names.smsConsumer) : LAG;
    if (look === 1) note(terminal, `Looking again in ${durationText(wait)}, when what was running has ended.`);
    await sleep(wait, terminal);
    if (terminal.interrupted.aborted) return false;
  }
  throw notFound(
    "Something of the patient was found at each look",
    "A program goes on writing it: stop it, and run the same command again.",
  );
}

/** Ctrl-C ends it at once, and leaves no timer that would keep the process. */
async function sleep(ms: number, { interrupted: signal }: Terminal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => {});
}
