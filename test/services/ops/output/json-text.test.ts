import { jsonText } from "../../../../services/ops/output/json-text";

test("JSON for a script shows no control, direction or line-separator character to a terminal", () => {
  const hostile = "a\u001b[2J\u0085\u009b\u007f\u2028\u2029\u202e\u200b\ufeff\u{e0041}é\u{1f44d}";
  const text = jsonText({ name: hostile, inside: [hostile] }, 2);
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(JSON.parse(text)).toEqual({ name: hostile, inside: [hostile] });
  expect(text).toContain("\\u202e");
  expect(text).toContain("é\u{1f44d}");
});
