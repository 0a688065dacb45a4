import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Token, type ValidationRuleSource } from "aws-cdk-lib";

const FOLDER = join(import.meta.dirname, "guard");

/** Stands for the account in a rule. */
const PLACEHOLDER = "ACCOUNT_OF_THE_STACK";

/**
 * Our own rules for AWS CloudFormation Guard, one source per file.
 * @param account of the stack: if it is known, the template has it instead of a reference
 */
export function guardRules(account?: string): ValidationRuleSource[] {
  const files = readdirSync(FOLDER).sort();
  const known = account === undefined || Token.isUnresolved(account) ? PLACEHOLDER : account;
  return files.map((name) => ({
    name,
    content: readFileSync(join(FOLDER, name), "utf8").replaceAll(PLACEHOLDER, known),
  }));
}
