/** `npm run ops -- patient export`: everything that is stored of a patient, as a file. */
import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { defaultClinic } from "../../domain/clinics/clinics";
import { asAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { isDiskFull } from "../output/explain";
import { jsonText } from "../output/json-text";
import { misuse, STATUS } from "../output/status";
import { counted } from "../output/table";
import { note, say } from "../output/terminal";
import { clinicsCommand, type EnvironmentOptions, runs, type Session } from "../shared/command";
import { clinicsOf, countsOf, isUnknown, meantClinic, readPatient, sayUnknown } from "./known";
import { recordOf } from "./record";
import { deployedTexts } from "./sent-words";

interface Options extends EnvironmentOptions, BecauseOption {
  readonly clinic?: string;
  readonly allClinics: boolean;
  readonly out: string;
}

const HELP = `
It writes a JSON file that only you may read, for a records request: appointments, notifications with their history,
answers, and the words of each text where the log still has what they were made from. A file that exists is not
overwritten. The table operator-acts-<environment> records who did it, when and why.

  npm run ops -- patient export p-1042 --out record.json --because "records request of 2027-03-01"`;

export function exportCommand(session: Session): Command {
  const { terminal } = session;
  const command = clinicsCommand("export", "writes everything that is stored of a patient to a file")
    .argument("<id>", "the patientId, as the booking system knows it")
    .requiredOption("--out <file>", "the file, which must not exist")
    .option("--clinic <id>", "only what is of this clinic")
    .option("--all-clinics", "what is of any clinic: the id means the same person at all of them", false)
    .addOption(becauseOption())
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment, [id = ""]) => {
    const { clinic, out, json } = options;
    const because = await reasonFor(options, terminal);
    const clinics = await environment.clinics();
    const own = defaultClinic(clinics).id;
    const known = await readPatient(environment, terminal, id, clinic, own);
    if (isUnknown(known) && !known.erased) return sayUnknown(known, environment, json, terminal);
    const clinicId = meantClinic(clinicsOf(known, own), id, options);
    const ofClinic = clinicId === undefined ? {} : { clinicIds: [clinicId] };
    return asAct(environment, terminal, { act: "patient-export", because, patientId: id, ...ofClinic }, async (act) => {
      const { name } = environment;
      const record = { environment: name, exportedAt: act.at, ...recordOf(known, clinics, deployedTexts()) };
      await writeNew(out, `${JSON.stringify(record, null, 2)}\n`);
      const { heldTexts: _, ...counts } = countsOf(known);
      act.found({ counts });
      const written = [
        counted(counts.appointments, "appointment"),
        counted(counts.notifications, "notification"),
        counted(counts.answers, "answer"),
      ];
      if (json) say(terminal, jsonText({ environment: name, patientId: id, file: out, ...counts }));
      else say(terminal, `Wrote ${written.join(", ")} to ${out}.`);
      note(terminal, "The file is patient data: only you may read it. Delete it once it is handed over.");
      return STATUS.done;
    });
  });
}

/** @throws CommandError if the file exists, or cannot be written */
async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: "wx", mode: 0o600 });
  } catch (error) {
    throw unwritable(path, error as NodeJS.ErrnoException);
  }
}

function unwritable(path: string, error: NodeJS.ErrnoException) {
  if (error.code === "EEXIST") return misuse(`${path} exists, and is not overwritten`, "Name another file with --out.");
  return misuse(
    `Cannot write ${path}${isDiskFull(error) ? ": the disk is full" : ""}`,
    "Name another file with --out.",
  );
}
