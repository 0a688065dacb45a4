/** `npm run ops -- patient erase`: erases what is stored of a patient. */
import type { Command } from "commander";
import { defaultClinic } from "../../domain/clinics/clinics";
import { nothingErased } from "../../domain/erasure/erase-patient";
import type { PatientScope } from "../../domain/erasure/patient-data";
import { UNKNOWN } from "../../domain/redrive/drop";
import { asAct, type RunningAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import type { NewAct } from "../audit/record-act";
import { confirmed } from "../output/confirm";
import { jsonText } from "../output/json-text";
import { misuse, STATUS, type Status } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { momentText } from "../output/time-text";
import { hanging } from "../output/wrap";
import { clinicsCommand, type EnvironmentOptions, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { deadLetterEraser } from "./erase-dead-letters";
import { type Erasure, printErasure } from "./erase-report";
import { clinicsOf, countsOf, isUnknown, type KnownPatient, meantClinic, readPatient, sayUnknown } from "./known";
import { lookUntilNothing } from "./look-until-nothing";
import { planLines } from "./show";

interface Options extends EnvironmentOptions, BecauseOption {
  readonly clinic?: string;
  readonly allClinics: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

const HELP = `
It erases the patient's appointments, texts that wait, answers, and dead letters, and what the delivery log has of them. It
leaves ids, versions and times for 90 days, so that no older message, from a queue or by a redrive, brings the data back:
such a message ends as ERASED. An erased appointment stays erased, also if it is booked again; a new appointment that is
booked after the erasure is booked, and reminded of. It looks again once the functions that were running have ended, and
prints what it erased, and what expires when.

Ctrl-C and errors leave nothing half done that cannot be resumed: the same command continues. The table
operator-acts-<environment> records who did it, when and why, with the patient's id: name nobody in --because.

  npm run ops -- patient erase p-1042 --dry-run
  npm run ops -- patient erase p-1042 --because "request of 2027-03-01"`;

export function eraseCommand(session: Session): Command {
  const { terminal } = session;
  const command = clinicsCommand("erase", "erases what is stored of a patient, for good")
    .argument("<id>", "the patientId, as the booking system knows it")
    .option("--clinic <id>", "only what is of this clinic")
    .option("--all-clinics", "what is of any clinic: the id means the same person at all of them", false)
    .addOption(becauseOption())
    .option("--dry-run", "print what would be erased, and erase nothing", false)
    .option("--yes", "do not ask for confirmation", false)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment, [id = ""]) => {
    if (id === UNKNOWN)
      throw misuse(`Patient ${UNKNOWN} is nobody: dropped messages that name no patient have this id`);
    const because = options.dryRun ? "" : await reasonFor(options, terminal);
    // 1. What would be erased.
    const clinics = await environment.clinics();
    const own = defaultClinic(clinics).id;
    const all = await readPatient(environment, terminal, id, options.clinic, own);
    if (isUnknown(all)) return unknown(all, options, environment, terminal);
    const clinicId = meantClinic(clinicsOf(all, own), id, options);
    const { clinicTimeZone } = await environment.settings();
    for (const line of planLines(all, clinics, clinicTimeZone, Date.now()))
      note(terminal, hanging(line, terminal.columns));
    const nothing = (text: string, more: object = {}) => {
      if (options.json) say(terminal, jsonText({ environment: environment.name, ...more, found: countsOf(all) }));
      note(terminal, text);
      return terminal.interrupted.aborted ? STATUS.interrupted : STATUS.done;
    };
    if (options.dryRun) return nothing("Nothing was erased: --dry-run.", { dryRun: true });
    const question = `Erase what is stored of patient ${id}${clinicId ? ` at ${clinicId}` : ""}, for good?`;
    if (!options.yes && !(await confirmed(terminal, question))) return nothing("Nothing was erased.");
    // 2. The record, and then the erasure.
    const scope = { patientId: id, ...(clinicId !== undefined && { clinicId }) };
    const print = (erasure: Erasure, timeZone: string) =>
      printErasure(erasure, timeZone, environment.name, options.json, terminal);
    return eraseAsAct({ ...scope, because, allClinics: options.allClinics }, print, environment, terminal);
  });
}

/** What is erased, and why. */
export interface ErasureOrder extends PatientScope {
  readonly allClinics: boolean;
  readonly because: string;
}

/** Prints the receipt. @param timeZone IANA */
type PrintReceipt = (erasure: Erasure, timeZone: string) => void;

/**
 * Erases what is stored of a patient, and records it as an act.
 * @throws CommandError, with nothing erased, if it cannot be recorded
 */
export function eraseAsAct(
  { because, allClinics, ...scope }: ErasureOrder,
  print: PrintReceipt,
  environment: Environment,
  terminal: Terminal,
): Promise<Status> {
  const { patientId, clinicId } = scope;
  const act: NewAct = {
    act: "patient-erase",
    because,
    patientId,
    ...(clinicId !== undefined && { clinicIds: [clinicId] }),
    options: { allClinics },
  };
  return asAct(environment, terminal, act, (running) => erase(scope, running, print, environment, terminal));
}

async function erase(
  scope: PatientScope,
  act: RunningAct,
  print: PrintReceipt,
  environment: Environment,
  terminal: Terminal,
): Promise<Status> {
  const erased = nothingErased();
  const deadLetters = await deadLetterEraser(environment, terminal);
  let isComplete = false;
  try {
    isComplete = await lookUntilNothing(scope, Date.parse(act.at), erased, deadLetters.erase, environment, terminal);
  } finally {
    // The receipt is printed even after an error.
    act.found({ counts: { ...erased } });
    const { clinicTimeZone } = await environment.settings();
    const { actId, at, by } = act;
    print({ ...scope, actId, at, by, erased, isComplete, shared: deadLetters.shared() }, clinicTimeZone);
  }
  return isComplete ? STATUS.done : STATUS.interrupted;
}

async function unknown(known: KnownPatient, { json }: Options, environment: Environment, terminal: Terminal) {
  const { patientId, erased } = known;
  if (!erased) return sayUnknown(known, environment, json, terminal);
  const { clinicTimeZone } = await environment.settings();
  const times = Object.entries(erased.erased).map(([, at]) => momentText(at, clinicTimeZone));
  if (json) say(terminal, jsonText({ environment: environment.name, erasedAt: erased.erased, found: countsOf(known) }));
  note(terminal, `Patient ${patientId} was erased on ${times.join(" and ")}. Nothing has come back.`);
  return STATUS.done;
}
