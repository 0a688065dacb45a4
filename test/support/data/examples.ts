/** The stored examples of contract v1, and of the contract of bookings. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const CONTRACTS = join(import.meta.dirname, "../../../contracts");
const FOLDERS = { appointments: "examples", bookings: "bookings/examples" } as const;
type Contract = keyof typeof FOLDERS;

export interface InvalidExample {
  readonly reason: string;
  /** `""` for the message as a whole. */
  readonly field: string;
  /** A string is the text of the message, anything else its JSON value. */
  readonly body: unknown;
}

export type Example<T> = readonly [name: string, content: T];

export const validExamples = (contract: Contract = "appointments") => read<Record<string, unknown>>(contract, "valid");
export const invalidExamples = (contract: Contract = "appointments") => read<InvalidExample>(contract, "invalid");

/** The text of the message in an invalid example. */
export function bodyOf({ body }: InvalidExample): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

function read<T>(contract: Contract, kind: string): Example<T>[] {
  const folder = join(CONTRACTS, FOLDERS[contract], kind);
  return readdirSync(folder).map((file) => [
    file.replace(".json", ""),
    JSON.parse(readFileSync(join(folder, file), "utf8")) as T,
  ]);
}
