/** Writes the published JSON Schemas, types and AsyncAPI document from their declarations: `npm run schema`. */
import { writeFileSync } from "node:fs";
import { appointmentJsonSchema } from "../appointment-message";
import { asyncApiDocument } from "../asyncapi/asyncapi-document";
import { bookingJsonSchema } from "../bookings/booking-message";
import { clinicsJsonSchema } from "../clinics/profile-schema";
import { outcomeEventJsonSchema, replyEventJsonSchema } from "../events/event-schemas";
import { eventTypesSource, messageTypesSource } from "./message-types-source";

const messages = [appointmentJsonSchema(), bookingJsonSchema(), clinicsJsonSchema()];
for (const schema of [...messages, outcomeEventJsonSchema(), replyEventJsonSchema()]) {
  writeFileSync(new URL(`../${schema.$id}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}
writeFileSync(new URL("../asyncapi.json", import.meta.url), `${JSON.stringify(asyncApiDocument(), null, 2)}\n`);
writeFileSync(new URL("message-types.ts", import.meta.url), messageTypesSource());
writeFileSync(new URL("../events/event-types.ts", import.meta.url), eventTypesSource());
