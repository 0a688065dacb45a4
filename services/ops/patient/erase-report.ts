/** The receipt of an erasure: what was erased, what is left, and what expires when. */
import { ERASED_KEPT_DAYS } from "../../../contracts/tables/erasures";
import { ACT_KEPT_YEARS } from "../../../contracts/tables/operator-acts";
import type { Erased } from "../../domain/erasure/erase-patient";
import { jsonText } from "../output/json-text";
import { counted } from "../output/table";
import { note, say, type Terminal } from "../output/terminal";
import { momentText } from "../output/time-text";
import { hanging } from "../output/wrap";

export interface Erasure {
  readonly patientId: string;
  readonly clinicId?: string;
  readonly actId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: string;
  readonly erased: Erased;
  readonly isComplete: boolean;
  /** Dead letters that were kept, since they are also about others, or may be. */
  readonly shared: number;
}

/** What remains where, and for how many days at most; absent if it does not expire by itself. */
interface Remainder {
  readonly what: string;
  readonly days?: number;
}

const REMAINDERS: readonly Remainder[] = [
  { what: "messages in queues and DLQs, which end as ERASED or change nothing", days: 14 },
  { what: "logs of functions, which have ids, and SNS's logs of deliveries, which have phone numbers", days: 30 },
  { what: "point-in-time recovery of the tables: after a restore, replay this erasure", days: 35 },
  { what: "what keeps older messages from bringing the data back: ids, versions and times", days: ERASED_KEPT_DAYS },
  { what: "the record of this act, with the patient's id", days: ACT_KEPT_YEARS * 365 },
  { what: "backups that the account makes of the tables, as its own plan says" },
  { what: "a phone that has opted out, on the account's opt-out list: it must not be texted again" },
  { what: "records of AWS and of carriers, by their own terms" },
  { what: "the booking system, and the subscribers to the events: erase the patient there, too" },
];

const LABELS: Readonly<Record<keyof Erased, string>> = {
  appointments: "appointments",
  heldTexts: "texts that waited",
  notifications: "notifications",
  beingSent: "of these, being sent",
  answers: "answers",
  deadLetters: "dead letters",
};

export function printErasure(
  erasure: Erasure,
  timeZone: string,
  environment: string,
  json: boolean,
  terminal: Terminal,
): void {
  const { patientId, clinicId, at, isComplete, erased, shared } = erasure;
  const until = (days: number) => momentText(Date.parse(at) + days * 86_400_000, timeZone, false);
  if (json) {
    const remainders = REMAINDERS.map(({ what, days }) => ({
      what,
      ...(days && { until: new Date(Date.parse(at) + days * 86_400_000).toISOString() }),
    }));
    say(terminal, jsonText({ environment, ...erasure, remainders }));
  } else {
    const whose = `patient ${patientId}${clinicId === undefined ? "" : ` at ${clinicId}`}`;
    const when = momentText(Date.parse(at), timeZone);
    const lines = [
      `${isComplete ? "Erased" : "Erasure begun"}: ${whose} in ${environment}, ${when}`,
      ...(Object.keys(LABELS) as (keyof Erased)[]).map((name) => `  ${LABELS[name].padEnd(22)}${erased[name]}`),
      "",
      "What is left, and until when:",
      ...REMAINDERS.map(({ what, days }) => `  ${days ? `until ${until(days)}: ` : ""}${what}`),
    ];
    for (const line of lines) say(terminal, hanging(line, terminal.columns, 4));
  }
  const warn = (text: string) => note(terminal, hanging(text, terminal.columns));
  if (erased.beingSent > 0)
    warn(`${counted(erased.beingSent, "reminder")} was being sent: the patient may still get it within a minute.`);
  if (shared > 0)
    warn(
      `${counted(shared, "dead letter")} may also be about other patients, and was kept. A redrive leaves out what was ` +
        "erased; `dlq drop` deletes it.",
    );
  if (!isComplete) warn("The erasure is not complete: run the same command again.");
}
