/** Writes the published JSON Schemas from their declarations: `npm run schema`. */
import { writeFileSync } from "node:fs";
import { appointmentJsonSchema } from "../appointment-message";
import { bookingJsonSchema } from "../bookings/booking-message";
import { clinicsJsonSchema } from "../clinics/profile-schema";

for (const schema of [appointmentJsonSchema(), bookingJsonSchema(), clinicsJsonSchema()]) {
  writeFileSync(new URL(`../${schema.$id}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}
