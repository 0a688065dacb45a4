import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { servingLines } from "../../../../infra/local/command-line/advice";
import { DEFAULT_PORT } from "../../../../infra/local/command-line/command-line";

const ROOT = join(__dirname, "../..", "..", "..");

test("--serve prints everything that an SDK and npm run ops need, with the port in use", () => {
  const lines = servingLines("http://127.0.0.1:4999", "prod").split("\n");
  expect(lines.filter((line) => line.startsWith("  export "))).toEqual([
    "  export AWS_ENDPOINT_URL=http://127.0.0.1:4999",
    "  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local",
    "  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1",
    '  export ENVIRONMENT=prod OPS_BECAUSE="a try on the local run"',
  ]);
  expect(lines).toContain('  alias aws="aws --endpoint-url $AWS_ENDPOINT_URL"');
});

test("no document names the port, so that its commands work with any", () => {
  const documents = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md"));
  const naming = ["README.md", ...documents.map((name) => join("docs", name))].filter((name) =>
    readFileSync(join(ROOT, name), "utf8").includes(String(DEFAULT_PORT)),
  );
  expect([documents.length > 5, naming]).toEqual([true, []]);
});
