import { readFileSync } from "node:fs";
import { sendWindowLine, withoutSendWindows } from "../../../../infra/local/command-line/send-windows";
import { TestFolder } from "../../../support/test-folder";

const files = new TestFolder();
const folder = files.path;
afterAll(() => files.remove());

const NORTH = { id: "north", name: "North Clinic", sendWindow: "10:00-11:00" };
const SOUTH = { id: "south", name: "South Clinic" };

const fileOf = (content: unknown) => files.write("clinics.json", JSON.stringify(content));

test("without profiles, the only clinic may text at any hour", async () => {
  expect(await withoutSendWindows({ timeZone: "UTC", sendWindow: "10:00-11:00" }, folder, folder)).toEqual({
    sendWindow: "always",
  });
});

test("a clinic whose profile has a window may text at any hour, and nothing else of it changes", async () => {
  fileOf({ default: "north", clinics: [NORTH, SOUTH] });
  const { clinics, sendWindow } = await withoutSendWindows({ clinics: "clinics.json" }, folder, folder);
  expect(sendWindow).toBe("always");
  expect(JSON.parse(readFileSync(String(clinics), "utf8"))).toEqual({
    default: "north",
    clinics: [
      { ...NORTH, sendWindow: "always" },
      { ...SOUTH, sendWindow: "always" },
    ],
  });
});

test.each([
  ["has no windows", { default: "south", clinics: [SOUTH] }],
  ["cannot be used", { default: "north", clinics: [{ ...NORTH, sendWindow: "at noon" }] }],
])("a file that %s is the app's to read", async (_, content) => {
  const path = fileOf(content);
  expect(await withoutSendWindows({ clinics: path }, folder, folder)).toEqual({ sendWindow: "always" });
});

test("a run says whether texts wait", () => {
  expect(sendWindowLine({ file: { path: "prod.json", settings: { sendWindow: "09:00-20:00" } } })).toMatch(
    /^Texts go out at any hour/,
  );
  expect(sendWindowLine({ commandLine: { sendWindow: "09:00-20:00" } })).toMatch(/^Texts wait for/);
});
