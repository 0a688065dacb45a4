/** `texts list`, `texts lint` and `texts preview`. */
import { readFileSync } from "node:fs";
import { LANGUAGES } from "../../../../contracts/clinics/languages";
import type { ClinicProfile } from "../../../../contracts/clinics/profile-schema";
import { REPLY_MESSAGES } from "../../../../contracts/texts/messages";
import { PART_PRICE } from "../../../../services/domain/costs/prices";
import { perThousand } from "../../../../services/ops/texts/price";
import { ops } from "../../../support/ops";
import { TestFolder } from "../../../support/test-folder";

let folder: TestFolder;
beforeEach(() => {
  folder = new TestFolder();
});
afterEach(() => folder.remove());

const NORTH: ClinicProfile = {
  id: "north",
  name: "North <b>& Clinic",
  phone: "(206) 555-0100",
  wording: "no-reply",
  linkDomains: ["video.example.com"],
  sms: { originationNumber: "+12065550100" },
  email: { replyTo: "desk@example.com" },
};
const CAIRO: ClinicProfile = {
  id: "cairo",
  name: "Cairo Clinic",
  language: "ar",
  defaultCountry: "EG",
  sms: { senderId: "Cairo" },
};

const texts = (name: string, clinics: readonly ClinicProfile[], ...options: string[]) => {
  const [first] = clinics;
  const path = folder.write("clinics.json", JSON.stringify({ default: first?.id, clinics }));
  return ops(["texts", name, "--clinics", path, ...options]);
};

describe("list", () => {
  test("shows every language of every clinic, with its source, whether it is reviewed, and its parts", async () => {
    const own = { ...NORTH, texts: { es: { reminder: "{clinic, select, none {} other {{clinic}}} {date} {time}" } } };
    const { out, status } = await texts("list", [own, CAIRO]);
    const rows = out.trim().split("\n");
    expect([status, rows.length]).toEqual([0, 1 + 2 * 3 * LANGUAGES.length]);
    expect(rows[0]).toMatch(/^clinic +language +message +from +reviewed/);
    expect(rows.filter((row) => /^north +es +reminder +profile +yes +1 \(\d+\)/.test(row))).toHaveLength(1);
    expect(rows.filter((row) => /^north +en +email +catalogue +yes$/.test(row))).toHaveLength(1);
    expect(rows.filter((row) => /^north +en +replies +catalogue +yes +1 \(\d+\)/.test(row))).toHaveLength(1);
    expect(rows.filter((row) => /^cairo +ht +reminder +catalogue +no +\d \(\d+\)/.test(row))).toHaveLength(1);
  });

  test("shows one clinic and one language where they are named", async () => {
    const { out } = await texts("list", [NORTH, CAIRO], "--clinic", "cairo", "--language", "fr", "--json");
    const of = { clinic: "cairo", language: "fr", source: "catalogue", reviewed: false };
    expect(JSON.parse(out)).toMatchObject({
      messages: [
        { ...of, message: "reminder" },
        { ...of, message: "email" },
        { ...of, message: "replies" },
      ],
    });
  });
});

describe("lint", () => {
  test("without profiles it reports that the text names no clinic: status 1", async () => {
    const { out, status } = await ops(["texts", "lint", "--language", "en"]);
    expect(status).toBe(1);
    expect(out).toContain("warning: clinic default, en, reminder: it names no clinic");
    expect(out).toMatch(/\n0 errors, 2 warnings, \d+ infos?\.\n$/);
    expect(out).not.toContain("CANCEL");
  });

  test("of the wording reply it reports the answer CANCEL", async () => {
    const { out, status } = await ops(["texts", "lint", "--language", "en", "--wording", "reply"]);
    expect(status).toBe(1);
    expect(out).toContain("warning: clinic default, en, reminder: the answer CANCEL opts the phone out of all texts.");
  });

  test("a clinic without warnings has status 0, and so has one whose warnings are all allowed", async () => {
    expect((await texts("lint", [NORTH], "--language", "en")).status).toBe(0);
    const reply: ClinicProfile = { ...NORTH, wording: "reply" };
    expect((await texts("lint", [reply], "--language", "en")).status).toBe(1);
    expect((await texts("lint", [reply], "--language", "en", "--allow", "OPT_OUT_ANSWER")).status).toBe(0);
  });

  test("an error cannot be allowed", async () => {
    const { status, err } = await texts("lint", [NORTH], "--allow", "FORBIDDEN_LINK");
    expect(status).toBe(2);
    expect(err).toContain("Must be codes of warnings");
  });

  test("every problem of a file is one line, with clinic, language, message and reason: status 1", async () => {
    const bad: ClinicProfile = {
      ...NORTH,
      timeZone: "Mars/Base",
      texts: { en: { reminder: "{clinc} {date} {time}" }, es: { reminder: "{date" } },
    };
    const [zone, ...others] = [
      await texts("lint", [bad]),
      await texts("lint", [{ ...bad, timeZone: "UTC" }]),
      await texts("lint", [{ ...bad, timeZone: "UTC" }], "--json"),
    ];
    expect([zone.status, ...others.map(({ status }) => status)]).toEqual([1, 1, 1]);
    expect(zone.out).toContain("error: clinic north, timeZone: it must be an IANA time zone");
    expect(others[0]?.out).toContain("error: clinic north, en, reminder: has no placeholder {clinc}");
    expect(others[0]?.out).toContain("error: clinic north, es, reminder: is not ICU MessageFormat");
    expect(JSON.parse(others[1]?.out ?? "")).toMatchObject({
      findings: [
        { code: "INVALID_MESSAGE", severity: "error", clinic: "north", language: "en", message: "reminder" },
        { code: "INVALID_MESSAGE", severity: "error", clinic: "north", language: "es", message: "reminder" },
      ],
      errors: 2,
    });
  });
});

describe("preview", () => {
  test("prints each text with its parts and its price, in the languages that each clinic chose", async () => {
    const { out, status } = await texts("preview", [NORTH, CAIRO]);
    expect(status).toBe(0);
    const heads = out.split("\n").filter((line) => line.includes(" per 1,000"));
    expect(heads.map((line) => line.split(":")[0])).toEqual([
      "north, en, typical",
      "north, en, long",
      "north, en, longest",
      "north, en, video",
      ...REPLY_MESSAGES.map((name) => `north, en, ${name}`),
      "cairo, ar, typical",
      "cairo, ar, long",
      "cairo, ar, longest",
      ...REPLY_MESSAGES.map((name) => `cairo, ar, ${name}`),
    ]);
    expect(out).toContain("Your appointment on Mon, Mar 1 at 2:30 PM is confirmed.");
    expect(heads[0]).toMatch(/2 parts, \d+ characters, 18\.62 dollars per 1,000$/);
    expect(out).toContain("https://video.example.com/");
    expect(out).not.toMatch(/\p{Cf}/u);
  });

  test("takes another price", async () => {
    const { out } = await texts("preview", [NORTH], "--price", "0.01", "--json");
    const { texts: shown, emails } = JSON.parse(out);
    expect([shown[0], emails.length]).toMatchObject([{ parts: 2, dollarsPerThousand: 20 }, 1]);
  });

  test("shows of a clinic that acknowledges no answers only what carriers ask for", async () => {
    const { out } = await texts("preview", [{ ...NORTH, replies: { acknowledge: false } }], "--json");
    const samples: string[] = JSON.parse(out).texts.map(({ sample }: { sample: string }) => sample);
    expect(samples.filter((sample) => sample.startsWith("reply"))).toEqual([
      "replyOptedOut",
      "replyOptedIn",
      "replyHelp",
    ]);
  });

  test("writes a page with each text on a phone and each email, in every language that is asked for", async () => {
    const path = folder.at("page.html");
    const { status, err, out } = await texts("preview", [NORTH, CAIRO], "--language", "all", "--html", path);
    expect([status, out, err]).toEqual([0, "", `Wrote ${path}.\n`]);
    const page = readFileSync(path, "utf8");
    expect([...page.matchAll(/<figure class="phone">/g)]).toHaveLength(
      LANGUAGES.length * (4 + 3 + 2 * REPLY_MESSAGES.length),
    );
    expect([...page.matchAll(/<iframe /g)]).toHaveLength(LANGUAGES.length * 2);
    expect(page).toContain('lang="ar" dir="rtl"');
    expect(page).toContain("prefers-color-scheme: dark");
    expect(page).toContain("desk@example.com");
    expect(page).toMatch(/class="info">info: clinic north, en, reminder: it has 2 parts/);
  });

  test("the page has no scripts, asks for nothing, and shows values as text", async () => {
    const path = folder.at("page.html");
    const hostile = {
      ...NORTH,
      texts: { en: { reminder: '{date} {time} "<script>alert(1)</script><img src=x onerror=y>' } },
    };
    await texts("preview", [hostile], "--html", path);
    const page = readFileSync(path, "utf8");
    expect(page).not.toMatch(/<script|<img|<b>& Clinic/);
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
    expect(page).toContain("default-src 'none'");
    expect([...page.matchAll(/<iframe sandbox="" [^>]*srcdoc="[^"<>]*"><\/iframe>/g)]).toHaveLength(1);
  });

  test("a page that cannot be written, and a file with problems, are errors of one line", async () => {
    const nowhere = await texts("preview", [NORTH], "--html", folder.at("no/page.html"));
    expect([nowhere.status, nowhere.err]).toEqual([2, expect.stringContaining("cannot be written: ENOENT")]);
    const bad = await texts("preview", [{ ...NORTH, timeZone: "Mars/Base" }]);
    expect([bad.status, bad.err]).toEqual([2, expect.stringMatching(/timeZone[^\n]*\n.*texts lint/)]);
  });
});

test.each(["list", "lint", "preview"])("%s needs an existing file, clinic and language", async (name) => {
  const missing = await ops(["texts", name, "--clinics", folder.at("none.json")]);
  expect([missing.status, missing.err]).toEqual([2, expect.stringContaining("none.json cannot be read (ENOENT)")]);
  const other = await texts(name, [NORTH], "--clinic", "south");
  expect([other.status, other.err]).toEqual([2, expect.stringContaining("There is no clinic south")]);
  const language = await texts(name, [NORTH], "--language", "klingon");
  expect([language.status, language.err]).toEqual([2, expect.stringContaining("Must be all, or one of en, es")]);
});

test("the price is that of docs/costs.md", () => {
  expect(perThousand(2, PART_PRICE)).toBe(18.62);
});
