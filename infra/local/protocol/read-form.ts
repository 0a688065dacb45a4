/** Translates the parameters of a call from the query protocol to AWS JSON. */
import { AwsError, type ReadonlyParameters } from "./call";
import { type Shape, type Structure, wireName } from "./shape";

/** A tree: `A.1.B=x` is the branch A, in it 1, in it B with the value x. */
interface Branch {
  value?: string;
  readonly branches: Map<string, Branch>;
}

/**
 * @param form decoded; parameters that are not in the shape are ignored
 * @throws {AwsError} naming a parameter that is not a number, flag or time but should be
 */
export function readForm(form: ReadonlyParameters, shape: Structure): Record<string, unknown> {
  const root: Branch = { branches: new Map() };
  for (const [path, value] of form) {
    let branch = root;
    for (const name of path.split(".")) {
      const next: Branch = branch.branches.get(name) ?? { branches: new Map() };
      branch.branches.set(name, next);
      branch = next;
    }
    branch.value = value;
  }
  return read(root, shape, "") as Record<string, unknown>;
}

/** @returns undefined if the branch does not have such a value */
function read(branch: Branch, shape: Shape, path: string): unknown {
  switch (shape.kind) {
    case "list": {
      const items = shape.flattenedAs ? branch : branch.branches.get("member");
      return items && numbered(items).map(([index, item]) => read(item, shape.of, `${path}.${index}`));
    }
    case "map": {
      const entries = numbered(branch).map(([index, { branches }]) => {
        const value = branches.get("Value");
        return [branches.get("Name")?.value ?? "", value && read(value, shape.of, `${path}.${index}.Value`)];
      });
      return Object.fromEntries(entries);
    }
    case "structure": {
      const members = Object.entries(shape.members).flatMap(([member, of]) => {
        const name = wireName(member, of);
        const found = branch.branches.get(name);
        return found ? [[member, read(found, of, path ? `${path}.${name}` : name)]] : [];
      });
      return Object.fromEntries(members);
    }
    default:
      return branch.value === undefined ? undefined : scalar(branch.value, shape.kind, path);
  }
}

function numbered({ branches }: Branch): [string, Branch][] {
  return [...branches].filter(([name]) => /^\d+$/.test(name)).sort(([one], [other]) => Number(one) - Number(other));
}

function scalar(value: string, kind: "text" | "number" | "flag" | "time", path: string): unknown {
  if (kind === "text") return value;
  if (kind === "flag" && (value === "true" || value === "false")) return value === "true";
  const number = kind === "time" ? Date.parse(value) / 1_000 : kind === "number" && value.trim() ? Number(value) : NaN;
  if (!Number.isFinite(number)) throw new AwsError("MalformedInput", 400, `The value of ${path} is not a ${kind}`);
  return number;
}
