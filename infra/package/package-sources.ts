/** How sources differ in the package. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import { projectFolder } from "../stack/files/project-folder";

const HERE = import.meta.dirname;

/** Modules that the package has in another form, by the ends of their paths. */
const REPLACED = ["project-folder", "handler-files"] as const;

/** In the checkout, the operators' commands are a script of npm; in the package, they are a program of their own. */
const COMMANDS = /npm run (?:-s )?ops -- ?/g;
const PROGRAM = "npx appointment-reminders";

/** Takes the package's form of modules, and the package's name of the operators' commands. */
export const packageSources: Plugin = {
  name: "package-sources",
  setup(build) {
    for (const name of REPLACED) {
      build.onResolve({ filter: new RegExp(`/${name}$`) }, () => ({ path: join(HERE, `${name}.ts`) }));
    }
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (!path.startsWith(`${projectFolder()}/`) || path.includes("/node_modules/")) return undefined;
      const text = await readFile(path, "utf8");
      return { contents: renamed(text), loader: "ts" };
    });
  },
};

/** A text with the package's name of the operators' commands. */
function renamed(text: string): string {
  return text.replace(COMMANDS, (command) => (command.endsWith(" ") ? `${PROGRAM} ` : PROGRAM));
}
