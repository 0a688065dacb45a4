/** Numbers as the report writes them. */

export function numeral(count: number): string {
  return count.toLocaleString("en-US");
}

/** Such as `$1,234.50`. */
export function money(dollars: number): string {
  return dollars.toLocaleString("en-US", { style: "currency", currency: "USD" });
}

/** Such as `$0.00581`. */
export function priceText(price: number): string {
  return `$${price.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 9 })}`;
}

/** Such as `12.3 %`; a part that is not 0 is never shown as 0, and one that is not all never as 100. */
export function share(part: number, whole: number): string {
  if (whole === 0) return "";
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 0.1) return "< 0.1 %";
  if (percent < 100 && percent > 99.9) return "> 99.9 %";
  return `${percent.toFixed(1)} %`;
}
