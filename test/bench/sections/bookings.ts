/** Bookings: how many a second two consumers store, and by how many calls. */
import { resourceNames } from "../../../contracts/resource-names";
import { duePartOf } from "../../../contracts/tables/appointments-table";
import { inBatches } from "../../../services/domain/concurrency/batches";
import { storeItems } from "../consumers/bench-cloud";
import { goalsOf, type Load, measureLoads, QUEUE_METHOD, type QueueBench } from "../consumers/measure-loads";
import type { Section } from "../section";

const GOAL_PER_SECOND = 200;
const MAX_CALLS = 3;

export const bookingsSection: Section = {
  id: "bookings",
  title: "Bookings",
  onSharedCloud: true,
  measure: (options) => measureLoads(BENCH, options),
};

const BENCH: QueueBench = {
  of: "bookings",
  queue: "bookingsQueue",
  consumer: "bookingsConsumer",
  loads,
  // The appointments that earlier bookings have stored.
  store: (from, to, cloud) =>
    storeItems(cloud, resourceNames("dev").appointmentsTable, from, to, (number) => {
      const id = `before-${number}`;
      const reminderDate = duePartOf(new Date(startOfBooked()).toISOString().slice(0, 10), id, `p-${id}`);
      return { ...bookedAppointment(id, "Room 1"), version: 1, versionKind: "sender", reminderDate };
    }),
  method: [
    QUEUE_METHOD,
    "From the first message sent until the queue is empty. Calls are those of the consumer to DynamoDB and SQS.",
  ],
  goals: (results) =>
    goalsOf(results, {
      doing: "Bookings that two consumers store",
      calls: "to store a booking",
      perSecond: { least: GOAL_PER_SECOND, text: `at least ${GOAL_PER_SECOND} a second` },
      maxCalls: MAX_CALLS,
    }),
};

const startOfBooked = () => Date.now() + 30 * 24 * 3_600_000;

function bookedAppointment(id: string, location: string) {
  const appointmentTime = new Date(startOfBooked()).toISOString();
  return { appointmentId: id, patientId: `p-${id}`, appointmentTime, phoneNumber: "(206) 555-0100", location };
}

/** Appointments that are new, the same ones with another version, and a list in each message. */
function loads(count: number): Load[] {
  const appointment = bookedAppointment;
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
      messages: (round) => ids.map((id) => single(`${round}-${id}`, 1)),
    },
    {
      name: "changed, one a message",
      messages: (round) => ids.map((id) => single(`1-${id}`, 1 + round)),
    },
    { name: "new, in lists of 100", messages: inLists },
  ];
}
