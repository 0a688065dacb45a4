/** What synth says of the texts that patients read. */
import type { ClinicProfile } from "../../../contracts/clinics/profile-schema";
import { SettingsError } from "../../../infra/stack/settings/check-settings";
import type { Settings } from "../../../infra/stack/settings/settings";
import { TestFolder } from "../../support/test-folder";
import { notesOn } from "./notes";

let folder: TestFolder;
beforeEach(() => {
  folder = new TestFolder();
});
afterEach(() => folder.remove());

const NORTH: ClinicProfile = { id: "north", name: "North Clinic", phone: "(206) 555-0100", wording: "no-reply" };
const TEXT = "{clinic, select, none {} other {{clinic}}}: {date}, {time}. Reply STOP to opt out.";

/** The notes on the texts of clinics with these profiles. */
function notesOf(clinics: readonly ClinicProfile[], settings: Partial<Settings> = {}) {
  const path = folder.write("clinics.json", JSON.stringify({ default: clinics[0]?.id, clinics }));
  const { infos, warnings } = notesOn({ ...settings, clinics: path });
  const ofTexts = (lines: readonly string[]) => lines.filter((line) => line.includes("clinics.json"));
  return { infos: ofTexts(infos), warnings: ofTexts(warnings) };
}

test("a clinic without traps has no warning, and one line for the languages that it did not choose", () => {
  const { infos, warnings } = notesOf([{ ...NORTH, texts: { en: { reminder: TEXT } } }]);
  expect(warnings).toEqual([]);
  expect(infos).toEqual([
    expect.stringMatching(/^\d+ more notes, on what texts cost and .* npm run ops -- texts lint --clinics /),
  ]);
});

test("what can never be right stops the deployment, with a line for each clinic, language, message and reason", () => {
  const bad = (id: string, link: string): ClinicProfile => ({
    ...NORTH,
    id,
    texts: { en: { reminder: `${TEXT} ${link}` } },
  });
  const clinics = [bad("north", "https://evil.example"), bad("south", "https://other.example")];
  const error = (() => {
    try {
      return notesOf(clinics);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(SettingsError);
  const lines = (error as SettingsError).message.split("\n");
  expect(lines).toEqual([
    expect.stringContaining("error: clinic north, en, reminder: the link to evil.example is not at a domain"),
    expect.stringContaining("error: clinic south, en, reminder: the link to other.example is not at a domain"),
  ]);
});

test("what is probably unintended is a warning, said once for clinics that have it in common", () => {
  const clinics = Array.from({ length: 8 }, (_, index) => ({ ...NORTH, id: `c${index}`, language: "ht" as const }));
  const { warnings } = notesOf(clinics);
  const unread = warnings.filter((line) => line.includes("no native speaker"));
  expect(unread).toEqual([
    expect.stringContaining("clinics c0 c1 c2 c3 c4 and 3 more, ht, reminder:"),
    expect.stringContaining("clinics c0 c1 c2 c3 c4 and 3 more, ht, email:"),
  ]);
});

test.each([
  ["false", "warnings", 1],
  ["unstated", "infos", 1],
  ["true", "warnings", 0],
  ["true", "infos", 0],
] as const)(
  "an answer that opts out, with selfManagedOptOuts=%s, is in the %s: %d",
  (selfManagedOptOuts, where, count) => {
    const found = notesOf([{ ...NORTH, wording: "reply" }], { selfManagedOptOuts, smsWording: "no-reply" });
    expect(found[where].filter((line) => line.includes("the answer CANCEL"))).toHaveLength(count);
  },
);

test("with profiles, the setting smsWording alone has no remark: each clinic has its own wording", () => {
  const path = folder.write("clinics.json", JSON.stringify({ default: "north", clinics: [NORTH] }));
  const { infos } = notesOn({ clinics: path, smsWording: "reply" });
  expect(infos.filter((info) => info.includes("CANCEL"))).toEqual([]);
});

test("a deployment without profiles is an INFO, since its texts name no clinic", () => {
  const { infos, warnings } = notesOn({});
  expect(infos.filter((info) => info.includes("The texts name no clinic"))).toHaveLength(1);
  expect(warnings).toEqual([]);
});
