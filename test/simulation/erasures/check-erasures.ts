/** Nothing of an erased patient comes back, and what is new is not lost. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { ERASED_PREFIX } from "../../../contracts/tables/erasures";
import { STOPPED_CODE } from "../../../contracts/tables/sending-stops";
import type { BookingsFunction } from "../bookings/bookings-function";
import type { World } from "../services/world";
import type { Erasure } from "./operators";

/** What may be left of an appointment. */
const LEFT: readonly string[] = ["appointmentId", "patientId", "version", "versionKind", "erasedAt", "ttl"];
/** ms by which clocks may differ. */
const TOLERANCE = 6_000;

export interface ErasedPatient {
  readonly erasure: Erasure;
  /** The phone and the address. */
  readonly reaches: readonly string[];
  /** Phones that another patient of the run has, too. */
  readonly shared: ReadonlySet<string>;
  /** The appointment that is booked after the erasure. */
  readonly later: { readonly appointmentId: string; readonly start: number } | undefined;
  /** Whether the phone or the address takes what is sent to it. */
  readonly isReachable: boolean;
}

export function checkErasures(world: World, erased: readonly ErasedPatient[], bookings: BookingsFunction): string[] {
  return erased.flatMap((patient) => {
    const { patientId, completedAt, begunAt } = patient.erasure;
    if (completedAt === undefined) return [`${patientId} could not be erased, however often it was tried`];
    const isNew = newSince(begunAt, bookings);
    const problems = [
      ...checkStored(world, patient, isNew),
      ...checkQueued(world, patient, bookings, isNew),
      ...checkSent(world, patient, isNew),
    ];
    return problems.map((text) => `${patientId} was erased, and ${text}`);
  });
}

/** When the command has ended, nothing is stored any more. */
export function checkCompleted(world: World, patient: ErasedPatient, bookings: BookingsFunction): void {
  const { patientId, begunAt } = patient.erasure;
  const problems = checkStored(world, patient, newSince(begunAt, bookings));
  world.problems.push(...problems.map((text) => `${patientId} was erased, and at once ${text}`));
}

type IsNew = (appointmentId: unknown) => boolean;

/** An appointment of which nothing was sent before. @param begunAt ms since 1970 */
function newSince(begunAt: number, { queue }: BookingsFunction): IsNew {
  return (appointmentId) => {
    const sent = queue.arrived.filter(({ body }) => body.includes(`"appointmentId":"${appointmentId}"`));
    return sent.length > 0 && sent.every(({ at }) => at > begunAt);
  };
}

function checkStored(
  { log, table, answers }: World,
  { erasure, reaches, later, shared }: ErasedPatient,
  isNew: IsNew,
): string[] {
  const { patientId, begunAt } = erasure;
  const notifications = log.items.filter((item) => item.patientId === patientId);
  const appointments = [...table.items.values()].filter((item) => item.patientId === patientId);
  const starts = notifications.filter((item) => isNew(item.appointmentId)).map(({ timestamp }) => timestamp);
  const isLeft = (item: Readonly<Record<string, unknown>>) =>
    String(item.appointmentId).startsWith(ERASED_PREFIX) || Object.keys(item).every((name) => LEFT.includes(name));
  // A text of a new appointment may wait for its window.
  const isHeld = ({ appointmentTime }: Readonly<Record<string, unknown>>) =>
    starts.includes(Date.parse(String(appointmentTime)));
  const isOld = ({ receivedAt }: { readonly receivedAt: string }) => Date.parse(receivedAt) < begunAt - TOLERANCE;
  // Patients may share a phone: an answer that is about nobody may be another's.
  const isOwn = (phone = "") => reaches.includes(phone) && !shared.has(phone);
  const kept = [...(answers?.table.items.values() ?? [])].filter(
    (reply) => isOld(reply) && (reply.patientId === patientId || isOwn(reply.phoneNumber)),
  );
  return [
    ...notifications
      .filter(({ appointmentId }) => !isNew(appointmentId))
      .map(({ status }) => `the log has a notification again: ${status}`),
    ...appointments
      .filter((item) => !isLeft(item) && !isNew(item.appointmentId) && !isHeld(item))
      .map(({ appointmentId }) => `the table has ${appointmentId} again`),
    ...kept.map(({ replyId }) => `the answer ${replyId} is kept`),
    ...(later && !appointments.some(({ appointmentId }) => appointmentId === later.appointmentId)
      ? ["the appointment that was booked later is not booked"]
      : []),
  ];
}

function checkQueued(world: World, { erasure }: ErasedPatient, bookings: BookingsFunction, isNew: IsNew): string[] {
  const queues = [world.appointmentsQueue, world.emailQueue, world.deadLetters, bookings.queue, bookings.deadLetters];
  const isOld = (body: string) =>
    body.includes(`"patientId":"${erasure.patientId}"`) && !isNew(/"appointmentId":"([^"]*)"/.exec(body)?.[1]);
  return queues.flatMap(({ name, messages }) =>
    messages.some(({ body }) => isOld(body)) ? [`a message of theirs is left in ${name}`] : [],
  );
}

function checkSent({ log, outbox }: World, patient: ErasedPatient, isNew: IsNew): string[] {
  const { erasure, reaches, shared, later, isReachable } = patient;
  const { completedAt = 0, patientId } = erasure;
  const itemOf = (notificationId: string | undefined) =>
    log.items.find((item) => item.notificationId === notificationId);
  const sendings = outbox.sendings.flatMap(({ to, reference, startedAt, channel }) => {
    const item = itemOf(reference?.notificationId);
    // Patients may share a phone, and the other one may be erased, too.
    const isAnothers = item?.patientId === undefined ? shared.has(to) : item.patientId !== patientId;
    return reaches.includes(to) && reference && !isAnothers ? [{ startedAt, channel, item }] : [];
  });
  const after = sendings.filter(({ startedAt, item }) => startedAt > completedAt && !isNew(item?.appointmentId));
  const isLater = (item: DeliveryLogItem | undefined) => item?.appointmentId === later?.appointmentId;
  // An operator may have stopped sending until the appointment was over.
  const isExpired = log.wholeItems.some(
    (item) => isLater(item) && item.status === "EXPIRED" && item.history.some(({ code }) => code === STOPPED_CODE),
  );
  const isReminded = isExpired || sendings.some(({ item }) => isLater(item));
  return [
    ...after.map(({ channel }) => `was sent ${channel} later`),
    ...(later && isReachable && !isReminded ? ["was not reminded of the appointment that was booked later"] : []),
  ];
}
