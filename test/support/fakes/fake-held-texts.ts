import type { HeldText } from "../../../contracts/tables/held-texts";
import type { DueHeldTexts, HeldTexts } from "../../../services/domain/send-window/held-texts";
import type { FakeAppointments } from "./fake-appointments";

/** The texts that wait for their send window, in memory. */
export class FakeHeldTexts implements HeldTexts, DueHeldTexts {
  readonly items = new Map<string, HeldText>();
  readonly #failures: Error[] = [];

  /** Makes the next write or deletion fail. */
  failNext(error = new Error("the table is out of reach")): void {
    this.#failures.push(error);
  }

  /** Accepts every write from now on. */
  recover(): void {
    this.#failures.length = 0;
  }

  /** The only one. */
  get item(): HeldText {
    const [item, ...others] = this.items.values();
    if (!item || others.length > 0) throw new Error(`${this.items.size} texts wait`);
    return item;
  }

  async hold(text: HeldText): Promise<void> {
    this.#failIfSet();
    this.items.set(text.appointmentId, text);
  }

  async remove({ appointmentId, holdId }: HeldText): Promise<void> {
    this.#failIfSet();
    if (this.items.get(appointmentId)?.holdId === holdId) this.items.delete(appointmentId);
  }

  #failIfSet(): void {
    const failure = this.#failures.shift();
    if (failure) throw failure;
  }
}

/** The texts that wait for their send window, in a table of appointments in memory. */
export function heldTextsIn(table: FakeAppointments): HeldTexts & DueHeldTexts {
  return {
    hold: async (text) => table.put(text),
    remove: async ({ appointmentId, patientId, holdId }) => {
      if (table.get(appointmentId).holdId === holdId) table.delete(appointmentId, patientId);
    },
  };
}
