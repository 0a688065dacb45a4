import { inputsHash } from "../../../infra/local/synthesize";
import { TestFolder } from "../../support/test-folder";

const folder = new TestFolder();
afterAll(() => folder.remove());

test("the app is synthesized again if a clinic profile changes", async () => {
  const clinics = folder.write("clinics.json", '{ "default": "north" }');
  const before = await inputsHash({}, [clinics]);
  expect(await inputsHash({}, [clinics])).toBe(before);
  folder.write("clinics.json", '{ "default": "south" }');
  expect(await inputsHash({}, [clinics])).not.toBe(before);
});

test.each(["examples", "no-such-file.json", ""])(
  "clinics=%j, which is no file, is left to the app",
  async (clinics) => {
    await expect(inputsHash({}, [clinics, undefined])).resolves.toMatch(/^[0-9a-f]{16}$/);
  },
);
