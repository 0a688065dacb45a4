/** The language of a patient: `Patient.communication`. */
import { child, type Element, extensions, isTrue, items, textOf } from "../reading/element";

const BCP_47 = "urn:ietf:bcp:47";
/** A tag of BCP 47, or a code of ISO 639. */
const TAG = /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/;
/** Codes of ISO 639-2 that are no language: undetermined, none, several, uncoded. */
const NO_LANGUAGE = new Set(["und", "zxx", "mul", "mis", "unk"]);
const INTERPRETER_REQUIRED = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired";
/** US Core 8; its value is a Coding of SNOMED CT, of which 373066001 is "Yes". */
const INTERPRETER_NEEDED = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed";
const YES = "373066001";

/** The names in English of the languages that R4's value set of common languages names; senders write them as text. */
const NAMES = new Map(
  Object.entries({
    arabic: "ar",
    chinese: "zh",
    mandarin: "zh",
    cantonese: "yue",
    english: "en",
    french: "fr",
    german: "de",
    "haitian creole": "ht",
    italian: "it",
    korean: "ko",
    portuguese: "pt",
    russian: "ru",
    spanish: "es",
    tagalog: "tl",
    filipino: "fil",
    vietnamese: "vi",
  }),
);

export interface PatientLanguage {
  /** BCP 47, or a code of ISO 639-2. */
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
  const interpreted = needsInterpreter(patient) ? known.find(({ tag }) => !/^en(?:g)?(?:-|$)/i.test(tag)) : undefined;
  const chosen = preferred ?? interpreted ?? known[0];
  return chosen && { tag: chosen.tag, element: chosen.element };
}

function needsInterpreter(patient: Element): boolean {
  return (
    extensions(patient, INTERPRETER_REQUIRED).some((extension) => isTrue(extension, "valueBoolean")) ||
    extensions(patient, INTERPRETER_NEEDED).some((one) => textOf(child(one, "valueCoding"), "code") === YES)
  );
}

/** The code of BCP 47, or else another one that looks like a tag, or else a name. */
function tagOf(concept: Element): string | undefined {
  const codings = items(concept, "coding");
  const ordered = [
    ...codings.filter((coding) => textOf(coding, "system") === BCP_47),
    ...codings.filter((coding) => textOf(coding, "system") !== BCP_47),
  ];
  const codes = ordered.flatMap((coding) => textOf(coding, "code") ?? []);
  const tag = codes.find((code) => TAG.test(code) && !NO_LANGUAGE.has(code.toLowerCase()));
  if (tag !== undefined) return tag.replaceAll("_", "-");
  const names = [textOf(concept, "text"), ...codings.map((coding) => textOf(coding, "display"))];
  return names.flatMap((name) => (name && nameTag(name)) || [])[0];
}

/** Of `Spanish; Castilian` and `Chinese (simplified)`, the first word. */
function nameTag(name: string): string | undefined {
  const [first = ""] = name.toLowerCase().split(/\s*[;,(]/);
  return NAMES.get(first.trim()) ?? (TAG.test(first) && first.length <= 3 ? first : undefined);
}
