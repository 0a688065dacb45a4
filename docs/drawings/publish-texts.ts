/** Writes the texts of docs/clinics.md: `npm run texts`. */
import { readFileSync, writeFileSync } from "node:fs";
import { withTexts } from "./texts-page";

const PAGE = new URL("../clinics.md", import.meta.url);
writeFileSync(PAGE, withTexts(readFileSync(PAGE, "utf8")));
