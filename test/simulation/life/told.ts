/** What a patient reads of an appointment, taken from the words of the message. */
import type { MessageKind } from "../../../contracts/reminder-mark";
import type { Sending } from "../services/simulated-carriers";
import { STARTS } from "./booked-patients";
import type { StoredState } from "./stored-state";

export interface Told {
  readonly kind: MessageKind;
  /** ms since 1970 */
  readonly start: number | undefined;
}

const KINDS: readonly (readonly [RegExp, MessageKind])[] = [
  [/is cancelled\./, "cancelled"],
  [/is now on/, "moved"],
  [/is scheduled for/, "reminder"],
];

export function toldBy({ text }: Pick<Sending, "text">): Told {
  const [, kind = "reminder"] = KINDS.find(([words]) => words.test(text)) ?? [];
  const [time = ""] = /\d{1,2}:\d\d [AP]M/.exec(text) ?? [];
  return { kind, start: STARTS[time] };
}

/** Whether a message says what the table had. */
export function agrees({ kind, start }: Told, { isEnded, start: stored }: StoredState): boolean {
  return (kind === "cancelled") === isEnded && start === stored;
}
