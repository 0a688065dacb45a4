/** Checks at synth what patients read: errors stop the deployment, and everything else is reported. */

import { Annotations } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { ClinicProfiles } from "../../contracts/clinics/profile-files";
import { type Finding, findingLines } from "../../services/domain/text-lint/finding";
import { chosenLanguages, lintClinics } from "../../services/domain/text-lint/lint-clinic";
import { catalogues } from "./files/text-catalogues";
import { SettingsError } from "./settings/check-settings";
import type { Settings } from "./settings/settings";

/** Clinics that a line names; the others are counted. */
const MAX_CLINICS_NAMED = 5;

/**
 * Reports the findings of lint on the clinics of a deployment.
 * @param profiles undefined if the settings describe the only clinic
 * @throws SettingsError with a line for each error
 */
export function adviseOnTexts(scope: Construct, settings: Settings, profiles: ClinicProfiles | undefined): void {
  if (!profiles) {
    const remark =
      "The texts name no clinic and no way to opt out, both of which AWS's registration of US numbers asks for. Describe " +
      "the clinic in a profile (docs/clinics.md), or accept what `npm run ops -- texts lint` reports.";
    Annotations.of(scope).addInfoV2("AppointmentReminders:noClinicProfiles", remark);
    return;
  }
  const all = lintClinics({ ...profiles, catalogues: catalogues() });
  // 1. What can never be right.
  const errors = findingLines(all.filter(({ severity }) => severity === "error"));
  if (errors.length > 0) throw new SettingsError(errors.map((line) => `${settings.clinics}: ${line}`).join("\n"));
  // 2. What somebody should know.
  const findings = all.flatMap((finding) => underSettings(finding, settings));
  const isShown = isWorthALine(profiles);
  report(scope, settings, findings.filter(isShown));
  const others = findings.filter((finding) => !isShown(finding)).length;
  if (others > 0) {
    const remark =
      `${others} more notes, on what texts cost and on languages that the clinics did not choose: ` +
      `npm run ops -- texts lint --clinics ${settings.clinics}`;
    Annotations.of(scope).addInfoV2("AppointmentReminders:moreTexts", remark);
  }
}

/** A finding under the deployment's settings: with self-managed opt-outs, an answer opts nobody out. */
function underSettings(finding: Finding, { selfManagedOptOuts }: Settings): Finding[] {
  if (finding.code !== "OPT_OUT_ANSWER" || selfManagedOptOuts === "false") return [finding];
  if (selfManagedOptOuts === "true") return [];
  return [{ ...finding, severity: "info", remedy: "Set selfManagedOptOuts to true or false." }];
}

/** Warnings, and infos in the languages that a clinic chose or that concern all languages, but not what texts cost. */
function isWorthALine({ clinics }: ClinicProfiles) {
  const chosen = new Map(clinics.map((clinic) => [clinic.id, new Set(chosenLanguages(clinic))]));
  return ({ severity, code, clinic = "", language }: Finding) => {
    if (severity === "warning") return true;
    if (code === "SEVERAL_PARTS" || code === "NOT_GSM7") return false;
    return language === undefined || chosen.get(clinic)?.has(language) === true;
  };
}

/** A note's id is that of its kind, by which it can be acknowledged. */
function report(scope: Construct, { clinics }: Settings, findings: readonly Finding[]): void {
  const notes = Annotations.of(scope);
  for (const code of new Set(findings.map((finding) => finding.code))) {
    const ofKind = findings.filter((finding) => finding.code === code);
    for (const line of findingLines(ofKind, MAX_CLINICS_NAMED)) {
      const [severity, remark] = [line.split(":", 1)[0], `${clinics}: ${line.replace(/^\w+: /, "")}`];
      const id = `AppointmentReminders:texts-${code}`;
      if (severity === "warning") notes.addWarningV2(id, remark);
      else notes.addInfoV2(id, remark);
    }
  }
}
