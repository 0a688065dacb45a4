/** Bookings: how many a second two consumers store, and by how many calls. */
import { resourceNames } from "../../../contracts/resource-names";
import { inBatches } from "../../../services/domain/concurrency/batches";
import { startLocalCloudProcess } from "../../support/servers/local-cloud";
import { drainQueue, type Rates, ratesOf } from "../consumers/drain-queue";
import type { Goal, Measured, MeasureOptions, Section } from "../section";

const NAMES = resourceNames("dev");
const GOAL_PER_SECOND = 200;
const MAX_CALLS = 3;

interface Load {
  readonly name: string;
  /** The messages of a round; each has this many appointments. */
  messages(round: number): string[];
  readonly appointments: number;
}

export const bookingsSection: Section = {
  id: "bookings",
  title: "Bookings",
  async measure({ short, tell }: MeasureOptions): Promise<Measured> {
    const count = short ? 100 : 3_000;
    const rounds = short ? 1 : 3;
    const cloud = await startLocalCloudProcess();
    try {
      const rows: (string | number)[][] = [];
      const all: Rates[] = [];
      for (const load of loads(count)) {
        const results: Rates[] = [];
        for (let round = 1; round <= rounds; round += 1) {
          tell(`${load.name}, round ${round} of ${rounds}`);
          const drained = await drainQueue(cloud, NAMES.bookingsQueue, NAMES.bookingsConsumer, load.messages(round));
          results.push(ratesOf(drained, load.appointments));
        }
        const rates = results.map(({ perSecond }) => Math.round(perSecond)).sort((one, other) => one - other);
        const calls = Math.max(...results.map((result) => result.calls));
        rows.push([load.name, `${rates[0]} to ${rates.at(-1)}`, calls.toFixed(2)]);
        all.push(...results);
      }
      const columns = ["bookings", "a second", "calls each, at most"];
      const tables = [{ title: "Two consumers, all of whose calls go to this machine's emulators", columns, rows }];
      return { method: METHOD, tables, goals: short ? [] : goals(all) };
    } finally {
      await cloud.stop();
    }
  },
};

const METHOD = [
  "The deployed consumer's bundle, in two threads of the local run, as the template's event source allows; queues and " +
    "tables are the local run's emulators, which share the machine's processors with the consumers.",
  "From the first message sent until the queue is empty. Calls are those of the consumer to DynamoDB and SQS.",
];

/** Appointments that are new, the same ones with another version, and a list in each message. */
function loads(count: number): Load[] {
  const start = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString();
  const appointment = (id: string, location: string) => ({
    appointmentId: id,
    patientId: `p-${id}`,
    appointmentTime: start,
    phoneNumber: "(206) 555-0100",
    location,
  });
  const single = (id: string, version: number) =>
    JSON.stringify({ status: "booked", version, appointment: appointment(id, `Room ${version}`) });
  const ids = Array.from({ length: count }, (_, index) => index);
  const inLists = (round: number) =>
    inBatches(ids, 100).map((list) => {
      const listed = list.map((index) => appointment(`list-${round}-${index}`, "Room 1"));
      return JSON.stringify({ status: "booked", version: 1, appointment: listed });
    });
  return [
    {
      name: "new, one a message",
      appointments: count,
      messages: (round) => ids.map((id) => single(`${round}-${id}`, 1)),
    },
    {
      name: "changed, one a message",
      appointments: count,
      messages: (round) => ids.map((id) => single(`1-${id}`, 1 + round)),
    },
    { name: "new, in lists of 100", appointments: count, messages: inLists },
  ];
}

function goals(results: readonly Rates[]): Goal[] {
  const slowest = Math.min(...results.map(({ perSecond }) => perSecond));
  const calls = Math.max(...results.map((result) => result.calls));
  return [
    {
      what: "Bookings that two consumers store on this machine's emulators",
      goal: `at least ${GOAL_PER_SECOND} a second`,
      measured: `${Math.floor(slowest)} a second, the slowest of ${results.length} runs`,
      met: slowest >= GOAL_PER_SECOND,
    },
    {
      what: "Calls to store a booking",
      goal: `at most ${MAX_CALLS}`,
      measured: calls.toFixed(2),
      met: calls <= MAX_CALLS,
    },
  ];
}
