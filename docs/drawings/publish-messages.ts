/** Writes docs/messages.svg, the picture in the README, from the texts that the pipeline sends: `npm run messages`. */
import { writeFileSync } from "node:fs";
import { messagesPicture } from "./messages-picture";

writeFileSync(new URL("../messages.svg", import.meta.url), messagesPicture());
