import { commentLines } from "../../../../contracts/published/comment-lines";
import { SETTINGS } from "../settings";

/** Characters of a line of a comment. */
const WIDTH = 111;

/** The source of `given-settings.ts`: what a user of the construct may give, with the same words as the settings. */
export function givenSettingsText(): string {
  const members = Object.entries(SETTINGS).map(([name, { type, takes, default: byDefault, description }]) => {
    const lines = [
      ...commentLines(description, WIDTH),
      ...commentLines(`It takes ${takes}.`, WIDTH),
      `@default ${JSON.stringify(byDefault)}`,
    ];
    return `  /**\n${lines.map((line) => `   * ${line}\n`).join("")}   */\n  readonly ${name}?: ${type};\n`;
  });
  return [
    "/** Written by `npm run schema` from `../settings.ts`: the settings that may be given, each with its own words. */\n",
    `export interface GivenSettings {\n${members.join("")}}\n`,
  ].join("");
}
