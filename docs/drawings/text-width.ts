/**
 * How wide a line of Helvetica or Arial is, so that text can be broken into lines where no browser does it.
 * Widths in thousandths of the font size: "Helvetica" of the Adobe Core 14 font metrics.
 */
const WIDTHS: ReadonlyMap<string, number> = new Map(
  (
    [
      [191, "'"],
      [222, "ijl"],
      [278, " ,./:;!\\[]fIt"],
      [333, "()-r`"],
      [355, '"'],
      [389, "*"],
      [500, "Jcksvxyz"],
      [611, "FTZ"],
      [667, "&ABEKPSVXY"],
      [722, "CDHNRUw"],
      [778, "GOQ"],
      [833, "Mm"],
      [944, "W"],
      [1015, "@"],
    ] as const
  ).flatMap(([width, characters]) => [...characters].map((character) => [character, width] as const)),
);

/** Digits and most of the lower-case letters; a guess for anything outside the table. */
const ORDINARY = 556;

/** Bold letters are about a twelfth wider. */
const BOLD = 1.08;

/** @returns the width in the unit of `size` */
export function textWidth(text: string, size: number, bold = false): number {
  const thousandths = [...text].reduce((sum, character) => sum + (WIDTHS.get(character) ?? ORDINARY), 0);
  return (thousandths / 1_000) * size * (bold ? BOLD : 1);
}

/** Breaks text at spaces into lines that are at most `width` wide; a longer word gets a line of its own. */
export function wrapText(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
