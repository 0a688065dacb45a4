/** The stored examples of contract v1. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const EXAMPLES = join(import.meta.dirname, "../../../contracts/examples");

export interface InvalidExample {
  readonly reason: string;
  /** `""` for the message as a whole. */
  readonly field: string;
  /** A string is the text of the message, anything else its JSON value. */
  readonly body: unknown;
}

export type Example<T> = readonly [name: string, content: T];

export const validExamples = () => read<Record<string, unknown>>("valid");
export const invalidExamples = () => read<InvalidExample>("invalid");

/** The text of the message in an invalid example. */
export function bodyOf({ body }: InvalidExample): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

function read<T>(kind: string): Example<T>[] {
  return readdirSync(join(EXAMPLES, kind)).map((file) => [
    file.replace(".json", ""),
    JSON.parse(readFileSync(join(EXAMPLES, kind, file), "utf8")) as T,
  ]);
}
