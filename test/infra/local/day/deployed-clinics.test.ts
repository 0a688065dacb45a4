import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readClinics } from "../../../../infra/local/day/deployed-clinics";
import { CLINIC } from "../../../support/data/clinics";
import { sampleFunction, writeSampleAssembly } from "../../../support/data/sample-assembly";

const ENVIRONMENT = {
  SMS_CONSUMERS: "2",
  CLINIC_TIME_ZONE: "America/New_York",
  DEFAULT_COUNTRY: "US",
  COUNTRIES: "all",
  SMS_WORDING: "keys",
  REMINDER_PLAN: "1d",
  SEND_WINDOW: "always",
};
const assemblyWith = (digest: string) =>
  writeSampleAssembly(
    {},
    { Consumer: sampleFunction("consumer", "ConsumerRole", { ...ENVIRONMENT, CLINICS: digest }) },
  );
const read = (assembly: string) => readClinics(assembly, "http://127.0.0.1:4566");

test("without profiles, the settings are the only clinic", () => {
  const { profiles, find } = read(assemblyWith("none"));
  expect(profiles).toEqual([]);
  expect(find(undefined)).toEqual(CLINIC);
  expect(find("north")).toBeUndefined();
});

test("the profiles are those in the SMS function's bundle, the default clinic first", () => {
  const assembly = assemblyWith("0123456789abcdef");
  const folder = join(assembly, "asset.consumer", "clinics");
  mkdirSync(folder);
  const clinics = ["east", "north", "west"].map((id) => ({ ...CLINIC, id, isDefault: id === "north" }));
  for (const clinic of clinics) writeFileSync(join(folder, `${clinic.id}.json`), JSON.stringify(clinic));
  writeFileSync(join(folder, "_default.json"), '"north"');
  const { profiles, find } = read(assembly);
  expect(profiles.map(({ id }) => id)).toEqual(["north", "east", "west"]);
  expect([find(undefined)?.id, find("west")?.id, find("default")]).toEqual(["north", "west", undefined]);
});
