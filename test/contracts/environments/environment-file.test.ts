import { mkdirSync } from "node:fs";
import { environmentsIn, readEnvironment } from "../../../contracts/environments/environment-file";
import { TestFolder } from "../../support/test-folder";

const NOT_JSON = "It must be JSON, without comments, and without a comma after the last entry.";
const folder = new TestFolder();
afterAll(() => folder.remove());

/** Reads the environment `prod` with this content of its file. */
function reading(content: string) {
  folder.write("prod.json", content);
  return readEnvironment(folder.path, ".", "prod");
}

test("a file has an account, a region and settings, none of which must be there", () => {
  const all = { account: "012345678901", region: "us-gov-west-1", settings: { timeZone: "UTC" } };
  expect(reading(JSON.stringify(all))).toEqual({ file: { path: "prod.json", ...all }, problems: [] });
  expect(reading("{}")).toEqual({ file: { path: "prod.json", settings: {} }, problems: [] });
});

test("a byte order mark is ignored", () => {
  expect(reading('\uFEFF{"region": "us-east-1"}')).toMatchObject({ file: { region: "us-east-1" }, problems: [] });
});

test.each([
  ["", NOT_JSON],
  ['{"settings": {\n  "timeZone": "UTC",\n}}', NOT_JSON],
  ['// ours\n{"settings": {}}', NOT_JSON],
  ["settings:\n  timeZone: UTC", NOT_JSON],
  ['["prod"]', "It must be a JSON object with settings."],
  ["null", "It must be a JSON object with settings."],
  ['"prod"', "It must be a JSON object with settings."],
  ['{"timeZone": "UTC"}', "There is no key timeZone: the keys are account, region, settings."],
  ['{"__proto__": {"account": "1"}}', "There is no key __proto__: the keys are account, region, settings."],
  ['{"account": 123456789012}', 'The key account takes 12 digits in quotes, such as "123456789012".'],
  ['{"account": "12345678901"}', 'The key account takes 12 digits in quotes, such as "123456789012".'],
  ['{"account": "123456789012\\n"}', 'The key account takes 12 digits in quotes, such as "123456789012".'],
  ['{"account": ""}', 'The key account takes 12 digits in quotes, such as "123456789012".'],
  ['{"region": "us-east"}', "The key region takes the code of a region, such as us-east-1."],
  ['{"region": "us-east-1a"}', "The key region takes the code of a region, such as us-east-1."],
  ['{"region": null}', "The key region takes the code of a region, such as us-east-1."],
  ['{"settings": ["timeZone"]}', "The key settings takes an object of settings by name."],
  ['{"settings": null}', "The key settings takes an object of settings by name."],
  ['{"settings": {"timeZone": "UTC", "timeZone": "Asia/Tokyo"}}', "The key timeZone is there twice."],
])("the file %j is refused with its name and the key", (content, problem) => {
  expect(reading(content).problems).toEqual([`prod.json: ${problem}`]);
});

test("all problems of a file are found at once, and what can be read is read", () => {
  const { file, problems } = reading(
    '{"account": 1, "Region": "x", "settings": {"timeZone": "UTC", "timeZone": "UTC"}}',
  );
  expect(problems).toHaveLength(3);
  expect(file).toEqual({ path: "prod.json", settings: { timeZone: "UTC" } });
});

test("the default environment needs no file, and every other does", () => {
  folder.write("prod.json", "{}");
  folder.write("Test.json", "{}");
  folder.write("pre-prod.json", "{}");
  expect(readEnvironment(folder.path, ".", "dev")).toEqual({ problems: [] });
  expect(readEnvironment(folder.path, ".", "staging")).toEqual({
    problems: [
      "There is no environment staging: staging.json does not exist, and the environments with files are prod.",
    ],
  });
  expect(readEnvironment(folder.path, "none", "prod")).toEqual({
    problems: ["There is no environment prod: none/prod.json does not exist, and no environment has a file."],
  });
});

test("the folder may be anywhere", () => {
  folder.write("prod.json", '{"region": "us-east-1"}');
  expect(readEnvironment("elsewhere", folder.path, "prod")).toMatchObject({ file: { path: folder.at("prod.json") } });
});

test("a file that cannot be read is refused with the reason", () => {
  mkdirSync(folder.at("test.json"));
  expect(readEnvironment(folder.path, ".", "test")).toEqual({ problems: ["test.json: It cannot be read (EISDIR)."] });
  expect(environmentsIn(folder.path, ".")).not.toContain("test");
});
