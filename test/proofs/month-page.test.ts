/**
 * The page of `report --html` in a real browser, wide, narrow and dark. Without an installed Chromium or Chrome it is skipped;
 * `CHROME_PATH` names another one.
 */
import { pathToFileURL } from "node:url";
import { monthPage } from "../../services/ops/report/page/month-page";
import { marchFigures } from "../support/data/month-figures";
import { type BrowserPage, findChromium, openPage } from "../support/servers/chromium";
import { TestFolder } from "../support/test-folder";

const browser = findChromium();
/** What assistive technology is given of an element. */
interface Described {
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly ignored: boolean;
}

(browser ? describe : describe.skip)("the page of a month, in a browser", () => {
  const folder = new TestFolder();
  let page: BrowserPage;
  beforeAll(async () => {
    const path = folder.write(
      "march.html",
      monthPage(marchFigures(), (id) => `The clinic with the long name of ${id}`),
    );
    page = await openPage(browser ?? "", pathToFileURL(path).href);
    await page.until("document.readyState === 'complete'");
  });
  afterAll(async () => {
    await page?.close();
    folder.remove();
  });

  test("its policy lets its own style apply, and the browser reports no error", async () => {
    expect(await page.evaluate("getComputedStyle(document.querySelector('.bar')).fill")).toBe("rgb(11, 87, 208)");
    expect(page.errors).toEqual([]);
  });

  test.each([1_400, 768, 375, 320])("at %i pixels nothing but the tables is wider than the screen", async (width) => {
    await page.resize(width, 900);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    const beyond = `[...document.querySelectorAll('main *')].filter((one) => !one.closest('.table') &&
      !one.closest('.patterns') && one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML)`;
    expect(await page.evaluate(beyond)).toEqual([]);
  });

  test("at 375 pixels no label of a chart runs into its value", async () => {
    await page.resize(375, 900);
    const overlaps = `[...document.querySelectorAll('.chart .value')].filter((value) => {
      const label = value.previousElementSibling.getBoundingClientRect();
      return label.right > value.getBoundingClientRect().left;
    }).map((value) => value.previousElementSibling.textContent)`;
    expect(await page.evaluate(overlaps)).toEqual([]);
  });

  test("in the dark its text is light", async () => {
    await page.call("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: "dark" }] });
    expect(await page.evaluate("getComputedStyle(document.body).color")).toBe("rgb(232, 234, 237)");
    await page.call("Emulation.setEmulatedMedia", { media: "print" });
    expect(await page.evaluate("getComputedStyle(document.body).color")).toBe("rgb(22, 24, 29)");
    await page.call("Emulation.setEmulatedMedia", { media: "", features: [] });
  });

  test("a screen reader is given each chart as a picture with a name, and each table with its caption and headings", async () => {
    const { nodes } = await page.call<{ nodes: readonly Described[] }>("Accessibility.getFullAXTree");
    const shown = nodes.filter(({ ignored }) => !ignored);
    const named = (role: string) => shown.filter((one) => one.role?.value === role && one.name?.value !== "");
    expect(named("image")).toHaveLength(8);
    expect(named("table")).toHaveLength(8);
    expect(named("rowheader").length).toBeGreaterThan(60);
    expect(named("columnheader").length).toBeGreaterThan(50);
  });
});
