import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkReportPath } from "../../../../infra/local/account/report";

const folder = mkdtempSync(join(tmpdir(), "report-path-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the path of the report", () => {
  test("is tried without leaving a file behind or changing one", async () => {
    const path = join(folder, "report.json");
    await checkReportPath(path);
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, "yesterday's");
    await checkReportPath(path);
    expect(readFileSync(path, "utf8")).toBe("yesterday's");
  });

  test("is refused in one sentence where it cannot be written", async () => {
    await expect(checkReportPath(folder)).rejects.toThrow(`${folder} is a folder.`);
    await expect(checkReportPath(join(folder, "none", "report.json"))).rejects.toThrow(
      "is in a folder that does not exist.",
    );
  });

  test("may not be the file of appointments, by whatever name", async () => {
    const input = join(folder, "appointments.json");
    const link = join(folder, "link.json");
    writeFileSync(input, "[]");
    symlinkSync(input, link);
    await expect(checkReportPath(link, input)).rejects.toThrow("would overwrite the appointments");
  });
});
