import type { StoredAppointment } from "../../../contracts/tables/appointments-table";
import type { AppointmentLookup, StoredItem } from "../../../services/domain/lookup/appointment-lookup";
import type { PlannedReminder } from "../../../services/domain/plan/next-reminder";
import { furthestProgress } from "../../../services/domain/plan/sweep-beginning";
import type { Appointments, DueAppointment, SweepProgress } from "../../../services/domain/producer/appointments";

/** The appointments table in memory. */
export class FakeAppointments implements Appointments, AppointmentLookup {
  readonly items = new Map<string, Readonly<Record<string, unknown>>>();
  /** The reads in their order: days and their parts. */
  readonly daysRead: string[] = [];
  /** Appointments that were returned but are not yet marked as queued: the maximum, and now. */
  maxHeld = 0;
  #held = 0;
  pagesRead = 0;
  pageSize = 100;
  readonly #failures = new Map<string, Error>();

  put(...items: readonly (Partial<StoredAppointment> & { readonly appointmentId: string })[]): void {
    for (const item of items) this.items.set(keyOf(item), item);
  }

  get(appointmentId: string): Readonly<Record<string, unknown>> {
    const [item, ...others] = [...this.items.values()].filter((each) => each.appointmentId === appointmentId);
    if (others.length > 0) throw new Error("the appointment has several patients");
    return item ?? {};
  }

  /** The ids of appointments that are still due. */
  get dueIds(): string[] {
    return [...this.items]
      .filter(([, item]) => item.reminderDate !== undefined)
      .map(([, item]) => String(item.appointmentId));
  }

  /** Makes the next marking of an appointment fail. */
  failMarkOf(appointmentId: string, error: Error): void {
    this.#failures.set(appointmentId, error);
  }

  /** If true, the table cannot be read. */
  unreadable = false;
  /** The appointments that were looked up, in their order. */
  readonly lookedUp: string[] = [];
  /** Called at each look-up, before the result. */
  onLookUp: () => void | Promise<void> = () => {};

  async find(appointmentId: string, patientId: string): Promise<StoredItem | undefined> {
    this.lookedUp.push(appointmentId);
    await this.onLookUp();
    if (this.unreadable) throw Object.assign(new Error(), { name: "AccessDeniedException" });
    return this.item(appointmentId, patientId);
  }

  /** An item, without a look-up. */
  item(appointmentId: string, patientId: string): StoredItem | undefined {
    return this.items.get(keyOf({ appointmentId, patientId }));
  }

  delete(appointmentId: string, patientId: string): void {
    this.items.delete(keyOf({ appointmentId, patientId }));
  }

  async *due(day: string): AsyncIterable<readonly DueAppointment[]> {
    this.daysRead.push(day);
    const due: DueAppointment[] = [];
    for (const item of this.items.values()) {
      const { appointmentId, patientId, reminderDate } = item;
      if (reminderDate !== day) continue;
      due.push({ appointmentId: String(appointmentId), patientId: String(patientId), reminderDate, item });
    }
    for (let start = 0; start < due.length; start += this.pageSize) {
      this.pagesRead += 1;
      const page = due.slice(start, start + this.pageSize);
      this.#held += page.length;
      this.maxHeld = Math.max(this.maxHeld, this.#held);
      yield page;
    }
  }

  async markQueued(due: DueAppointment, at: string, next?: PlannedReminder): Promise<void> {
    this.#takeOff(due, { reminderQueuedAt: at, ...next });
  }

  async postpone(due: DueAppointment, reminderDate: string): Promise<void> {
    this.#held -= 1;
    const item = this.items.get(keyOf(due));
    if (item?.reminderDate === due.reminderDate) this.items.set(keyOf(due), { ...item, reminderDate });
  }

  async markDeclined(due: DueAppointment, at: string): Promise<void> {
    this.#takeOff(due, { reminderDeclinedAt: at });
  }

  async markMissed(due: DueAppointment, at: string): Promise<void> {
    this.#takeOff(due, { reminderMissedAt: at });
  }

  #takeOff(due: DueAppointment, mark: Record<string, string>): void {
    const { appointmentId, reminderDate, item } = due;
    this.#held -= 1;
    const failure = this.#failures.get(appointmentId);
    this.#failures.delete(appointmentId);
    if (failure) throw failure;
    const current = this.items.get(keyOf(due)) ?? {};
    const compared = ["appointmentTime", "timeZone", "revision", "status", "reminderPlan", "reminderStep"];
    const isUnchanged = compared.every((name) => current[name] === item[name]);
    if (current.reminderDate !== reminderDate || !isUnchanged) return;
    const { reminderDate: _date, reminderStep: _step, ...stored } = current;
    this.items.set(keyOf(due), { ...stored, ...mark });
  }
}

/** The sweep's progress in memory. */
export class FakeSweepProgress implements SweepProgress {
  sweptTo: string | undefined;

  async read(): Promise<string | undefined> {
    return this.sweptTo;
  }

  async advance(quarter: string): Promise<void> {
    const { sweptTo } = this;
    if (sweptTo === undefined || sweptTo < quarter || sweptTo > furthestProgress(quarter)) this.sweptTo = quarter;
  }
}

/** The table's key: one appointment may have several patients. */
function keyOf({ appointmentId, patientId }: { readonly appointmentId: string; readonly patientId?: string }): string {
  return JSON.stringify([appointmentId, patientId]);
}
