/** The times of an appointment: when it starts, and the order of its changes. */
import { FIRST_TIME_VERSION } from "../../../../../contracts/bookings/booking-message";
import { isTimeZone } from "../../../../../contracts/time-zone";
import { startOf } from "../../../appointment/appointment-time";
import { child, type Element, extensions, items, text } from "../reading/element";
import type { Resource, Resources } from "../reading/resources";

/** A date with a time of day: the contract checks the rest. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?$/;
const WITH_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
/** Extensions with the IANA zone of a place or a time: FHIR's extension pack, and R4's own for times. */
const ZONES = [
  "http://hl7.org/fhir/StructureDefinition/timezone",
  "http://hl7.org/fhir/StructureDefinition/tz-code",
] as const;

export type Start =
  | { readonly ok: true; readonly time: string; readonly element: Element }
  /** `isAbsent`: there is none. */
  | { readonly ok: false; readonly path: string; readonly problem: string; readonly isAbsent?: true };

/**
 * When an appointment starts: `start`, or else the start of the first of its slots, if the message has them. FHIR's
 * `instant` has an offset; without one, it is the clinic's time.
 */
export function startOfAppointment(appointment: Resource, resources: Resources): Start {
  const own = child(appointment.element, "start");
  const slots = items(appointment.element, "slot")
    .map((slot) => resources.target(slot, appointment).resource)
    .flatMap((slot) => (slot?.type === "Slot" ? [child(slot.element, "start")] : []))
    .sort((a, b) => Date.parse(text(a) ?? "") - Date.parse(text(b) ?? ""));
  const element = [own, ...slots].find((one) => text(one) !== undefined);
  const time = element && text(element);
  if (!time) return { ok: false, path: own.path, problem: "is required", isAbsent: true };
  if (!DATE_TIME.test(time)) {
    return {
      ok: false,
      path: element.path,
      problem: "must be a date and a time of day, such as 2027-03-01T14:30:00-05:00",
    };
  }
  return { ok: true, time: time.replace(/(\.\d{9})\d+/, "$1"), element };
}

/** Whether a time is local, so that its zone must come from elsewhere. */
export function isLocal(time: string): boolean {
  return LOCAL.test(time);
}

/**
 * The zone that an element names by an extension.
 * @returns its extension; undefined if there is none, or if it names no zone
 */
export function zoneElement(...elements: readonly Element[]): Element | undefined {
  return elements
    .flatMap((element) => ZONES.flatMap((url) => extensions(element, url)))
    .map((extension) => child(extension, "valueCode"))
    .find((value) => isTimeZone(text(value) ?? ""));
}

export interface Version {
  readonly value: number;
  readonly element: Element;
}

/**
 * The order of changes: `meta.lastUpdated` in ms since 1970, or else a `meta.versionId` that is a number, or else the
 * time at which the bundle was made. FHIR does not say that versions are numbers (FHIR R4, resource, Meta.versionId).
 * @param zone of a time without an offset, which is no `instant`: IANA
 */
export function versionOf(resource: Element, bundle: Element | undefined, zone: () => string): Version | undefined {
  const meta = child(resource, "meta");
  return (
    timeVersion(child(meta, "lastUpdated"), zone) ??
    countVersion(child(meta, "versionId")) ??
    (bundle && timeVersion(child(bundle, "timestamp"), zone))
  );
}

/** A time as a version; undefined if the element has none. */
export function timeVersion(element: Element, zone: () => string): Version | undefined {
  const time = text(element) ?? "";
  const value = WITH_OFFSET.test(time) ? Date.parse(time) : LOCAL.test(time) ? localTime(time, zone()) : Number.NaN;
  return value >= 0 ? { value, element } : undefined;
}

function localTime(time: string, zone: string): number {
  try {
    return startOf(time, zone);
  } catch {
    return Number.NaN;
  }
}

/** A number that would be read as a time is none of these: it counts something else. */
function countVersion(element: Element): Version | undefined {
  const written = text(element) ?? "";
  const value = Number(written);
  return /^\d{1,16}$/.test(written) && value < FIRST_TIME_VERSION ? { value, element } : undefined;
}
