/** What the guard against floods keeps, and what it decided. */

import type { HeldRun } from "../../../contracts/tables/daily-runs";
import { clinicDay } from "../../../services/domain/appointment/appointment-time";
import { CLINIC_TIME_ZONE } from "../../support/data/clinics";
import { FakeRunHistory } from "../../support/fakes/fake-run-history";
import { TODAY } from "../../support/worlds/producer-world";
import type { Choices } from "../services/choices";
import type { VirtualTime } from "../services/virtual-time";

/** A text to a phone, counted or held; times in ms since 1970. */
export interface CountedText {
  readonly phoneDigest: string;
  /** YYYY-MM-DD, by the clock of the consumer. */
  readonly day: string;
  readonly notificationId: string;
  /** When the table answered. */
  readonly at: number;
  /** Whether the phone may get it. */
  readonly isAllowed: boolean;
}

interface PhoneDay {
  readonly notifications: Set<string>;
  /** When an operator released it. */
  releasedAt: number;
}

/** Days before today with one reminder each: enough to know what is usual. */
const USUAL_DAYS = 10;
const DAY = 86_400_000;
const NEVER = Number.POSITIVE_INFINITY;

/** The table of texted phones and the item of the daily runs. */
export class SimulatedFloods {
  /** The notifications of which one phone may get texts on a day. */
  readonly maxTextsPerPhone: number;
  /** Reminders that a daily run may queue, by its history and the settings. */
  readonly maxDue: number;
  readonly settings: { readonly factor: number; readonly minimum: number };
  /** Texts that may go out on a day, by their history and the settings. */
  readonly maxTexts: number;
  readonly textSettings: { readonly factor: number; readonly minimum: number };
  /** The texts of each day, and the day whose texts an operator has released. */
  readonly texts: { readonly counts: Record<string, number>; released?: string };
  readonly runHistory = new FakeRunHistory();
  readonly counted: CountedText[] = [];
  /** When a text could not be counted, by its notification: no reminder waits for a guard that does not answer. */
  readonly uncounted: { readonly notificationId: string; readonly at: number }[] = [];
  /** When the texts of a day were first released, by the day. */
  readonly textReleases = new Map<string, number>();
  /** Each daily run that was held. */
  readonly heldRuns: HeldRun[] = [];
  /** When an operator released the held run. */
  runReleasedAt = NEVER;
  readonly #phones = new Map<string, PhoneDay>();

  constructor(
    choices: Choices,
    private readonly time: Pick<VirtualTime, "now">,
  ) {
    this.maxTextsPerPhone = choices.between(1, 3);
    this.settings = { factor: 2, minimum: choices.between(1, 4) };
    this.maxDue = Math.max(this.settings.minimum, this.settings.factor);
    this.textSettings = { factor: 2, minimum: choices.between(1, 3) };
    this.maxTexts = Math.max(this.textSettings.minimum, this.textSettings.factor);
    const before = Array.from({ length: USUAL_DAYS }, (_, index) => Date.parse(TODAY) - (index + 1) * DAY);
    const usual = Object.fromEntries(before.map((day) => [new Date(day).toISOString().slice(0, 10), 1]));
    this.runHistory.counts = usual;
    this.texts = { counts: { ...usual } };
  }

  /** As one conditional write does. */
  count(phoneDigest: string, day: string, notificationId: string): boolean {
    const phone = this.#phones.get(keyOf({ day, phoneDigest })) ?? { notifications: new Set(), releasedAt: NEVER };
    const { notifications, releasedAt } = phone;
    const isAllowed =
      releasedAt < NEVER || notifications.size < this.maxTextsPerPhone || notifications.has(notificationId);
    if (isAllowed) {
      notifications.add(notificationId);
      this.#phones.set(keyOf({ day, phoneDigest }), phone);
    }
    this.counted.push({ phoneDigest, day, notificationId, at: this.time.now, isAllowed });
    return isAllowed;
  }

  /** Releases every phone that has had texts on the days until now. */
  releasePhones(): void {
    for (const phone of this.#phones.values()) phone.releasedAt = Math.min(phone.releasedAt, this.time.now);
  }

  /** When a phone was released for a day; Infinity if it was not. */
  releaseOf(text: CountedText): number {
    return this.#phones.get(keyOf(text))?.releasedAt ?? NEVER;
  }

  /** Releases the texts of today. */
  releaseTexts(): void {
    const day = clinicDay(this.time.now, CLINIC_TIME_ZONE);
    this.texts.released = day;
    if (!this.textReleases.has(day)) this.textReleases.set(day, this.time.now);
  }

  /** @returns false if no run is held */
  releaseRun(): boolean {
    const { held, released } = this.runHistory;
    if (!held || released === held.since) return false;
    this.runHistory.released = held.since;
    this.runReleasedAt = Math.min(this.runReleasedAt, this.time.now);
    return true;
  }
}

function keyOf({ day, phoneDigest }: Pick<CountedText, "day" | "phoneDigest">): string {
  return `${day}:${phoneDigest}`;
}
