/** The language of a patient: `Patient.communication`. */
import { languageTag } from "../../language-tag";
import { child, type Element, extensions, isTrue, items, textOf } from "../reading/element";

const BCP_47 = "urn:ietf:bcp:47";
const INTERPRETER_REQUIRED = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired";
/** US Core 8; its value is a Coding of SNOMED CT, of which 373066001 is "Yes". */
const INTERPRETER_NEEDED = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed";
const YES = "373066001";

export interface PatientLanguage {
  /** BCP 47 */
  readonly tag: string;
  readonly element: Element;
}

/**
 * The language that the patient prefers, or else the first one. Of a patient who needs an interpreter and prefers none,
 * it is the first other than English, if there is one: the interpreter is for that.
 */
export function languageOf(patient: Element): PatientLanguage | undefined {
  const known = items(patient, "communication").flatMap((communication) => {
    const language = child(communication, "language");
    const tag = tagOf(language);
    return tag === undefined ? [] : [{ tag, element: language, preferred: isTrue(communication, "preferred") }];
  });
  const preferred = known.find((one) => one.preferred);
  const interpreted = needsInterpreter(patient) ? known.find(({ tag }) => !/^en(?:-|$)/.test(tag)) : undefined;
  const chosen = preferred ?? interpreted ?? known[0];
  return chosen && { tag: chosen.tag, element: chosen.element };
}

function needsInterpreter(patient: Element): boolean {
  return (
    extensions(patient, INTERPRETER_REQUIRED).some((extension) => isTrue(extension, "valueBoolean")) ||
    extensions(patient, INTERPRETER_NEEDED).some((one) => textOf(child(one, "valueCoding"), "code") === YES)
  );
}

/** The code of BCP 47, or else another one, or else a name. */
function tagOf(concept: Element): string | undefined {
  const codings = items(concept, "coding");
  const ofBcp47 = codings.filter((coding) => textOf(coding, "system") === BCP_47);
  const codes = [...ofBcp47, ...codings].map((coding) => textOf(coding, "code"));
  const names = [textOf(concept, "text"), ...codings.map((coding) => textOf(coding, "display"))];
  return [...codes, ...names].flatMap((one) => (one && languageTag(one)) || [])[0];
}
