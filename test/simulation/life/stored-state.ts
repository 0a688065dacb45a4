/** The states of the appointments table, as they followed each other in a run. */
import type { Stored } from "../../../services/domain/stored-appointment/stored-appointment";

export interface StoredState {
  /** When it was stored, in ms since 1970 by the true clock. */
  readonly at: number;
  readonly isEnded: boolean;
  readonly isCancelled: boolean;
  /** ms since 1970 */
  readonly start: number;
  readonly revision: number;
}

/** By patient. */
export class StoredStates {
  readonly #states = new Map<string, StoredState[]>();

  /** Notes an item if its start, its status or its revision is another one. */
  note(patientId: string, { appointmentTime, status, revision = 0 }: Stored, at: number): void {
    const states = this.#states.get(patientId) ?? [];
    this.#states.set(patientId, states);
    const state = {
      at,
      isEnded: status !== "booked",
      isCancelled: status === "cancelled",
      start: Date.parse(String(appointmentTime)),
      revision: Number(revision),
    };
    const { at: _, ...last } = states.at(-1) ?? { at };
    const { at: __, ...next } = state;
    if (JSON.stringify(last) !== JSON.stringify(next)) states.push(state);
  }

  /** The oldest first. */
  of(patientId: string): readonly StoredState[] {
    return this.#states.get(patientId) ?? [];
  }

  /** Those that the table had at some time between two. */
  between(patientId: string, from: number, until: number): readonly StoredState[] {
    const states = this.of(patientId);
    return states.filter(({ at }, index) => at <= until && (states[index + 1]?.at ?? Number.POSITIVE_INFINITY) >= from);
  }
}
