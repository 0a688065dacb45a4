import type { ChangeKind } from "../../../contracts/reminder-mark";
import { type BookingsDependencies, consumeBookings } from "../../../services/domain/bookings/consume-bookings";
import type { Clinics } from "../../../services/domain/clinics/clinics";
import type { QueueMessage } from "../../../services/domain/ports";
import { CLINICS } from "../data/clinics";
import { appointment, NOW } from "../data/records";
import { LOADED_TRANSLATORS } from "../ehr/loaded-translators";
import { FakeBookingTable } from "../fakes/fake-booking-table";
import { FakeDeliveryLog } from "../fakes/fake-delivery-log";
import { FakeQueue } from "../fakes/fake-queues";
import { FakeLogger, FakeMetrics } from "../fakes/fake-reports";
import { FrozenClock } from "../fakes/frozen-clock";

export const FRIDAY = "2026-12-11T14:30:00-05:00";
/** An appointment as it is first booked. */
export const FIRST = appointment({ appointmentTime: FRIDAY });

/** The consumer of bookings and everything that it uses, in memory. */
export class BookingsWorld {
  readonly clock = new FrozenClock(NOW);
  readonly table = new FakeBookingTable();
  readonly deliveryLog = new FakeDeliveryLog(this.clock);
  readonly appointments = new FakeQueue("appointments");
  readonly deadLetters = new FakeQueue("bookings-dlq");
  readonly metrics = new FakeMetrics();
  readonly logger = new FakeLogger();
  changeTexts: readonly ChangeKind[] = [];
  readonly clinics: Clinics = CLINICS;
  #messages = 0;

  get dependencies(): BookingsDependencies {
    const { table, deliveryLog, appointments, deadLetters, metrics, logger, clock } = this;
    const log: BookingsDependencies["log"] = {
      read: async ({ notificationId }) => deliveryLog.items.find((item) => item.notificationId === notificationId),
    };
    const random = { fraction: () => 0.5, uuid: () => "uuid" };
    const { changeTexts } = this;
    return {
      changeTexts,
      table,
      log,
      appointments,
      deadLetters,
      translators: LOADED_TRANSLATORS,
      metrics,
      logger,
      clock,
      random,
      clinics: this.clinics,
    };
  }

  message(body: unknown, { attributes = {}, sentAt = NOW, receives = 1 }: Partial<QueueMessage> = {}): QueueMessage {
    this.#messages += 1;
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return { id: `message-${this.#messages}`, body: text, attributes, sentAt, receives };
  }

  /** A booking of the first appointment. */
  book(version: number, changes: object = {}, status = "booked"): QueueMessage {
    return this.message({ status, version, appointment: { ...FIRST, ...changes } });
  }

  /** @returns how each message ended */
  consume(...messages: readonly QueueMessage[]): Promise<string[]> {
    return this.consumeUntil(NOW + 50_000, ...messages);
  }

  /** @param deadline ms since 1970 */
  async consumeUntil(deadline: number, ...messages: readonly QueueMessage[]): Promise<string[]> {
    const batch = { id: "batch-1", messages, deadline };
    const results = await this.clock.drive(consumeBookings(batch, this.dependencies));
    return results.map(({ status }) => status);
  }
}
