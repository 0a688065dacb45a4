import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ValidationRuleSource } from "aws-cdk-lib";

const FOLDER = join(import.meta.dirname, "guard");

/** Our own rules for AWS CloudFormation Guard, one source per file. */
export function guardRules(): ValidationRuleSource[] {
  const files = readdirSync(FOLDER).sort();
  return files.map((name) => ({ name, content: readFileSync(join(FOLDER, name), "utf8") }));
}
