/** Writes docs/states.md from the table of states: `npm run states`. */
import { writeFileSync } from "node:fs";
import { statesPage } from "./states-page";

writeFileSync(new URL("../states.md", import.meta.url), statesPage());
