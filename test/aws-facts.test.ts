/** docs/aws-facts.md has a row, with source and command, for each fact of `smoke` and each error code. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { obstacleOf } from "../services/adapters/dynamodb/dynamo-errors";
import { classify } from "../services/domain/retry/failure";
import { FACTS } from "../services/ops/smoke/smoke";

const ROOT = join(__dirname, "..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const [FACT_TABLES = "", CODES = ""] = read("docs/aws-facts.md").split("\n## Error codes\n");

/** The rows of the page's tables, by cell. */
const rowsOf = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (?:fact|codes) \|/.test(line))
    .map((line) => line.split(/^\| | \| | \|$/).slice(1, -1));
const rows = rowsOf(FACT_TABLES);
const idsOf = (text: string) => [...text.matchAll(/smoke: ([\w-]+)/g)].map(([, id]) => id);

test("every fact has a source or is unproven, and says who has observed it, the damage if it is wrong, and how to check it", () => {
  const faulty = rows.filter((cells) => {
    const [fact = "", source = "", seen = "", damage = "", how = ""] = cells;
    const isSourced = /https:\/\//.test(source) || /\*\*unproven\*\*/.test(source);
    const isSeen = /^(?:no|by others|seen locally .+|20\d\d-\d\d-\d\d)$/.test(seen);
    const hasCommand = /`[^`]+`/.test(how) || /^none(?: needed|: \w.+)$/.test(how);
    return cells.length !== 5 || !fact || !damage || !isSourced || !isSeen || !hasCommand;
  });
  expect(rows.length).toBeGreaterThan(50);
  expect(faulty).toEqual([]);
});

test("every fact of smoke has one row, and every id of the page is a fact of smoke", () => {
  const named = rows.flatMap(([, , , , how = ""]) => idsOf(how));
  const known = FACTS.map(({ id }) => id);
  expect(known.filter((id) => !named.includes(id))).toEqual([]);
  expect(idsOf(read("docs/aws-facts.md")).filter((id) => id !== "id" && !known.includes(String(id)))).toEqual([]);
});

test("facts that do no damage come last in their section", () => {
  for (const section of FACT_TABLES.split("\n## ").slice(1)) {
    const harmless = rowsOf(section).map(([, , , damage = ""]) => damage.startsWith("none"));
    expect(harmless).toEqual([...harmless].sort());
  }
});

test("a row is short enough to be read on deployment day", () => {
  const words = (text: string) => text.replace(/\(https?:[^)]*\)/g, "").split(/\s+/).length;
  expect(rows.filter(([fact = "", source = ""]) => words(fact) > 40 || words(source) > 40)).toEqual([]);
});

describe("Error codes", () => {
  const classes = rowsOf(CODES).map(([codes = "", kind = "", source = ""]) => ({
    codes: [...codes.matchAll(/`([\w.]+)`/g)].map(([, code = ""]) => code),
    kind,
    isSourced: /https:\/\//.test(source) || /\*\*unproven\*\*/.test(source) || /^our own/.test(source),
  }));
  const documentedRows = (isDynamo: boolean) =>
    classes.filter(({ kind }) => kind.startsWith("DynamoDB: ") === isDynamo);

  /** The codes that a table of failures has, as it is written. */
  const codesIn = (path: string, from: string, to: string) => {
    const source = read(path);
    const table = source.slice(source.indexOf(from), source.indexOf(to)).replace(/\/\/.*/g, "");
    return [...table.matchAll(/^ {2}"?([\w.]+)"?[,:]/gm)].map(([, code = ""]) => code);
  };

  test("the page has every code of SNS, End User Messaging and SES, with its class", () => {
    const documented = documentedRows(false).flatMap(({ codes, kind }) => codes.map((code) => `${code} ${kind}`));
    const codes = codesIn("services/domain/retry/failure.ts", "const PERMANENT", "const CLASSES");
    expect(codes.length).toBeGreaterThan(40);
    expect(documented.sort()).toEqual(codes.map((code) => `${code} ${classify(code)}`).sort());
  });

  test("the page has every error of DynamoDB that may pass, with its cause", () => {
    const documented = documentedRows(true).flatMap(({ codes, kind }) => codes.map((code) => `${code} ${kind}`));
    const names = codesIn(
      "services/adapters/dynamodb/dynamo-errors.ts",
      "const OBSTACLES",
      "/** Errors of the network",
    );
    const broken = /BROKEN_CONNECTION = \[(.*)\]/.exec(read("services/adapters/dynamodb/dynamo-errors.ts"))?.[1] ?? "";
    const all = [
      ...names.map((name) => `${name} DynamoDB: ${obstacleOf({ name })}`),
      ...[...broken.matchAll(/"(\w+)"/g)].map(([, code]) => `${code} DynamoDB: ${obstacleOf({ code })}`),
    ];
    expect(all.length).toBeGreaterThan(10);
    expect(documented.sort()).toEqual(all.sort());
  });

  test("every group has a source or is unproven", () => {
    expect(classes.filter(({ codes, isSourced }) => codes.length === 0 || !isSourced)).toEqual([]);
  });
});
