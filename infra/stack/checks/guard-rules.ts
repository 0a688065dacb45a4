import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ValidationRuleSource } from "aws-cdk-lib";

const FOLDER = join(import.meta.dirname, "guard");

/** The rules of our own, in the language of AWS CloudFormation Guard, one source a file. */
export function guardRules(): ValidationRuleSource[] {
  const files = readdirSync(FOLDER).sort();
  return files.map((name) => ({ name, content: readFileSync(join(FOLDER, name), "utf8") }));
}
