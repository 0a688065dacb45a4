import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CLINICS_FOLDER } from "../../../contracts/clinics/clinic";
import { checkSettings } from "../../../infra/stack/settings/check-settings";
import { readClinicProfiles } from "../../../infra/stack/settings/clinic-profiles";
import { clinicFiles } from "../../../services/adapters/clinic-files";

const folder = mkdtempSync(join(tmpdir(), "clinics-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = join(folder, "clinics.json");
const SOUTH = { id: "south", name: "South Clinic", timeZone: "America/Phoenix", senderNames: ["SOUTH", "loc-12"] };
beforeAll(() => {
  writeFileSync(file, JSON.stringify({ default: "north", clinics: [{ id: "north", name: "North Clinic" }, SOUTH] }));
  const profiles = readClinicProfiles(checkSettings({ clinics: file }));
  for (const [path, content] of profiles?.files ?? []) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
});
const clinics = () => clinicFiles(join(folder, CLINICS_FOLDER));

test("the clinics of the bundle are those of the file that the setting names", () => {
  expect(clinics().find("south")).toMatchObject({ ...SOUTH, isDefault: false, defaultCountry: "US" });
  expect(clinics().find("north")).toMatchObject({ id: "north", isDefault: true, timeZone: "America/New_York" });
});

test("the default clinic is found without an id", () => {
  expect(clinics().find(undefined)?.id).toBe("north");
});

test("the names under which senders know clinics are found without their profiles", () => {
  expect(clinics().senderNames()).toEqual({ south: "south", "loc-12": "south" });
});

test("a profile is read once", () => {
  const found = clinics();
  expect(found.find("south")).toBe(found.find("south"));
});

test.each(["west", "_default", "_sender-names", "../clinics", "north.json", "NORTH", "", "a\0b", "a".repeat(300)])(
  "%j is no clinic, and no other file is read",
  (clinicId) => {
    expect(clinics().find(clinicId)).toBeUndefined();
  },
);

test("a bundle without profiles fails instead of texting in the name of another clinic", () => {
  expect(() => clinicFiles(join(folder, "nothing")).find("south")).toThrow("ENOENT");
});
