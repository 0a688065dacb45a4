/** The wildcards of IAM policies: `*` matches any characters, `?` one. */

const SPECIAL = /[.+^${}()|[\]\\]/g;

/** Matches a whole text, such as an action or a value of a condition. */
export function wildcard(pattern: string, flags = ""): (text: string) => boolean {
  if (!/[*?]/.test(pattern) && flags === "") return (text) => text === pattern;
  const expression = new RegExp(`^${translate(pattern, ".*", ".")}$`, `s${flags}`);
  return (text) => expression.test(text);
}

/**
 * Matches a resource. A `*` matches within its segment of the ARN, unless it is the segment's last character: then it also
 * matches colons ("IAM JSON policy elements: Resource", IAM User Guide).
 */
export function resourceWildcard(pattern: string): (resource: string) => boolean {
  if (!/[*?]/.test(pattern)) return (resource) => resource === pattern;
  const segments = pattern.split(":").map((segment) => {
    const last = segment.endsWith("*");
    const inner = translate(last ? segment.slice(0, -1) : segment, "[^:]*", "[^:]");
    return last ? `${inner}.*` : inner;
  });
  const expression = new RegExp(`^${segments.join(":")}$`, "s");
  return (resource) => expression.test(resource);
}

/**
 * Matches an ARN as the ARN condition operators do: each of its six parts separately ("IAM JSON policy elements:
 * Condition operators", IAM User Guide).
 */
export function arnWildcard(pattern: string): (arn: string) => boolean {
  const parts = partsOf(pattern).map((part) => wildcard(part));
  return (arn) => {
    const given = partsOf(arn);
    return given.length === parts.length && parts.every((matches, index) => matches(given[index] ?? ""));
  };
}

function partsOf(arn: string): string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function translate(pattern: string, any: string, one: string): string {
  return pattern.replace(SPECIAL, "\\$&").replace(/[*?]/g, (character) => (character === "*" ? any : one));
}
