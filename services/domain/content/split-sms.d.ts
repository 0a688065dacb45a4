declare module "split-sms" {
  /** `summary`: only how long the parts are, not what stands in each. */
  export function split(
    text: string,
    options?: { summary?: boolean },
  ): { readonly characterSet: "GSM" | "Unicode"; readonly parts: readonly unknown[] };
}
