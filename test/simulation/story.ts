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

/** As text, with the time since the start. */
export function storyText(lines: readonly StoryLine[], start: number): string {
  return lines
    .map(({ at, who, what }) => `${((at - start) / 1_000).toFixed(3).padStart(12)} s  ${who}: ${what}`)
    .join("\n");
}
