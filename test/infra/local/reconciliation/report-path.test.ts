import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reconcile } from "../../../../infra/local/reconciliation/reconcile";
import { checkReportPath, createReport, writeReport } from "../../../../infra/local/reconciliation/report";
import { NO_RESULTS } from "../../../support/data/results";

const folder = mkdtempSync(join(tmpdir(), "report-path-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the path of the report", () => {
  test("is checked without creating or changing a file", async () => {
    const path = join(folder, "report.json");
    await checkReportPath(path);
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, "yesterday's");
    await checkReportPath(path);
    expect(readFileSync(path, "utf8")).toBe("yesterday's");
  });

  test("is refused in one sentence if it cannot be written", async () => {
    await expect(checkReportPath(folder)).rejects.toThrow(`${folder} is a folder.`);
    await expect(checkReportPath(join(folder, "none", "report.json"))).rejects.toThrow(
      "is in a folder that does not exist.",
    );
  });

  test("is named if its disk fills up, and the partial report is removed", async () => {
    const input = { notifications: new Map(), appointments: 0, cancelledInTime: 0, broken: [] };
    const facts = { environment: "dev", startedAt: "", finishedAt: "", faults: "none" } as const;
    const report = createReport(facts, input, NO_RESULTS, reconcile(input, NO_RESULTS), []);
    await expect(writeReport("/dev/full", report)).rejects.toThrow(
      "The report cannot be written: /dev/full is on a full disk. It is incomplete; the summary is",
    );
  });

  test("may not be the appointments file, under any name", async () => {
    const input = join(folder, "appointments.json");
    const link = join(folder, "link.json");
    writeFileSync(input, "[]");
    symlinkSync(input, link);
    await expect(checkReportPath(link, input)).rejects.toThrow("would overwrite the appointments");
  });
});
