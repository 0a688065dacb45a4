import { textTable } from "../../../../services/ops/output/table";
import { hanging } from "../../../../services/ops/output/wrap";

const HEAD = ["count", "state", "which means"];
const ROWS = [
  ["2", "ALL_FAILED", "nothing could be sent; its message lies in the DLQ"],
  ["1", "", "sent"],
];

test("a table that goes to no terminal is as wide as it comes", () => {
  expect(textTable(HEAD, ROWS).split("\n")).toEqual([
    "count  state       which means",
    "2      ALL_FAILED  nothing could be sent; its message lies in the DLQ",
    "1                  sent",
  ]);
  expect(textTable(HEAD, ROWS, 200)).toBe(textTable(HEAD, ROWS));
});

test("in a narrow terminal the last column is wrapped beside the others", () => {
  expect(textTable(HEAD, ROWS, 50).split("\n")).toEqual([
    "count  state       which means",
    "2      ALL_FAILED  nothing could be sent; its",
    "                   message lies in the DLQ",
    "1                  sent",
  ]);
});

test("in one that is narrower still each row is a block, which leaves nothing out", () => {
  expect(textTable(HEAD, ROWS, 40).split("\n")).toEqual([
    "count: 2",
    "state: ALL_FAILED",
    "which means: nothing could be sent; its",
    "  message lies in the DLQ",
    "",
    "count: 1",
    "which means: sent",
  ]);
});

test("a word that is longer than a line stays whole, and a text is never lost", () => {
  const id = "x".repeat(70);
  expect(hanging(`accepted as ${id}, 2 parts`, 40)).toBe(`accepted as\n  ${id},\n  2 parts`);
  expect(hanging(`  ${id}`, 40)).toBe(`  ${id}`);
});

test("a label keeps its gap", () => {
  expect(hanging("Reason        the carrier refused the text", 30, 14)).toBe(
    "Reason        the carrier\n              refused the text",
  );
});
