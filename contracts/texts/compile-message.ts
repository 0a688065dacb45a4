/**
 * Compiles messages in ICU MessageFormat at synth, so that no function has a parser. What a reminder says has no numbers
 * to count: besides text, a message has placeholders and `select`.
 */
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { blankProblem, literalProblem } from "./message-text";
import { type CompiledMessage, MESSAGES, type MessageName, type Placeholder } from "./messages";

export type CompileResult =
  | { readonly ok: true; readonly message: CompiledMessage }
  /** Each completes "the message". */
  | { readonly ok: false; readonly problems: readonly [string, ...string[]] };

/** Control characters, line ends, marks that change the direction of text, and spaces other than the plain one. */
const FORBIDDEN = /(?! )[\p{C}\p{Z}]/u;

/**
 * Compiles a message and checks its placeholders.
 * @param text ICU MessageFormat
 * @param certain optional placeholders that have a value whenever this message is shown
 */
export function compileMessage(name: MessageName, text: string, certain: readonly string[] = []): CompileResult {
  const { placeholders, needs } = MESSAGES[name];
  const forbidden = FORBIDDEN.exec(text)?.[0];
  if (forbidden) return failed(`has the character ${codePoint(forbidden)}, which no message may have`);
  const elements = parsed(text);
  if (typeof elements === "string") return failed(elements);
  const compiler = new Compiler(placeholders);
  const message = compiler.compile(elements, new Set());
  // Text that is meant to be a placeholder may be the one that is missing.
  const missing = compiler.hasLiteralProblem ? [] : needs.filter((needed) => !showsAlways(message, needed));
  const problems = [...compiler.problems, ...missing.map((needed) => `must show {${needed}} in every case`)];
  const blank = problems.length === 0 ? blankProblem(name, message, certain) : undefined;
  const [first, ...others] = [...new Set([...problems, ...(blank ? [blank] : [])])];
  return first ? { ok: false, problems: [first, ...others] } : { ok: true, message };
}

function failed(problem: string): CompileResult {
  return { ok: false, problems: [problem] };
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** The elements of a message, or what is wrong with its syntax. */
function parsed(text: string): MessageFormatElement[] | string {
  try {
    // Angle brackets are text, not tags.
    return parse(text, { ignoreTag: true, captureLocation: true });
  } catch (error) {
    const { message, location } = error as { message: string; location?: { start?: { column: number } } };
    const reason = message.toLowerCase().replaceAll("_", " ");
    return `is not ICU MessageFormat: ${reason} at character ${location?.start?.column ?? 1}`;
  }
}

class Compiler {
  readonly problems: string[] = [];
  hasLiteralProblem = false;

  constructor(private readonly placeholders: Readonly<Record<string, Placeholder>>) {}

  private kindOf(name: string): Placeholder | undefined {
    return Object.hasOwn(this.placeholders, name) ? this.placeholders[name] : undefined;
  }

  /** @param present optional placeholders that have a value here */
  compile(elements: readonly MessageFormatElement[], present: ReadonlySet<string>): CompiledMessage {
    return elements.flatMap((element, index) => {
      if (element.type === TYPE.literal) return [this.literal(element.value, elements[index + 1])];
      if (element.type === TYPE.argument) return this.argument(element.value, present);
      if (element.type === TYPE.select) return this.select(element.value, element.options, present);
      this.problems.push("may have placeholders and select, and no other format such as plural, number or date");
      return [];
    });
  }

  private literal(text: string, next: MessageFormatElement | undefined): string {
    const problem = literalProblem(text, next?.type === TYPE.argument);
    if (problem) {
      this.problems.push(problem);
      this.hasLiteralProblem = true;
    }
    return text;
  }

  private argument(value: string, present: ReadonlySet<string>): CompiledMessage {
    const kind = this.kindOf(value);
    if (!kind) this.unknown(value);
    else if (typeof kind !== "string") this.problems.push(`may use {${value}} in a select only`);
    else if (kind === "optional" && !present.has(value)) {
      this.problems.push(
        `shows {${value}} outside of {${value}, select, none {...} other {...}}, although it may be absent`,
      );
    }
    return [{ value }];
  }

  private select(
    value: string,
    options: Readonly<Record<string, { readonly value: readonly MessageFormatElement[] }>>,
    present: ReadonlySet<string>,
  ): CompiledMessage {
    const kind = this.kindOf(value);
    if (!kind || kind === "always") {
      if (kind) this.problems.push(`cannot select by {${value}}, which always has a value`);
      else this.unknown(value);
      return [];
    }
    const known = kind === "optional" ? ["none"] : kind;
    for (const option of Object.keys(options).filter((option) => option !== "other" && !known.includes(option))) {
      this.problems.push(`has the option ${option} for {${value}}, which takes ${[...known, "other"].join(", ")}`);
    }
    const compiled = Object.entries(options).map(([option, inner]) => {
      const isPresent = kind === "optional" && option !== "none" && "none" in options;
      return [option, this.compile(inner.value, isPresent ? new Set([...present, value]) : present)] as const;
    });
    return [{ select: value, options: Object.fromEntries(compiled) }];
  }

  private unknown(value: string): void {
    this.problems.push(`has no placeholder {${value}}: there are ${Object.keys(this.placeholders).join(", ")}`);
  }
}

/** Whether a message shows a placeholder, whatever the values are. */
function showsAlways(message: CompiledMessage, placeholder: string): boolean {
  return message.some((part) => {
    if (typeof part === "string") return false;
    if ("value" in part) return part.value === placeholder;
    return Object.values(part.options).every((option) => showsAlways(option, placeholder));
  });
}
