/** Booking systems that speak FHIR or HL7 v2 send what they have: on the real functions, by SQS. */
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { appointment, collection, NORTH, PAT, RIVERA } from "../support/ehr/fhir/fhir-resources";
import { siu } from "../support/ehr/hl7/siu";
import { eventually } from "../support/eventually";
import { NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

/** What a booking system says of an appointment. */
interface Said {
  readonly appointmentId: string;
  readonly phone: string;
  /** ISO 8601, UTC. */
  readonly start: string;
  readonly status: "booked" | "cancelled";
  /** ms since 1970 */
  readonly version: number;
}

const PATIENT = "p-1042";
const FORMATS: Readonly<Record<string, (said: Said) => string>> = {
  "our own JSON": ({ appointmentId, phone, start, status, version }) =>
    JSON.stringify({
      status,
      version,
      appointment: {
        appointmentId,
        patientId: PATIENT,
        appointmentTime: start,
        phoneNumber: phone,
        patientFirstName: "Pat",
        practitioner: "Dr. Maria Rivera",
        location: "North Clinic",
      },
    }),
  "FHIR R4": ({ appointmentId: id, phone, start, status, version }) => {
    const telecom = [{ system: "phone", value: phone, use: "mobile" }];
    const meta = { lastUpdated: new Date(version).toISOString() };
    return JSON.stringify(collection(appointment({ id, start, status, meta }), { ...PAT, telecom }, RIVERA, NORTH));
  },
  "HL7 v2": ({ appointmentId, phone, start, status, version }) =>
    siu({
      "MSH-7": `${hl7Time(new Date(version).toISOString())}`,
      "MSH-9": status === "booked" ? "SIU^S12^SIU_S12" : "SIU^S15^SIU_S12",
      "SCH-2": appointmentId,
      "SCH-25": status,
      "TQ1-7": hl7Time(start),
      "PID-13": `^PRN^CP^^^^^^^^^${phone}`,
      "PV1-3": "",
      "AIL-3": "^^^^^^^^North Clinic",
      "AIP-3": "400^Rivera^Maria^^^Dr.",
    }),
};

/** With a fraction: two changes within a second are in their order. */
function hl7Time(iso: string): string {
  return `${iso.replace(/[-:TZ]/g, "")}+0000`;
}

async function send(body: string): Promise<void> {
  const QueueUrl = pipeline.cloud.queueUrl(NAMES.bookingsQueue);
  await pipeline.cloud.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
}

async function stored(appointmentId: string) {
  const Key = { appointmentId, patientId: PATIENT };
  const get = new GetCommand({ TableName: NAMES.appointmentsTable, Key, ConsistentRead: true });
  return (await pipeline.cloud.dynamodb.send(get)).Item;
}

test("one appointment in each of the three formats is the same item, moved and cancelled, as the booking system says", async () => {
  const day = 86_400_000;
  const now = Date.now();
  const [first, second] = [3, 4].map((days) => new Date(Math.ceil(now / day) * day + days * day + 15 * 3_600_000));
  const steps = [
    { start: first, status: "booked" },
    { start: second, status: "booked" },
    { start: second, status: "cancelled" },
  ] as const;
  const formats = Object.entries(FORMATS);
  for (const [index, { start, status }] of steps.entries()) {
    const version = now + index * 1_000;
    for (const [at, [, bodyOf]] of formats.entries()) {
      const iso = start?.toISOString() ?? "";
      await send(bodyOf({ appointmentId: `f-${at}`, phone: "+12065550144", start: iso, status, version }));
    }
    const items = await eventually(`step ${index + 1} is stored in all formats`, async () => {
      const all = await Promise.all(formats.map((_, at) => stored(`f-${at}`)));
      return all.every((item) => item?.version === version) && all;
    });
    const [own, ...others] = (items as readonly Record<string, unknown>[]).map(
      ({ appointmentId: _, reminderDate, appointmentTime, ...item }) => ({
        ...item,
        // The list of a day has parts, by the id; a time is the same moment, however it is written.
        day: String(reminderDate).slice(0, 10),
        start: Date.parse(String(appointmentTime)),
      }),
    );
    expect(own).toMatchObject({ status, start: start?.getTime(), practitioner: "Dr. Maria Rivera" });
    expect(others).toEqual([own, own]);
  }
});

test("what cannot be translated is in the DLQ with the element's path, and none of the others is lost", async () => {
  const base = { phone: "+12065550145", status: "booked", version: Date.now() } as const;
  const start = new Date(Date.now() + 5 * 86_400_000).toISOString();
  await send((FORMATS["FHIR R4"] as (said: Said) => string)({ ...base, appointmentId: "g-1", start }));
  await send(siu({ "SCH-2": "g-2", "TQ1-7": "soon" }));
  await eventually("the good one is stored", async () => (await stored("g-1")) !== undefined);
  const [dead, ...others] = await eventually("the bad one is in the DLQ", async () => {
    const messages = await pipeline.deadLetters(NAMES.bookingsDeadLetterQueue);
    return messages.length > 0 && messages;
  });
  expect(others).toEqual([]);
  expect(dead?.attributes).toMatchObject({ DeadLetterDetail: "TQ1-7.1", DeadLetterReason: "CONTRACT_VIOLATION" });
});
