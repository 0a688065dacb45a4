/** Settings and their types. */

export interface Setting<Value> {
  /** Its type in TypeScript, as `given-settings.ts` has it. */
  readonly type: string;
  readonly default: Value;
  /** The valid values, to complete the sentence "it takes ...". */
  readonly takes: string;
  readonly description: string;
  /** The parsed value, or `undefined` if the given one is invalid. The command line gives numbers as text. */
  readonly parse: (given: unknown) => Value | undefined;
}

interface TextRule {
  readonly fits: (given: string) => boolean;
  readonly takes: string;
  readonly description: string;
}

interface ListRule extends TextRule {
  readonly max: number;
}

export function text(byDefault: string, { fits, takes, description }: TextRule): Setting<string> {
  const parse = (given: unknown) => (typeof given === "string" && fits(given) ? given : undefined);
  return { type: "string", default: byDefault, takes, description, parse };
}

/** Text that may be omitted: "" means none. */
export function optionalText(rule: TextRule): Setting<string> {
  return text("", { ...rule, fits: (given) => given === "" || rule.fits(given) });
}

/** A list of texts: separated by commas, or a JSON array in a file. */
export function list({ max, fits, takes, description }: ListRule): Setting<readonly string[]> {
  const parse = (given: unknown) => {
    const entries = typeof given === "string" ? given.split(",").map((entry) => entry.trim()) : given;
    if (given === "" || !Array.isArray(entries)) return given === "" ? [] : undefined;
    const good = entries.length <= max && entries.every((entry) => typeof entry === "string" && fits(entry));
    return good && new Set(entries).size === entries.length ? (entries as string[]) : undefined;
  };
  return { type: "readonly string[]", default: [], takes, description, parse };
}

/** A list of at least one text, or `all`, which is the default. */
export function listOrAll(rule: ListRule): Setting<"all" | readonly string[]> {
  const several = list(rule);
  const parse = (given: unknown) => {
    if (given === "all") return given;
    const entries = several.parse(given);
    return entries?.length ? entries : undefined;
  };
  return { ...several, type: '"all" | readonly string[]', default: "all", parse };
}

interface Range {
  readonly min: number;
  readonly max: number;
  readonly description: string;
}

export function wholeNumber(byDefault: number, { min, max, description }: Range): Setting<number> {
  const parse = (given: unknown) => {
    const digits = /^\d{1,9}$/.test(String(given)) && (typeof given === "string" || typeof given === "number");
    const number = Number(given);
    return digits && number >= min && number <= max ? number : undefined;
  };
  return { type: "number", default: byDefault, takes: `a whole number from ${min} to ${max}`, description, parse };
}

/** A number, or `off`. */
export function wholeNumberOrOff(byDefault: number, range: Range): Setting<number | "off"> {
  const number = wholeNumber(byDefault, range);
  const parse = (given: unknown) => (given === "off" ? given : number.parse(given));
  return { ...number, type: 'number | "off"', takes: `off, or ${number.takes}`, parse };
}

/** A number, or `auto`: the stack derives it. */
export function wholeNumberOrAuto({ min, max, description }: Range): Setting<number | "auto"> {
  const number = wholeNumber(min, { min, max, description });
  const parse = (given: unknown) => (given === "auto" ? given : number.parse(given));
  return { type: 'number | "auto"', default: "auto", takes: `auto, or ${number.takes}`, description, parse };
}

export function choice<const Option extends string>(
  byDefault: NoInfer<Option>,
  options: readonly Option[],
  { description }: { readonly description: string },
): Setting<Option> {
  const parse = (given: unknown) =>
    typeof given === "string" || typeof given === "boolean"
      ? options.find((option) => option === String(given))
      : undefined;
  const type = options.map((option) => JSON.stringify(option)).join(" | ");
  return { type, default: byDefault, takes: `one of ${options.join(", ")}`, description, parse };
}

/** The command line gives it as text. */
export function trueOrFalse(byDefault: boolean, { description }: { readonly description: string }): Setting<boolean> {
  const parse = (given: unknown) => {
    if (given === true || given === "true") return true;
    return given === false || given === "false" ? false : undefined;
  };
  return { type: "boolean", default: byDefault, takes: "one of true, false", description, parse };
}

/** One of a few numbers. The command line gives it as text. */
export function oneOf(
  byDefault: number,
  options: readonly number[],
  { description }: { readonly description: string },
): Setting<number> {
  const parse = (given: unknown) =>
    typeof given === "string" || typeof given === "number"
      ? options.find((option) => String(option) === String(given))
      : undefined;
  return { type: "number", default: byDefault, takes: `one of ${options.join(", ")}`, description, parse };
}
