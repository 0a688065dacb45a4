import { type BookingKey, type BookingTable, DECISIVE } from "../../../services/domain/bookings/booking-table";
import type { Stored } from "../../../services/domain/stored-appointment/stored-appointment";

/** The appointments table in memory, one item at a time. */
export class FakeBookingTable implements BookingTable {
  /** The calls in their order. */
  readonly calls: ("read" | "write")[] = [];
  /** Called after each read, as when others write at the same time. */
  afterRead: (key: BookingKey) => void = () => {};
  #failures = 0;
  #repeats = false;

  /** @param items by key, such as those of another fake of the same table */
  constructor(readonly items = new Map<string, Stored>()) {}

  /** Makes the next write fail, whose item is stored nevertheless if `written`. */
  failNextWrite(written = false): void {
    this.#failures = written ? 2 : 1;
  }

  /** The response of the next write is lost, and the SDK repeats it: the item is no longer as it was read. */
  repeatNextWrite(): void {
    this.#repeats = true;
  }

  put(item: Stored): void {
    this.items.set(keyOf(item as unknown as BookingKey), item);
  }

  get(appointmentId: string, patientId = "patient-1"): Stored | undefined {
    return this.items.get(keyOf({ appointmentId, patientId }));
  }

  async read(key: BookingKey): Promise<Stored | undefined> {
    this.calls.push("read");
    const item = this.items.get(keyOf(key));
    this.afterRead(key);
    return item;
  }

  async write(key: BookingKey, before: Stored | undefined, item: Stored): Promise<boolean> {
    this.calls.push("write");
    const failure = this.#failures;
    this.#failures = 0;
    if (failure === 1) throw new Error("the table is out of reach");
    const now = this.items.get(keyOf(key));
    if (!now !== !before || DECISIVE.some((name) => now?.[name] !== before?.[name])) return false;
    this.items.set(keyOf(key), written(now, before, item));
    if (failure === 2) throw new Error("the response was lost");
    const isRepeated = this.#repeats;
    this.#repeats = false;
    return !isRepeated;
  }
}

/** Only what differs from the item as it was read is written: what others wrote meanwhile stays. */
function written(now: Stored = {}, before: Stored = {}, item: Stored): Stored {
  const kept = Object.entries(now).filter(([name]) => !(name in before) || name in item);
  const set = Object.entries(item).filter(([name, value]) => value !== before[name]);
  return Object.fromEntries([...kept, ...set]);
}

function keyOf({ appointmentId, patientId }: BookingKey): string {
  return JSON.stringify([appointmentId, patientId]);
}
