/** Writes the published JSON Schemas from their declarations: `npm run schema`. */
import { writeFileSync } from "node:fs";
import { appointmentJsonSchema } from "./appointment-message";
import { clinicsJsonSchema } from "./clinics/profile-schema";

for (const schema of [appointmentJsonSchema(), clinicsJsonSchema()]) {
  writeFileSync(new URL(`./${schema.$id}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}
