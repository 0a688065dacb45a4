/** Deletes a patient's messages from the DLQs. */
import { defaultClinic } from "../../domain/clinics/clinics";
import type { EraseDependencies } from "../../domain/erasure/erase-patient";
import { patientMessage } from "../../domain/erasure/patient-messages";
import { DeadLetterScans, openDeadLetters } from "../dlq/dead-letters";
import type { Terminal } from "../output/terminal";
import type { Environment } from "../shared/environment";

export interface DeadLetterEraser {
  readonly erase: EraseDependencies["eraseDeadLetters"];
  /** Messages that are also about others, or may be: at the last look. */
  shared(): number;
}

export async function deadLetterEraser(environment: Environment, terminal: Terminal): Promise<DeadLetterEraser> {
  const clinics = await environment.clinics();
  const opened = await openDeadLetters(environment);
  let shared = 0;
  return {
    shared: () => shared,
    async erase(found) {
      const scan = new DeadLetterScans(opened, clinics, terminal.interrupted);
      let deleted = 0;
      shared = 0;
      try {
        for await (const message of scan.messages()) {
          const whose = patientMessage(message, found, defaultClinic(clinics).id);
          if (whose === "shared") shared += 1;
          if (whose !== "own") continue;
          await scan.delete(message);
          deleted += 1;
        }
      } finally {
        await scan.end();
      }
      return deleted;
    },
  };
}
