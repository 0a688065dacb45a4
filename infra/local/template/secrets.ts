/** The template's secrets, whose values Secrets Manager would generate, and the dynamic references to them. */
import { randomBytes } from "node:crypto";
import { Unresolvable } from "./intrinsics";
import type { Properties } from "./resource-types";

/** By ARN. */
export type Secrets = ReadonlyMap<string, string>;

/** Secrets Manager's default. */
const DEFAULT_LENGTH = 32;

/**
 * Generates the value of a secret: another one for each run.
 * @throws {Unresolvable} if the template has the secret's value
 */
export function generateSecret({ GenerateSecretString: generated }: Properties): string {
  if (!generated) throw new Unresolvable("a secret that is not generated is not supported");
  const { PasswordLength = DEFAULT_LENGTH } = generated as { PasswordLength?: number };
  // Two digits a byte. Secrets Manager uses more characters, which nothing depends on.
  return randomBytes(Math.ceil(PasswordLength / 2))
    .toString("hex")
    .slice(0, PasswordLength);
}

/**
 * Replaces dynamic references: "Get a secret or secret value from Secrets Manager", AWS CloudFormation User Guide,
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
 * @param value resolved, such as `{{resolve:secretsmanager:<arn>:SecretString:::}}`
 * @throws {Unresolvable} if one is not to the whole value of a secret of the template
 */
export function resolveSecrets(value: string, secrets: Secrets): string {
  return value.replaceAll(/\{\{resolve:([^}]*)\}\}/g, (_, reference: string) => {
    // An ARN has six colons. What follows may be omitted: SecretString, a JSON key, a stage and a version.
    const [, arn = "", part = ""] = /^secretsmanager:((?:[^:]*:){6}[^:]*)(.*)$/.exec(reference) ?? [];
    const secret = secrets.get(arn);
    if (secret === undefined) throw new Unresolvable("a dynamic reference must name a secret of the template");
    if (!/^(?::SecretString)?:*$/.test(part))
      throw new Unresolvable("a part or a version of a secret is not supported");
    return secret;
  });
}
