/**
 * A pattern that goes back over what it has read takes quadratic time or worse, and a message of the largest size holds
 * it up for minutes. Those that repeated characters make do so are found by their structure, not by the clock; what the
 * library does not see, such as two equal alternatives, the texts of large-input.test.ts would.
 */
import { parseSync } from "@swc/core";
import { analyse } from "scslre";
import * as z from "zod/mini";
import { sourceTexts } from "../../support/source-files";

interface Pattern {
  readonly path: string;
  readonly source: string;
  readonly flags: string;
}

/** What of a syntax tree's node tells of patterns. */
interface Node {
  readonly type?: string;
  readonly pattern?: string;
  readonly flags?: string;
  readonly callee?: { readonly value?: unknown };
}

const nodes = sourceTexts(["contracts", "services"]).flatMap(({ path, text }) =>
  nodesOf(parseSync(text, { syntax: "typescript", target: "es2022" })).map((node) => ({ path, node })),
);
const written = nodes.flatMap(({ path, node }): Pattern[] =>
  node.type === "RegExpLiteral" ? [{ path, source: node.pattern ?? "", flags: node.flags ?? "" }] : [],
);
/** What the address of an email is checked with first. */
const { html5Email } = z.regexes;
const patterns = [...written, { path: "zod", source: html5Email.source, flags: html5Email.flags }];

function nodesOf(value: unknown, found: Node[] = []): Node[] {
  if (typeof value !== "object" || value === null) return found;
  found.push(value);
  for (const child of Object.values(value)) nodesOf(child, found);
  return found;
}

/** Ways in which a text makes the pattern go back over it. */
const waysBack = ({ source, flags }: Pick<Pattern, "source" | "flags">) => analyse({ source, flags }).reports.length;

test("no pattern that reads a message takes more time than in proportion to its length", () => {
  expect(written.length).toBeGreaterThan(10);
  expect(patterns.filter((pattern) => waysBack(pattern) > 0)).toEqual([]);
});

test("every pattern is written as one, where this test finds it", () => {
  const made = nodes.filter(({ node }) => node.type === "NewExpression" || node.type === "CallExpression");
  expect(made.length).toBeGreaterThan(100);
  expect(made.filter(({ node }) => node.callee?.value === "RegExp")).toEqual([]);
});

test.each([/\s+$/, /(a+)+$/, /\d*\d*x/, /(?:dr\.?\s*)*\s*$/])("%s would be found", (pattern) => {
  expect(waysBack(pattern)).toBeGreaterThan(0);
});
