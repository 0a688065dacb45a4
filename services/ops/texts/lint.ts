/** `texts lint`: the traps of what patients read. */
import { InvalidArgumentError } from "commander";
import { LANGUAGES } from "../../../contracts/clinics/languages";
import { FINDINGS, type Finding, type FindingCode, findingLines } from "../../domain/text-lint/finding";
import { lintClinics } from "../../domain/text-lint/lint-clinic";
import { jsonText } from "../output/json-text";
import { printable } from "../output/printable";
import { STATUS, type Status } from "../output/status";
import { counted } from "../output/table";
import { say, type Terminal } from "../output/terminal";
import type { TextOptions, TextSource } from "./text-source";

export interface LintOptions extends TextOptions {
  readonly allow: readonly FindingCode[];
}

export function lintTexts(source: TextSource, options: LintOptions, terminal: Terminal): Status {
  const findings = findingsOf(source, options);
  const count = (severity: Finding["severity"]) => findings.filter((one) => one.severity === severity).length;
  const refused = findings.some(
    ({ severity, code }) => severity === "error" || (severity === "warning" && !options.allow.includes(code)),
  );
  const totals = { errors: count("error"), warnings: count("warning"), infos: count("info") };
  if (options.json) say(terminal, jsonText({ findings, ...totals }));
  else {
    for (const line of findingLines(findings)) say(terminal, printable(line));
    const parts = [counted(totals.errors, "error"), counted(totals.warnings, "warning"), counted(totals.infos, "info")];
    say(terminal, `${parts.join(", ")}.`);
  }
  return refused ? STATUS.failed : STATUS.done;
}

function findingsOf(source: TextSource, { language = "all" }: LintOptions): Finding[] {
  const findings = source.ok ? lintClinics(source) : unusable(source);
  return language === "all" ? findings : findings.filter((one) => (one.language ?? language) === language);
}

/** What is wrong with the file of profiles and the catalogues. */
function unusable({ profiles, catalogues }: Extract<TextSource, { ok: false }>): Finding[] {
  const remedy = "Correct it.";
  return [
    ...catalogues.map((problem): Finding => ({ code: "INVALID_FILE", severity: "error", problem, remedy })),
    ...profiles.map((problem): Finding => {
      const [, clinic, tag, message = "", reason = ""] =
        /^clinic (\S+), texts\.([\w-]+)\.(\w+): (?:the message )?(.*)$/.exec(problem) ?? [];
      const language = LANGUAGES.find((one) => one === tag);
      if (!language) return { code: "INVALID_FILE", severity: "error", problem, remedy };
      return { code: "INVALID_MESSAGE", severity: "error", clinic, language, message, problem: reason, remedy };
    }),
  ];
}

/** Parses an option's value: codes of warnings, separated by commas. */
export function allowed(text: string): readonly FindingCode[] {
  const warnings = Object.keys(FINDINGS).filter((code) => FINDINGS[code as FindingCode] === "warning");
  const codes = text.split(",").map((code) => code.trim());
  if (!codes.every((code) => warnings.includes(code)))
    throw new InvalidArgumentError(`Must be codes of warnings, separated by commas: ${warnings.join(", ")}.`);
  return codes as FindingCode[];
}
