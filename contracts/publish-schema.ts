/** Writes the published JSON Schema from the declaration: `npm run schema`. */
import { writeFileSync } from "node:fs";
import { appointmentJsonSchema } from "./appointment-message";

const file = new URL("./appointment-message.v1.schema.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(appointmentJsonSchema(), null, 2)}\n`);
