import { lanes } from "./lanes";
import { reportPage, reportText } from "./report";
import type { Measured } from "./section";
import { SECTIONS } from "./sections";
import { quantile, spread } from "./statistics";

const measured: Measured = {
  method: ["Nothing is simulated."],
  tables: [
    {
      title: "Batches",
      columns: ["messages", "ms"],
      rows: [
        [1, "110"],
        [10, "1,213"],
      ],
    },
  ],
  goals: [
    { what: "A batch", goal: "at most 100 ms", measured: "110 ms", met: false },
    { what: "Another", goal: "none", measured: "0", met: true },
  ],
  charts: [
    {
      id: "batch",
      title: "Batches",
      x: { title: "messages" },
      y: { title: "ms", logarithmic: true },
      lines: [
        {
          name: "ours",
          points: [
            { x: 1, y: 110, low: 100, high: 120 },
            { x: 10, y: 1_213 },
          ],
        },
      ],
    },
  ],
};
const reported = [{ section: { id: "batch", title: "A batch" }, measured }];
const circumstances = [["Commit", "abc1234"]] as const;

test("the output has every figure, and whether each goal is met", () => {
  const text = reportText(reported, circumstances);
  expect(text).toContain("Commit      abc1234");
  expect(text).toMatch(/^messages {5}ms\n {7}1 {4}110\n {6}10 {2}1,213$/m);
  expect(text).toMatch(/^A batch {2}at most 100 ms {2}110 ms {4}missed$/m);
  expect(text).toMatch(/^Another {2}none {12}0 {9}met$/m);
});

test("the page has the same figures, and the charts", () => {
  const page = reportPage("", reported, circumstances, ["A batch"]);
  expect(page).toContain("| 10 | 1,213 |");
  expect(page).toContain("| A batch | at most 100 ms | 110 ms | missed |");
  expect(page).toContain("![Batches](performance/batch.svg)");
  expect(page).toContain("Commit: abc1234");
});

test("a run of some parts replaces these on the page, and keeps the others, in their order", () => {
  const titles = ["First", "A batch", "Last"];
  const before =
    "\n### First\n\nold first\n\n### A batch\n\nold batch\n\n### Gone\n\nof no section\n\n### Last\n\nold last\n";
  const page = reportPage(before, reported, circumstances, titles);
  expect([...page.matchAll(/^### (.*)$/gm)].map(([, title]) => title)).toEqual(titles);
  expect(page).toContain("old first");
  expect(page).toContain("old last");
  expect(page).not.toMatch(/old batch|of no section/);
  expect(reportPage(page, reported, circumstances, titles)).toBe(page);
});

test("every part has a unique name for --only", () => {
  const ids = SECTIONS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z-]+$/.test(id))).toEqual([]);
});

test("a median is shown with the spread around it", () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([1, 2, 3, 4, 5], 0.95)).toBeCloseTo(4.8);
  expect(spread([1, 2, 3, 4, 5])).toBe("3 (2 to 4)");
  expect(quantile([], 0.5)).toBeNaN();
});

test("figures are measured with nothing beside them; in a short bench only parts on the same local run wait for each other", () => {
  const [one, other] = [{ id: "one" }, { id: "other" }];
  const shared = [
    { id: "first", onSharedCloud: true },
    { id: "second", onSharedCloud: true },
  ] as const;
  const all = [one, ...shared, other];
  expect(lanes(all, false)).toEqual([all]);
  expect(lanes(all, true)).toEqual([[...shared], [one], [other]]);
});
