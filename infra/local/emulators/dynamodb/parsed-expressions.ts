/**
 * Reads each expression once. dynalite reads the expressions of every call; those of the pipeline's functions repeat, with other
 * values. What it reads and refuses depends on the expression, the names and the types of the values.
 */
import conditionParser from "dynalite/db/conditionParser.js";
import projectionParser from "dynalite/db/projectionParser.js";
import updateParser from "dynalite/db/updateParser.js";

type Values = Record<string, object>;

/** What dynalite passes to its parsers. Names and values that were used are deleted from the unused ones. */
interface Context {
  readonly attrNames?: Record<string, string>;
  readonly attrVals?: Values;
  readonly unusedAttrNames: Record<string, true>;
  readonly unusedAttrVals: Record<string, true>;
  readonly isKeyCondition?: boolean;
}

interface Parsed {
  readonly tree: unknown;
  /** The values of the call for which it was parsed, which are in the tree. */
  readonly names: ReadonlyMap<object, string>;
  readonly usedNames: readonly string[];
  readonly usedValues: readonly string[];
}

/** Those where dynalite looks at the values themselves: at the order of two limits, and at the name of a type. */
const DEPENDS_ON_VALUES = /\bbetween\b|attribute_type/i;
/** A caller that writes values into its expressions would fill the memory otherwise. */
const MAX_KEPT = 1000;

let reused = false;

/** From now on dynalite's parsers return a copy of what they have read before, with the values of the call. */
export function reuseParsedExpressions(): void {
  if (reused) return;
  reused = true;
  for (const parser of [conditionParser, projectionParser, updateParser]) {
    parser.parse = reusing(parser.parse as unknown as Parse) as unknown as typeof parser.parse;
  }
}

export type Parse = (expression: string, options: { context: Context }) => unknown;

/** @param parse a parser of dynalite */
export function reusing(parse: Parse): Parse {
  const kept = new Map<string, Parsed>();
  return (expression, options) => {
    if (DEPENDS_ON_VALUES.test(expression)) return parse(expression, options);
    const { context } = options;
    const { attrNames = {}, attrVals = {} } = context;
    const key = keyOf(expression, context);
    let known = kept.get(key);
    if (!known) {
      // All of them: what another expression of the call has used is no longer among the unused ones.
      const unusedAttrNames = marked(attrNames);
      const unusedAttrVals = marked(attrVals);
      known = {
        tree: parse(expression, { context: { ...context, unusedAttrNames, unusedAttrVals } }),
        names: new Map(Object.entries(attrVals).map(([name, value]) => [value, name])),
        usedNames: Object.keys(attrNames).filter((name) => !(name in unusedAttrNames)),
        usedValues: Object.keys(attrVals).filter((name) => !(name in unusedAttrVals)),
      };
      if (kept.size >= MAX_KEPT) kept.clear();
      kept.set(key, known);
    }
    for (const name of known.usedNames) delete context.unusedAttrNames[name];
    for (const name of known.usedValues) delete context.unusedAttrVals[name];
    // A copy: dynalite writes results into it.
    return withValues(known.tree, known.names, attrVals);
  };
}

function marked(names: object): Record<string, true> {
  return Object.fromEntries(Object.keys(names).map((name) => [name, true]));
}

function keyOf(expression: string, { attrNames, attrVals = {}, isKeyCondition = false }: Context): string {
  const types = Object.entries(attrVals).map(([name, value]) => [name, ...Object.keys(value)]);
  return JSON.stringify([expression, attrNames, types, isKeyCondition]);
}

/** A copy of a tree in which the values of one call are those of another. */
function withValues(tree: unknown, names: ReadonlyMap<object, string>, values: Values): unknown {
  if (typeof tree !== "object" || tree === null) return tree;
  const name = names.get(tree);
  if (name !== undefined) return values[name];
  if (Array.isArray(tree)) return tree.map((branch) => withValues(branch, names, values));
  const copy = Object.create(Object.getPrototypeOf(tree)) as Record<string, unknown>;
  for (const [part, branch] of Object.entries(tree)) copy[part] = withValues(branch, names, values);
  return copy;
}
