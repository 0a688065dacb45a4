/** The stops of the simulated operators. */
import type { Channel } from "../../../contracts/delivery-log";
import { type StopTarget, stopTarget } from "../../../contracts/tables/sending-stops";
import { CLINIC } from "../../support/data/clinics";

/** When a channel was stopped; times in ms since 1970. */
export interface Stop {
  readonly channel: Channel;
  /** Absent, for all clinics. */
  readonly clinicId?: string;
  /** When it took effect. */
  readonly from: number;
  /** When its operator learned that; Infinity if the response was lost, or their command had ended. */
  confirmedAt: number;
  until: number;
}

/** What an operator stops. */
export interface StopScope {
  readonly channels: readonly Channel[];
  /** Absent, for all clinics. */
  readonly clinicId?: string;
}

/** Whether a stop concerns the clinic of the simulated patients. */
export function isOfPatients({ clinicId = CLINIC.id }: Stop): boolean {
  return clinicId === CLINIC.id;
}

/** The table of stops. */
export class SimulatedStops {
  readonly all: Stop[] = [];
  #version = 0;

  get version(): number {
    return this.#version;
  }

  /** @param version of the item that the operator read; if it has changed, the stop is refused */
  stop({ channels, clinicId }: StopScope, version: number, now: number): readonly Stop[] {
    if (version !== this.#version) return [];
    this.#version += 1;
    const stops = channels.map((channel) => ({ channel, clinicId, from: now, confirmedAt: Infinity, until: Infinity }));
    this.all.push(...stops);
    return stops;
  }

  start(now: number): void {
    this.#version += 1;
    for (const stop of this.all) stop.until = Math.min(stop.until, now);
  }

  /** When a consumer could not read the table, and treated every channel as stopped; ms since 1970. */
  readonly unreadAt: number[] = [];

  /** Whether a channel of the patients' clinic may have been stopped, or treated as stopped, at a time; clocks differ by up to `tolerance` ms. */
  mayCover(channel: Channel, at: number, tolerance: number): boolean {
    if (this.unreadAt.some((unread) => Math.abs(unread - at) < tolerance)) return true;
    return this.all.some(
      (stop) =>
        isOfPatients(stop) && stop.channel === channel && stop.from < at + tolerance && at - tolerance < stop.until,
    );
  }

  /** What is stopped at a time. */
  at(now: number): ReadonlySet<StopTarget> {
    const stopped = this.all.filter(({ from, until }) => from <= now && now < until);
    return new Set(stopped.map(({ channel, clinicId }) => stopTarget(channel, clinicId)));
  }
}
