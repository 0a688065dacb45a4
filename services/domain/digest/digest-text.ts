/** The digest as a plain email: no names, no contacts, no texts; lines that also read well without a fixed width. */
import { type ClinicDigest, type Digest, NEEDS, type Need, type NeedCount, notReminded } from "./digest";

export interface DigestFacts {
  /** The environment's full name, such as `dev`. */
  readonly environment: string;
  /** IANA. */
  readonly clinicTimeZone: string;
  /** The address of the runbook. */
  readonly runbookUrl: string;
}

/** The clinics that a digest lists; it counts the others. With all ids, they take some 30 KB of SNS's 256. */
export const MAX_CLINICS = 20;

const SECTION = "the-daily-digest";

const WORDS: Readonly<Record<Need, readonly [one: string, many: string]>> = {
  noContact: [
    "reminder was not sent: no usable phone number or email address (NO_CONTACT)",
    "reminders were not sent: no usable phone number or email address (NO_CONTACT)",
  ],
  failed: [
    "reminder could not be sent, by SMS or by email (ALL_FAILED)",
    "reminders could not be sent, by SMS or by email (ALL_FAILED)",
  ],
  undelivered: [
    "reminder was sent and not delivered (UNDELIVERED)",
    "reminders were sent and not delivered (UNDELIVERED)",
  ],
  possiblyTwice: ["patient may have been reminded twice", "patients may have been reminded twice"],
};

/** SNS requires fewer than 100 characters of a subject: "Publish", Amazon SNS API Reference. */
const MAX_SUBJECT = 99;

export function digestSubject({ totals, answers, deadLetters }: Digest, { environment }: DigestFacts): string {
  const messages = deadLetters.reduce((sum, { messages }) => sum + messages, 0);
  const parts = [
    [notReminded(totals), "not reminded"],
    [answers.count, answers.count === 1 ? "answer waits" : "answers wait"],
    [messages, "in DLQs"],
    [totals.possiblyTwice.count, "maybe twice"],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  const subject = `Reminders ${environment}: ${shown.join(", ") || "nothing needs a person"}`;
  return subject.length <= MAX_SUBJECT ? subject : `${subject.slice(0, MAX_SUBJECT - 4)} ...`;
}

export function digestText(digest: Digest, facts: DigestFacts): string {
  const { window, clinics } = digest;
  const { environment, clinicTimeZone } = facts;
  const time = momentsIn(clinicTimeZone);
  const since = time(window.since);
  const lines = totalLines(digest, time);
  const head = [
    `Daily digest of the appointment reminders, environment ${environment}`,
    `From ${since} to ${time(window.now)} (${clinicTimeZone})`,
    ...(window.leftOutFrom === undefined
      ? []
      : [
          `The last digest was made on ${time(window.leftOutFrom)}. What happened between it and ${since} is not in this`,
          "one: see `log day --status` in the runbook.",
        ]),
  ];
  if (lines.length === 0) return [...head, "", "Nothing needs a person."].join("\n");
  return [
    ...head,
    "",
    "What needs a person:",
    ...lines.map((line) => `- ${line}`),
    "",
    `What each line means and what to do: ${facts.runbookUrl}#${SECTION}`,
    ...(clinics.length > 0 ? ["", ...clinicLines(clinics)] : []),
    "",
    "All of them, with the ids of patients and appointments:",
    ...commands(digest, environment),
  ].join("\n");
}

function totalLines({ totals, answers, deadLetters }: Digest, time: (ms: number) => string): string[] {
  const needs = NEEDS.flatMap((need) => needLine(need, totals[need]) ?? []);
  const oldest = answers.oldest && time(Date.parse(answers.oldest));
  const waiting = answers.count === 1 ? "answer of a patient waits" : "answers of patients wait";
  return [
    ...needs,
    ...(answers.count > 0 ? [`${numeral(answers.count)} ${waiting} for staff, the oldest since ${oldest}`] : []),
    ...deadLetters.map(({ queue, messages }) => {
      const are = messages === 1 ? "message is" : "messages are";
      return `${numeral(messages)} ${are} in the dead-letter queue ${queue}`;
    }),
  ];
}

/** @returns undefined if there is nothing to say */
function needLine(need: Need, { count, earlier }: Pick<NeedCount, "count" | "earlier">): string | undefined {
  const [one, many] = WORDS[need];
  const ahead = `${earlier === 1 ? "its appointment is" : "their appointments are"} still ahead`;
  if (count === 0) {
    return earlier === 0 ? undefined : `${numeral(earlier)} earlier ${earlier === 1 ? one : many}; ${ahead}`;
  }
  const more = earlier === 0 ? "" : `; and ${numeral(earlier)} earlier: ${ahead}`;
  return `${numeral(count)} ${count === 1 ? one : many}${more}`;
}

function clinicLines(clinics: readonly ClinicDigest[]): string[] {
  const others = clinics.slice(MAX_CLINICS);
  const rest = others.reduce((sum, clinic) => sum + allOf(clinic), 0);
  return [
    "By clinic, worst first:",
    ...clinics.slice(0, MAX_CLINICS).flatMap((clinic) => [`- ${clinic.clinicId}`, ...linesOf(clinic)]),
    ...(others.length > 0
      ? [
          `- and ${numeral(others.length)} more ${others.length === 1 ? "clinic" : "clinics"}, with ${numeral(rest)} in all`,
        ]
      : []),
  ];
}

const SHORT: Readonly<Record<Need, string>> = {
  noContact: "no contact",
  failed: "failed",
  undelivered: "undelivered",
  possiblyTwice: "maybe twice",
};

function linesOf(clinic: ClinicDigest): string[] {
  const line = (what: string, count: number, ids: readonly string[]) => {
    const more = count > ids.length ? ", ..." : "";
    return count > 0 ? [`    ${numeral(count)} ${what}: ${ids.join(", ")}${more}`] : [];
  };
  return [
    ...NEEDS.flatMap((need) => {
      const { count, earlier, notificationIds } = clinic[need];
      return line(SHORT[need], count + earlier, notificationIds);
    }),
    ...line(clinic.answers.count === 1 ? "answer" : "answers", clinic.answers.count, clinic.answers.replyIds),
  ];
}

function allOf(clinic: ClinicDigest): number {
  return NEEDS.reduce((sum, need) => sum + clinic[need].count + clinic[need].earlier, clinic.answers.count);
}

function commands({ window, totals, answers, deadLetters }: Digest, environment: string): string[] {
  const ops = (command: string) => `  npm run -s ops -- ${command} --environment ${environment}`;
  const hasReminders = NEEDS.some((need) => totals[need].count + totals[need].earlier > 0);
  return [
    ...(hasReminders ? [ops(`digest --list --since ${new Date(window.since).toISOString()}`)] : []),
    ...(answers.count > 0 ? [ops("replies list")] : []),
    ...(deadLetters.length > 0 ? [ops("dlq list")] : []),
  ];
}

/** Such as `Mon, Nov 30, 07:00`. */
/** Writes moments. A formatter takes a hundred times as long to create as to use. */
function momentsIn(timeZone: string): (ms: number) => string {
  const parts = { weekday: "short", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" } as const;
  const formatter = new Intl.DateTimeFormat("en-US", { timeZone, ...parts, hourCycle: "h23" });
  return (ms) => formatter.format(ms);
}

function numeral(count: number): string {
  return count.toLocaleString("en-US");
}
