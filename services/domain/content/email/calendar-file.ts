/** A calendar file with one event: iCalendar (RFC 5545), published by iTIP (RFC 5546, section 3.2.1). */

export interface CalendarEvent {
  /** Globally unique, and the same in each version of the event. */
  readonly uid: string;
  /** Greater in each version of the event. */
  readonly sequence: number;
  /** ms since 1970. */
  readonly start: number;
  /** When this version was made, ms since 1970. */
  readonly madeAt: number;
  readonly organizer: { readonly address: string; readonly name: string };
  readonly summary: string;
  /** "" if there is none. */
  readonly location: string;
  readonly description: string;
}

/** Octets of a line without its end: RFC 5545, section 3.1. */
const MAX_LINE_OCTETS = 75;

/**
 * The event, which its reader adds to a calendar, or which replaces its earlier version there. It has no end, since
 * nobody knows how long an appointment takes.
 */
export function calendarFile(event: CalendarEvent): string {
  const { uid, sequence, start, madeAt, organizer, summary, location, description } = event;
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Appointment reminders//EN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utc(madeAt)}`,
    `DTSTART:${utc(start)}`,
    `ORGANIZER${organizer.name && `;CN="${parameter(organizer.name)}"`}:${mailto(organizer.address)}`,
    `SUMMARY:${text(summary)}`,
    ...(location ? [`LOCATION:${text(location)}`] : []),
    `DESCRIPTION:${text(description)}`,
    // A calendar that others may see shows them no more than that its owner is busy: RFC 5545, section 3.8.1.3.
    "CLASS:PRIVATE",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** `20261201T193000Z`: RFC 5545, section 3.3.5, form 2. */
function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** RFC 6068, section 2. */
function mailto(address: string): string {
  return `mailto:${address.split("@").map(encodeURIComponent).join("@")}`;
}

/** A value of the type TEXT: RFC 5545, section 3.3.11. */
function text(value: string): string {
  const lines = value.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n").replace(/(?!\n)\p{Cc}+/gu, " ");
  return lines.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");
}

/** The value of a parameter in quotation marks, which it cannot have itself: RFC 5545, section 3.1. */
function parameter(value: string): string {
  return value.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").replaceAll('"', "'");
}

/** A line in several, none of which has part of a character: RFC 5545, section 3.1. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= MAX_LINE_OCTETS) return line;
  let result = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MAX_LINE_OCTETS) {
      result += "\r\n ";
      octets = 1;
    }
    result += character;
    octets += size;
  }
  return result;
}
