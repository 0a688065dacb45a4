/** The page of `report --html`: whole, safe, and readable by everybody. */
import { createHash } from "node:crypto";
import { knownDays } from "../../../../services/ops/report/figures/month";
import { monthPage } from "../../../../services/ops/report/page/month-page";
import { MONTH_STYLE } from "../../../../services/ops/report/page/month-style";
import { marchFigures } from "../../../support/data/month-figures";

const pageOf = (figures = marchFigures(), nameOf = (id: string) => id) => monthPage(figures, nameOf);
const page = pageOf();

/** The tags of a page in their order. Fails where one is not closed, or closed in the wrong order. */
function tagsOf(html: string): { name: string; attributes: Record<string, string> }[] {
  const open: string[] = [];
  const tags: { name: string; attributes: Record<string, string> }[] = [];
  const withoutStyle = html.replace(/<style>[\s\S]*?<\/style>/, "<style></style>");
  for (const [, end, name = "", rest = "", self] of withoutStyle.matchAll(
    /<(\/?)([a-zA-Z!][\w]*)((?:\s+[\w-]+(?:="[^"<]*")?)*)\s*(\/?)>/g,
  )) {
    if (end) expect([name, open.pop()]).toEqual([name, name]);
    else {
      const attributes = Object.fromEntries(
        [...rest.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, key, value = ""]) => [key, value]),
      );
      tags.push({ name, attributes });
      if (!self && name !== "meta" && name !== "!doctype") open.push(name);
    }
  }
  expect(open).toEqual([]);
  return tags;
}

interface ShownTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly total: readonly string[];
}

/** The tables as a reader sees them. */
function tablesOf(html: string): ShownTable[] {
  const cells = (row: string) => [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell = ""]) => cell);
  const rowsOf = (part = "") => [...part.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = ""]) => cells(row));
  return [...html.matchAll(/<table>([\s\S]*?)<\/table>/g)].map(([, table = ""]) => ({
    caption: /<caption[^>]*>(.*?)<\/caption>/.exec(table)?.[1] ?? "",
    columns: rowsOf(/<thead>([\s\S]*?)<\/thead>/.exec(table)?.[1])[0] ?? [],
    rows: rowsOf(/<tbody>([\s\S]*?)<\/tbody>/.exec(table)?.[1]),
    total: rowsOf(/<tfoot>([\s\S]*?)<\/tfoot>/.exec(table)?.[1])[0] ?? [],
  }));
}

const numberOf = (text = "") => Number(text.replace(/[$,]/g, ""));

describe("the tables", () => {
  const tables = tablesOf(page);
  /** Columns whose numbers are no sums. */
  const NO_SUM = ["share", "change", "meaning", "outcome", "of", "price of one", "amount"];
  const sums = tables.flatMap(({ caption, columns, rows, total }) =>
    columns
      .slice(1)
      .flatMap((column, index) =>
        NO_SUM.includes(column)
          ? []
          : [[caption, column, rows.map((row) => numberOf(row[index + 1])), numberOf(total[index + 1])] as const],
      ),
  );

  test("are eight, each with its caption and a total", () => {
    expect(tables).toHaveLength(8);
    expect(tables.filter(({ caption, total }) => caption === "" || total.length === 0)).toEqual([]);
    expect(sums.length).toBeGreaterThan(40);
  });

  test.each(sums)("%s: %s adds up to the total", (_, __, numbers, total) => {
    const sum = numbers.reduce((all, one) => all + one, 0);
    expect(sum).toBeCloseTo(total, 6);
  });

  test("agree on the number of reminders and on the costs of sending", () => {
    const totals = (name: string) =>
      tables.flatMap(({ columns, total }) => (columns.includes(name) ? [numberOf(total[columns.indexOf(name)])] : []));
    const { total, costs } = marchFigures();
    for (const name of ["Reminders", "Answered", "Delivered"]) expect(new Set(totals(name)).size).toBe(1);
    expect(totals("Reminders")).toEqual([total.reminders, total.reminders, total.reminders]);
    expect(totals("Sending")).toEqual([costs.sending, costs.sending]);
  });

  test("have the outcomes of each row add up to its reminders, and the answers to those answered", () => {
    const outcomes = ["Delivered", "Accepted", "Undelivered", "Failed", "No contact", "Not sent", "Open", "Others"];
    const answers = ["Confirmed", "To cancel", "Other time"];
    for (const { columns, rows } of tables.filter(({ columns }) => columns.includes("Reminders"))) {
      for (const row of rows) {
        const of = (name: string) => numberOf(row[columns.indexOf(name)]);
        const sum = (names: readonly string[]) => names.reduce((all, name) => all + of(name), 0);
        expect([row[0], sum(outcomes), sum(answers)]).toEqual([row[0], of("Reminders"), of("Answered")]);
      }
    }
  });
});

describe("the page", () => {
  const tags = tagsOf(page);

  test("is whole: every tag is closed, every id is unique, and every reference has its target", () => {
    const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const references = tags.flatMap(({ attributes }) =>
      (attributes["aria-labelledby"] ?? "").split(" ").filter(Boolean),
    );
    const patterns = [...MONTH_STYLE.matchAll(/url\(#(\w+)\)/g)].map(([, id = ""]) => id);
    expect([...references, ...patterns].filter((id) => !ids.includes(id))).toEqual([]);
    expect(references.length).toBeGreaterThan(10);
  });

  test("needs no script and no network, and its policy admits only its own style", () => {
    const allowed = ["meta", "svg", "style", "html", "head", "title", "body"];
    expect(
      tags.filter(({ name }) =>
        ["script", "link", "iframe", "img", "object", "image", "a", "form", "base"].includes(name),
      ),
    ).toEqual([]);
    expect(
      tags.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => /^on|^style$|href|src/.test(name)),
    ).toEqual([]);
    expect(page).not.toMatch(/https?:|\/\/\w|@import/);
    const hash = createHash("sha256").update(MONTH_STYLE).digest("base64");
    expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'; img-src data:"`);
    expect(page).toContain(`<style>${MONTH_STYLE}</style>`);
    expect(allowed.every((name) => tags.some((tag) => tag.name === name))).toBe(true);
  });

  test("has a table beside every chart, and each chart has a title and a description", () => {
    const charts = tags.filter(({ name, attributes }) => name === "svg" && attributes.role === "img");
    expect(charts).toHaveLength(8);
    for (const section of page.split("<section").filter((one) => one.includes('role="img"'))) {
      expect(section).toMatch(/<title id="[\w-]+">[^<]+<\/title>\n<desc id="[\w-]+">[^<]+<\/desc>/);
      expect(section).toMatch(/<table>\n?<caption/);
    }
    // What is no picture of its own is hidden.
    const others = tags.filter(({ name, attributes }) => name === "svg" && attributes.role !== "img");
    expect(others.filter(({ attributes }) => attributes["aria-hidden"] !== "true")).toEqual([]);
  });

  test("has a scope for every heading of a table, and tables that a keyboard can scroll", () => {
    expect(
      tags.filter(({ name, attributes }) => name === "th" && !["row", "col"].includes(attributes.scope ?? "")),
    ).toEqual([]);
    expect(tags.filter(({ attributes }) => attributes.role === "region" && attributes.tabindex === "0")).toHaveLength(
      8,
    );
  });

  test("has one main heading, and no level is left out", () => {
    const levels = tags.flatMap(({ name }) => (/^h\d$/.test(name) ? [Number(name.slice(1))] : []));
    expect([levels[0], new Set(levels.slice(1))]).toEqual([1, new Set([2])]);
  });

  test("says first what is not known", () => {
    expect(page.indexOf("What is not known")).toBeGreaterThan(0);
    expect(page.indexOf("What is not known")).toBeLessThan(page.indexOf("What became of them"));
    expect(page).toContain(" · figures may change</p>");
  });

  test("of a month without reminders is a page with zeros", () => {
    const now = Date.parse("2027-04-02T16:00:00Z");
    const { days } = knownDays("2027-03", { now, timeZone: "UTC", retentionDays: 90 });
    const figures = marchFigures();
    const none = { ...figures.total, reminders: 0, parts: 0, emails: 0 };
    const zero = {
      ...none,
      outcomes: Object.fromEntries(
        Object.keys(figures.total.outcomes).map((name) => [name, 0]),
      ) as typeof none.outcomes,
      answers: { CONFIRM: 0, CANCEL: 0, RESCHEDULE: 0 },
    };
    const byDay = days.map((name) => ({ ...zero, name, dollars: 0 }));
    const empty = {
      total: zero,
      byDay,
      byClinic: [],
      byChannel: [],
      notReached: [],
      inPlaceOfTexts: [],
      before: undefined,
    };
    const html = pageOf({ ...figures, ...empty });
    tagsOf(html);
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("has no number that is none", () => {
    expect(page).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });
});

const HOSTILE = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>&amp;\u202e`;

test("names and codes that others chose are text, wherever they are shown", () => {
  const entries = [
    { status: "UNDELIVERED", channel: "SMS", reason: HOSTILE, clinicId: HOSTILE },
    { status: "EMAIL_SENT", channel: "EMAIL", reason: HOSTILE, clinicId: "north" },
  ] as const;
  const figures = marchFigures(entries, { environment: HOSTILE, clinics: [HOSTILE] });
  const html = pageOf(figures, (id) => (id === "north" ? HOSTILE : id));
  expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(html).not.toMatch(/<script|<img|" onerror/);
  tagsOf(html);
});

/** The ratio of contrast of two colours: WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const digits =
      colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit) : colour.slice(1).match(/../g);
    const [red = 0, green = 0, blue = 0] = (digits ?? []).map((pair) => {
      const value = Number.parseInt(pair, 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe.each(
  [...MONTH_STYLE.matchAll(/:root \{([^}]*--ink[^}]*)\}/g)].map(
    ([, rule = ""], index) => [["light", "dark"][index] ?? "", rule] as const,
  ),
)("the colours, %s,", (_, rule) => {
  const colours = Object.fromEntries(
    [...rule.matchAll(/--([\w-]+): (#[0-9a-f]+)/g)].map(([, name, colour]) => [name, colour]),
  );
  const ratio = (one: string, other: string) => contrast(colours[one] ?? "", colours[other] ?? "");

  test.each([
    ["ink", "paper"],
    ["ink", "card"],
    ["soft", "paper"],
    ["soft", "card"],
    ["ink", "alert"],
  ])("%s on %s has the contrast that WCAG AA asks of text", (one, other) => {
    expect(ratio(one, other)).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ["bar", "card"],
    ["bar", "track"],
    ["delivered", "card"],
    ["rest", "card"],
    ["red", "card"],
    ["alert-line", "paper"],
  ])("%s on %s has the contrast that WCAG AA asks of graphics", (one, other) => {
    expect(ratio(one, other)).toBeGreaterThanOrEqual(3);
  });
});
