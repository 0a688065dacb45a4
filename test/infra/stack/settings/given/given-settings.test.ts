import { readFileSync } from "node:fs";
import type { GivenSettings } from "../../../../../infra/stack/settings/given/given-settings";
import { givenSettingsText } from "../../../../../infra/stack/settings/given/given-settings-text";
import type { Settings } from "../../../../../infra/stack/settings/settings";

test("the type of the given settings is that of the settings, with their words", () => {
  // If this fails: npm run schema
  expect(readFileSync("infra/stack/settings/given/given-settings.ts", "utf8")).toBe(givenSettingsText());
});

test("all settings may be given, and nothing else (checked when it compiles)", () => {
  const given: Required<GivenSettings> = {} as Settings;
  const settings: Settings = {} as Required<GivenSettings>;
  expect([given, settings]).toEqual([{}, {}]);
});
