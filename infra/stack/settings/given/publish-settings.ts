/** Writes the type of the settings that are given, from their declarations: `npm run schema`. */
import { writeFileSync } from "node:fs";
import { givenSettingsText } from "./given-settings-text";

writeFileSync(new URL("./given-settings.ts", import.meta.url), givenSettingsText());
