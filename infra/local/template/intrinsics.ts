/** Resolves CloudFormation's intrinsic functions. An unknown one is an error, never a guess. */

export interface Scope {
  /** The value of `Ref` for a parameter, a pseudo parameter or a resource; throws if it is unknown. */
  readonly ref: (name: string) => unknown;
  /** The value of `Fn::GetAtt`; throws if it is unknown. */
  readonly attribute: (logicalId: string, name: string) => unknown;
  readonly mappings: Record<string, Record<string, Record<string, unknown>>>;
}

export class Unresolvable extends Error {
  override readonly name = "Unresolvable";
}

/**
 * @param value a part of a template
 * @returns the part without intrinsic functions, and without values that resolve to `AWS::NoValue`
 * @throws {Unresolvable}
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope)).filter((item) => item !== undefined);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (only && entries.length === 1 && isIntrinsic(only[0])) return call(only[0], only[1], scope);
  return Object.fromEntries(
    entries.map(([key, item]) => [key, resolve(item, scope)]).filter(([, item]) => item !== undefined),
  );
}

function isIntrinsic(key: string): boolean {
  return key === "Ref" || key === "Condition" || key.startsWith("Fn::");
}

function call(name: string, argument: unknown, scope: Scope): unknown {
  switch (name) {
    case "Ref":
      return scope.ref(text(argument, name));
    case "Fn::GetAtt": {
      const [logicalId, ...attribute] =
        typeof argument === "string" ? argument.split(".") : list(argument, name, scope);
      return scope.attribute(text(logicalId, name), attribute.map((part) => text(part, name)).join("."));
    }
    case "Fn::Join": {
      const [delimiter, parts] = list(argument, name, scope);
      return list(parts, name, scope)
        .map((part) => text(part, name))
        .join(text(delimiter, name));
    }
    case "Fn::Split": {
      const [delimiter, source] = list(argument, name, scope);
      return text(source, name).split(text(delimiter, name));
    }
    case "Fn::Select": {
      const [index, items] = list(argument, name, scope);
      const chosen = list(items, name, scope)[Number(index)];
      if (chosen === undefined) throw new Unresolvable(`${name} ${index} is out of range`);
      return chosen;
    }
    case "Fn::FindInMap": {
      const [map, first, second] = list(argument, name, scope).map((part) => text(part, name));
      const found = scope.mappings[map ?? ""]?.[first ?? ""]?.[second ?? ""];
      if (found === undefined) throw new Unresolvable(`${name} finds nothing at ${map}.${first}.${second}`);
      return found;
    }
    case "Fn::Sub":
      return substitute(argument, scope);
    default:
      throw new Unresolvable(`${name} is not supported`);
  }
}

function substitute(argument: unknown, scope: Scope): string {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const own = resolve(variables ?? {}, scope) as Record<string, unknown>;
  return text(template, "Fn::Sub").replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in own) return text(own[name], "Fn::Sub");
    const [logicalId = "", ...attribute] = name.split(".");
    const value = attribute.length > 0 ? scope.attribute(logicalId, attribute.join(".")) : scope.ref(name);
    return text(value, "Fn::Sub");
  });
}

function list(value: unknown, name: string, scope: Scope): unknown[] {
  const resolved = resolve(value, scope);
  if (!Array.isArray(resolved)) throw new Unresolvable(`${name} needs a list`);
  return resolved;
}

function text(value: unknown, name: string): string {
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw new Unresolvable(`${name} needs a string`);
}
