/** What a text costs, and why. */
import { isInGsm7, smsParts } from "../content/sms-parts";

export interface TextFigures {
  readonly text: string;
  readonly characters: number;
  readonly parts: number;
  /** The characters outside of GSM-7, each once: with one of them a part holds 70 instead of 160. */
  readonly beyondGsm7: readonly string[];
}

export function figuresOf(text: string): TextFigures {
  const beyondGsm7 = [...new Set(text)].filter((character) => !isInGsm7(character));
  return { text, characters: [...text].length, parts: smsParts(text), beyondGsm7 };
}
