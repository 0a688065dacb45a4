/** Writes docs/queues-and-topics.md from the AsyncAPI document: `npm run channels`. */
import { writeFileSync } from "node:fs";
import { channelsPage } from "./channels-page";

writeFileSync(new URL("../queues-and-topics.md", import.meta.url), channelsPage());
