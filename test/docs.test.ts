/** The documents match the code: their links resolve, and the commands, settings and files that they name exist. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { APPOINTMENT_STATUSES } from "../contracts/appointment-status";
import { bookingJsonSchema } from "../contracts/bookings/booking-message";
import { LANGUAGES } from "../contracts/clinics/languages";
import { ENVIRONMENTS_FOLDER, environmentsIn } from "../contracts/environments/environment-file";
import { channelsPage } from "../docs/drawings/channels-page";
import { messages, messagesPicture } from "../docs/drawings/messages-picture";
import { statesPage } from "../docs/drawings/states-page";
import { textWidth } from "../docs/drawings/text-width";
import { withTexts } from "../docs/drawings/texts-page";
import { readDeployment } from "../infra/stack/deployment/read-deployment";
import { checkSettings } from "../infra/stack/settings/check-settings";
import { SETTINGS } from "../infra/stack/settings/settings";

const ROOT = join(__dirname, "..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const pagesOf = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
    .map((name) => join(folder, name));
const DECISIONS = pagesOf("docs/decisions");
const PAGES = ["CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", ...pagesOf("docs")];
const DOCUMENTS = ["README.md", ...PAGES, ...[".github", "examples", "infra", "test"].flatMap(pagesOf)];

test("docs/states.md is what npm run states writes", () => {
  expect(read("docs/states.md")).toBe(statesPage());
});

test("docs/queues-and-topics.md is what npm run channels writes", () => {
  expect(read("docs/queues-and-topics.md")).toBe(channelsPage());
});

test("docs/messages.svg is what npm run messages writes", () => {
  expect(read("docs/messages.svg")).toBe(messagesPicture());
});

test("the texts of docs/clinics.md are those that patients get: npm run texts", () => {
  const page = read("docs/clinics.md");
  expect(page).toBe(withTexts(page));
  for (const language of LANGUAGES) expect(page).toContain(`<blockquote lang="${language}"`);
});

test("the picture shows the whole text, and every paragraph of the email", () => {
  const plain = (markup: string) => markup.replaceAll(/<[^>]*>/g, "");
  const lines = [...read("docs/messages.svg").matchAll(/<text [^>]*>(.*?)<\/text>/g)];
  const shown = lines.map(([, line = ""]) => plain(line)).join(" ");
  const { sms, email } = messages();
  const paragraphs = [...email.html.matchAll(/<(h1|p)\b[^>]*>(.*?)<\/\1>/gs)].map(([, , text = ""]) => plain(text));
  expect(paragraphs.length).toBeGreaterThan(3);
  expect([sms, email.subject, ...paragraphs].filter((text) => !shown.includes(text))).toEqual([]);
});

test("every line of the picture ends within its phone or its email", () => {
  const lines = [...messagesPicture().matchAll(/<text x="([\d.]+)" .*?font-size="(\d+)"(.*?)>(.*?)<\/text>/g)];
  expect(lines.length).toBeGreaterThan(10);
  const beyond = lines.filter(([, x, size, style = "", text = ""]) => {
    const end = Number(x) + textWidth(text.replaceAll(/<[^>]*>/g, ""), Number(size), style.includes("bold"));
    return end > (Number(x) < 340 ? 300 : 820);
  });
  expect(beyond.map(([, , , , text]) => text)).toEqual([]);
});

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(path: string): string[] {
  const headings = [...read(path).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test.each(DOCUMENTS)("every link of %s leads to a file, and to a heading where it names one", (document) => {
  const links = [...read(document).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = ""]) => link);
  const broken = links.filter((link) => {
    const [path, anchor] = link.split("#");
    const target = path ? relative(ROOT, join(ROOT, dirname(document), path)) : document;
    return !existsSync(join(ROOT, target)) || (anchor && !anchorsOf(target).includes(anchor));
  });
  expect(broken).toEqual([]);
});

/** The scripts of a folder's package.json, if it has one: examples are packages of their own. */
function scriptsOf(folder: string): Record<string, string> {
  const path = join(folder, "package.json");
  return existsSync(join(ROOT, path)) ? (JSON.parse(read(path)) as { scripts: Record<string, string> }).scripts : {};
}

test.each(DOCUMENTS)("every script and setting that %s names exists", (document) => {
  const scripts = { ...scriptsOf("."), ...scriptsOf(dirname(document)) };
  const text = read(document);
  const scriptsNamed = [...text.matchAll(/npm run (\w+(?:[:-]\w+)*)/g)].map(([, name = ""]) => name);
  expect(scriptsNamed.filter((name) => !scripts[name])).toEqual([]);
  const keys = [...text.matchAll(/ -c ([\w:]+)=/g)].map(([, key = ""]) => key);
  const ours = ["environment", ...["account", "region", ...Object.keys(SETTINGS)].map((name) => `reminders:${name}`)];
  expect(keys.filter((key) => !ours.includes(key))).toEqual([]);
});

test("the settings of every cdk command are valid together with those of the example file", () => {
  const example = JSON.parse(read("infra/environments/example.json")) as { settings: Record<string, unknown> };
  const texts = DOCUMENTS.map((document) => read(document).replace(/\\\n\s*/g, ""));
  const commands = texts.flatMap((text) => [
    ...text.matchAll(/\bcdk (?:diff|deploy|destroy|import|synth)\b[^`\n#&]*/g),
  ]);
  const refused = commands.flatMap(([command]) => {
    const given = [...command.matchAll(/ -c reminders:(\w+)=(\S*)/g)].map(([, name, value]) => [name, value]);
    try {
      checkSettings({ ...example.settings, ...Object.fromEntries(given) });
      return [];
    } catch (error) {
      return [`${command}: ${error}`];
    }
  });
  expect(refused).toEqual([]);
});

test("the example of docs/deploying.md is the file of the example environment", () => {
  expect(read("docs/deploying.md")).toContain(`\`\`\`json\n${read("infra/environments/example.json")}\`\`\``);
});

test.each(environmentsIn(ROOT, ENVIRONMENTS_FOLDER))("the file of the environment %s is valid", (environment) => {
  expect(readDeployment({ environment }, ROOT).settings.environment).toBe(environment);
});

test.each(DOCUMENTS)("every file and folder that %s names exists", (document) => {
  const named = [...read(document).matchAll(/`((?:contracts|docs|infra|services|test|\.ci|\.github)\/[\w./-]+)`/g)];
  // Files that users write.
  const ofUsers = ["infra/environments/prod.json", "infra/environments/test.json"];
  const paths = named.map(([, path = ""]) => path).filter((path) => !ofUsers.includes(path));
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test("the README links every document, and the list of decisions every decision", () => {
  const pages = PAGES.filter((page) => !DECISIONS.includes(page));
  const list = "docs/decisions/README.md";
  expect([...pages, list].filter((document) => !read("README.md").includes(`](${document})`))).toEqual([]);
  const decisions = DECISIONS.filter((page) => page !== list).map((page) => basename(page));
  expect(decisions.length).toBeGreaterThan(0);
  expect(decisions.filter((page) => !read(list).includes(`](${page})`))).toEqual([]);
});

test("every decision says what, why and what follows", () => {
  const parts = DECISIONS.filter((page) => !page.endsWith("README.md")).map((page) => [
    page,
    [...read(page).matchAll(/^\*\*(\w+)\.\*\*/gm)].map(([, part]) => part).join(", "),
  ]);
  expect(parts.filter(([, named]) => named !== "What, Why, Consequences, Where")).toEqual([]);
});

test("the table of settings has the names, defaults and values of the declaration", () => {
  const rows = [...read("docs/deploying.md").matchAll(/^\| `(\w+)` \| (`[^`]*`|none) \| ([^|]+) \| ([^|]+) \|$/gm)];
  const documented = rows.map(([, name, byDefault, takes]) => [name, byDefault, takes?.replaceAll("`", "")]);
  const declared = Object.entries(SETTINGS).map(([name, { default: value, takes }]) => {
    const none = typeof value === "object" || value === "";
    return [name, none ? "none" : `\`${value}\``, takes.replaceAll("`", "")];
  });
  expect(documented).toEqual(declared);
});

test("the table of the message has the fields of the contract", () => {
  const [, table = ""] = /^## The message, contract v1\n\n(.*?)\n\n/ms.exec(read("docs/sending-appointments.md")) ?? [];
  const documented = [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, field]) => field);
  const schema = JSON.parse(read("contracts/appointment-message.v1.schema.json")) as { properties: object };
  expect(documented.sort()).toEqual(Object.keys(schema.properties).sort());
});

test("the table of bookings has the fields and the statuses of their contract", () => {
  const page = read("docs/sending-appointments.md");
  const [, table = ""] = /^\| field of a booking \|.*?\n(.*?)\n\n/ms.exec(page) ?? [];
  const documented = [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, field]) => field);
  const schema = bookingJsonSchema() as { properties: object };
  expect(documented.sort()).toEqual(Object.keys(schema.properties).sort());
  expect(APPOINTMENT_STATUSES.filter((status) => !table.includes(`\`${status}\``))).toEqual([]);
});

test("the resources that a new stack adopts have their deployed logical ids", () => {
  const json = /^\{\n {2}"DataKey[\s\S]*?^\}/m.exec(read("docs/deploying.md"))?.[0] ?? "{}";
  const stateful = JSON.parse(read("test/infra/stack/constructs/stateful-resources.json")) as Record<
    string,
    { Type: string }
  >;
  const kept = Object.entries(stateful).filter(([, { Type }]) => /::(?:Table|Queue|Key|Secret)$/.test(Type));
  // The table of the rate limit is deleted with its stack; the new stack creates its own.
  const ids = kept.map(([id]) => id).filter((id) => !id.startsWith("SmsRateLimit"));
  expect(Object.keys(JSON.parse(json)).sort()).toEqual(ids.sort());
});
