import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inCents, LIST_PRICES } from "../../../../services/ops/report/figures/month-costs";
import { fc } from "../../../support/data/properties";
import { ops } from "../../../support/ops";

const AMOUNTS = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 60 });
const inWholeCents = (dollars: number) => Math.round(dollars * 100);
const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);

test("amounts in cents add up to their rounded sum, and none is off by a cent or more", () => {
  fc.assert(
    fc.property(AMOUNTS, (amounts) => {
      const rounded = inCents(amounts);
      expect(Math.abs(sumOf(rounded.map(inWholeCents)) - sumOf(amounts) * 100)).toBeLessThan(0.5 + 1e-3);
      for (const [index, amount] of amounts.entries())
        expect(Math.abs((rounded[index] ?? Number.NaN) - amount)).toBeLessThan(0.01 + 1e-7);
    }),
  );
});

test("half a cent is rounded up in the parts as in the sum", () => {
  expect(inCents([0.005])).toEqual([0.01]);
  expect(inCents([1.005])).toEqual([1.01]);
  expect(sumOf(inCents([0.005, 0.005]).map(inWholeCents))).toBe(1);
  expect(inCents([])).toEqual([]);
});

test("docs/month-report.md and --help have the default prices", async () => {
  const page = readFileSync(join(__dirname, "../../../../docs/month-report.md"), "utf8");
  const shown = [...page.matchAll(/^\| `--([\w-]+)` \| ([\d.]+) \|/gm)].map(([, name, price]) => [name, Number(price)]);
  const { partPrice, carrierFee, emailPrice, reminderPrice, monthlyPrice } = LIST_PRICES;
  expect(Object.fromEntries(shown)).toEqual({
    "part-price": partPrice,
    "carrier-fee": carrierFee,
    "email-price": emailPrice,
    "reminder-price": reminderPrice,
    "monthly-price": monthlyPrice,
  });
  const { out } = await ops(["report", "--help"]);
  const flat = out.replace(/\s+/g, " ");
  for (const price of Object.values(LIST_PRICES)) expect(flat).toContain(`(default: ${price})`);
});
