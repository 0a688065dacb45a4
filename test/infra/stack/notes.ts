/** What a synth says of a deployment's settings and texts. */
import { Stack } from "aws-cdk-lib";
import { Annotations, Match } from "aws-cdk-lib/assertions";
import { adviseOnClinicMetrics, adviseOnSettings } from "../../../infra/stack/advice";
import { checkSettings } from "../../../infra/stack/settings/check-settings";
import { hasClinicMetrics, readClinicProfiles } from "../../../infra/stack/settings/clinic-profiles";
import type { Settings } from "../../../infra/stack/settings/settings";
import { adviseOnTexts } from "../../../infra/stack/text-advice";
import { emptyApp } from "./build-stack";

export interface Notes {
  readonly infos: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * The notes on some settings, without the pipeline, which takes a hundred times as long to build. That the pipeline's are
 * the same, advice.test.ts holds.
 * @param ofTexts whether with those on what patients read
 * @throws SettingsError as the pipeline does
 */
export function notesOn(given: Partial<Settings>, ofTexts = true): Notes {
  const stack = new Stack(emptyApp(), "Notes");
  const settings = checkSettings(given);
  const profiles = readClinicProfiles(settings);
  adviseOnSettings(stack, settings);
  const clinicMetrics = hasClinicMetrics(settings, profiles);
  adviseOnClinicMetrics(stack, settings, profiles?.clinics.length ?? 0, clinicMetrics);
  if (ofTexts) adviseOnTexts(stack, settings, profiles);
  return notesOf(stack);
}

/** The notes in the synthesized stack, which CDK prints. */
export function notesOf(stack: Stack): Notes {
  // CDK also prints warnings.
  const printed = jest.spyOn(console, "error").mockReturnValue();
  try {
    const notes = Annotations.fromStack(stack);
    const texts = (found: ReturnType<typeof notes.findInfo>) => found.map(({ entry }) => String(entry.data));
    const all = Match.anyValue();
    return { infos: texts(notes.findInfo("*", all)), warnings: texts(notes.findWarning("*", all)) };
  } finally {
    printed.mockRestore();
  }
}
