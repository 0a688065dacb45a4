/** What the simulated operators have stopped, and when. */
import type { Channel } from "../../../contracts/delivery-log";

/** From when on a channel was stopped, and until when; ms since 1970. */
export interface Stop {
  readonly channel: Channel;
  /** It was in effect. */
  readonly from: number;
  /** Its operator was told so; Infinity where the answer was lost, or they ended before. */
  told: number;
  until: number;
}

/** What the table of stops holds. */
export class SimulatedStops {
  readonly all: Stop[] = [];
  #version = 0;

  get version(): number {
    return this.#version;
  }

  /** @param version the item's when the operator read it: a write that comes late changes nothing */
  stop(channels: readonly Channel[], version: number, now: number): readonly Stop[] {
    if (version !== this.#version) return [];
    this.#version += 1;
    const stops = channels.map((channel) => ({ channel, from: now, told: Infinity, until: Infinity }));
    this.all.push(...stops);
    return stops;
  }

  start(now: number): void {
    this.#version += 1;
    for (const stop of this.all) stop.until = Math.min(stop.until, now);
  }

  /** When a consumer could not read it, and took every channel for stopped; ms since 1970. */
  readonly unreadAt: number[] = [];

  /** Was a channel perhaps stopped, or taken for stopped, at a time, by clocks that are so many ms off? */
  mayCover(channel: Channel, at: number, tolerance: number): boolean {
    if (this.unreadAt.some((unread) => Math.abs(unread - at) < tolerance)) return true;
    return this.all.some(
      (stop) => stop.channel === channel && stop.from < at + tolerance && at - tolerance < stop.until,
    );
  }

  /** The channels that are stopped. */
  at(now: number): ReadonlySet<Channel> {
    return new Set(this.all.filter(({ from, until }) => from <= now && now < until).map(({ channel }) => channel));
  }
}
