declare module "split-sms" {
  /** `summary`: only the lengths of the parts, without their contents. */
  export function split(
    text: string,
    options?: { summary?: boolean },
  ): { readonly characterSet: "GSM" | "Unicode"; readonly parts: readonly unknown[] };
}
