import { SETTINGS } from "../settings";

const MAX_LINE = 116;

/** The source of `given-settings.ts`: what a user of the construct may give, with the same words as the settings. */
export function givenSettingsText(): string {
  const members = Object.entries(SETTINGS).map(([name, { type, takes, default: byDefault, description }]) => {
    const lines = [...wrapped(description), ...wrapped(`It takes ${takes}.`), `@default ${JSON.stringify(byDefault)}`];
    return `  /**\n${lines.map((line) => `   * ${line}\n`).join("")}   */\n  readonly ${name}?: ${type};\n`;
  });
  return [
    "/** Written by `npm run schema` from `../settings.ts`: the settings that may be given, each with its own words. */\n",
    `export interface GivenSettings {\n${members.join("")}}\n`,
  ].join("");
}

/** Lines of whole words. A comment must not end early. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.replaceAll("*/", "* /").split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= MAX_LINE - 5)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
