/** What happened in a run, step by step, for whoever must understand a failure. */
export interface StoryLine {
  /** ms since 1970. */
  readonly at: number;
  readonly who: string;
  readonly what: string;
}

export class Story {
  readonly lines: StoryLine[] = [];

  /** @param kept whether anybody will read it */
  constructor(
    private readonly now: () => number,
    readonly kept: boolean,
  ) {}

  tell(who: string, what: string | (() => string)): void {
    if (this.kept) this.lines.push({ at: this.now(), who, what: typeof what === "string" ? what : what() });
  }
}

/**
 * As text, with the time since the start.
 * @param problems what did not hold: only what concerns the patients that they name is told, or all where they name none
 */
export function storyText(lines: readonly StoryLine[], start: number, problems: readonly string[] = []): string {
  const named = problems.flatMap(patientsIn);
  const concerned = named.length > 0 ? lines.filter(concerning(new Set(named), lines)) : lines;
  return concerned
    .map(({ at, who, what }) => `${((at - start) / 1_000).toFixed(3).padStart(12)} s  ${who}: ${what}`)
    .join("\n");
}

/** Lines that name one of the patients, and those that name nobody, of processes that had to do with one of them. */
function concerning(patients: ReadonlySet<string>, lines: readonly StoryLine[]): (line: StoryLine) => boolean {
  const namesOne = ({ what }: StoryLine) => patientsIn(what).some((patient) => patients.has(patient));
  const processes = new Set(lines.filter(namesOne).map(({ who }) => who));
  return (line) => namesOne(line) || (processes.has(line.who) && patientsIn(line.what).length === 0);
}

function patientsIn(text: string): string[] {
  return text.match(/\bp\d+\b/g) ?? [];
}

/** Whom a message is for. */
export function patientIn(body: string): string | undefined {
  return /"patientId":"(\w+)"/.exec(body)?.[1];
}

/** Whose phone number or address it is: a corrected one ends as the former does. */
export function patientAt(contact: string): string {
  return `p${Number(/\d\d?(?=@|$)/.exec(contact)?.[0])}`;
}
