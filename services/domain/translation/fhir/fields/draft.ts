/** What a translation has found so far: fields of the contract, the elements that they come from, and remarks. */
import { LENGTHS } from "../../../../../contracts/appointment-message";
import type { TranslationNote } from "../../translation";
import type { Element } from "../reading/element";

export type Field = keyof typeof LENGTHS;

export class Draft {
  readonly fields: Record<string, unknown> = {};
  readonly sources: Record<string, string> = {};
  readonly notes: TranslationNote[] = [];

  set(field: string, value: unknown, { path }: Element): void {
    this.fields[field] = value;
    this.sources[field] = path;
  }

  /** What was found so far, and what will be added to the copy only. */
  copy(): Draft {
    const copy = new Draft();
    Object.assign(copy.fields, this.fields);
    Object.assign(copy.sources, this.sources);
    copy.notes.push(...this.notes);
    return copy;
  }

  /** A text that patients read, cut at the end if the contract takes less of it. */
  setShown(field: Field, value: string, element: Element): void {
    const max = LENGTHS[field];
    if (value.length > max) this.note(element, `is cut after ${max} characters`);
    // Half of a surrogate pair is no character.
    this.set(field, value.length > max ? value.slice(0, max).replace(/[\ud800-\udbff]$/, "") : value, element);
  }

  /** A value that means nothing in parts: it is left out if it is longer than the contract takes. */
  setWhole(field: Field, value: string, element: Element): void {
    const max = LENGTHS[field];
    if (value.length > max) this.note(element, `is left out, since it is longer than ${max} characters`);
    else this.set(field, value, element);
  }

  /** @param note what was decided, without a value of the message */
  note({ path }: Element, note: string): void {
    this.notes.push({ path, note });
  }
}
