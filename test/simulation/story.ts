/** The steps of a run, to understand a failure. */
export interface StoryLine {
  /** ms since 1970. */
  readonly at: number;
  readonly who: string;
  readonly what: string;
}

export class Story {
  readonly lines: StoryLine[] = [];

  /** @param kept whether the steps are recorded */
  constructor(
    private readonly now: () => number,
    readonly kept: boolean,
  ) {}

  add(who: string, what: string | (() => string)): void {
    if (this.kept) this.lines.push({ at: this.now(), who, what: typeof what === "string" ? what : what() });
  }
}

/**
 * As text, with the time since the start.
 * @param problems limit the text to the patients that they name; if they name none, it has every step
 */
export function storyText(lines: readonly StoryLine[], start: number, problems: readonly string[] = []): string {
  const named = problems.flatMap(patientsIn);
  const concerned = named.length > 0 ? lines.filter(concerning(new Set(named), lines)) : lines;
  return concerned
    .map(({ at, who, what }) => `${((at - start) / 1_000).toFixed(3).padStart(12)} s  ${who}: ${what}`)
    .join("\n");
}

/** Lines that name one of the patients, and lines without a patient of processes that handled one of them. */
function concerning(patients: ReadonlySet<string>, lines: readonly StoryLine[]): (line: StoryLine) => boolean {
  const namesOne = ({ what }: StoryLine) => patientsIn(what).some((patient) => patients.has(patient));
  const processes = new Set(lines.filter(namesOne).map(({ who }) => who));
  return (line) => namesOne(line) || (processes.has(line.who) && patientsIn(line.what).length === 0);
}

function patientsIn(text: string): string[] {
  return text.match(/\bp\d+\b/g) ?? [];
}

/** The patient of a message. */
export function patientIn(body: string): string | undefined {
  return /"(?:patientId|inboundMessageId)":"(\w+)/.exec(body)?.[1];
}

/** The patient of a phone number or address; a corrected contact has the same ending as the former one. */
export function patientAt(contact: string): string {
  return `p${Number(/\d\d?(?=@|$)/.exec(contact)?.[0])}`;
}
