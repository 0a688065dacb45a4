/** The synthesized app with a changed template, in a temporary folder. */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

type Properties = Record<string, unknown>;

export interface Template {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties: Properties }>;
}

interface Statement {
  readonly Effect: string;
  Action: string | string[];
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: unknown;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The folders of the app, by its settings. */
const apps = new Map<string, Promise<string>>();

/**
 * The folder of the app, synthesized as for the local run.
 * @param settings by name, as JSON
 */
async function synthesize(settings: string): Promise<string> {
  // Jest cannot import `synthesize.ts`: it is an ES module that uses its own URL.
  const module = pathToFileURL(join(__dirname, "../../../infra/local/synthesize.ts")).href;
  const script = `import(${JSON.stringify(module)}).then(async ({ synthesize }) => console.log((await synthesize({ commandLine: ${settings} })).assembly))`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "-e", script]);
  return stdout.trim();
}

/** @returns the folder of a copy */
export async function changedApp(
  change: (template: Template) => void,
  settings: Readonly<Record<string, string>> = {},
): Promise<string> {
  const given = JSON.stringify(settings);
  const app = apps.get(given) ?? synthesize(given);
  apps.set(given, app);
  const source = await app;
  const folder = mkdtempSync(join(tmpdir(), "changed-app-"));
  folders.push(folder);
  cpSync(source, folder, { recursive: true });
  const file = readdirSync(folder).find((name) => name.endsWith(".template.json"));
  if (!file) throw new Error(`There is no template in ${source}`);
  const template = JSON.parse(readFileSync(join(folder, file), "utf8")) as Template;
  change(template);
  writeFileSync(join(folder, file), JSON.stringify(template));
  return folder;
}

/** The properties of the resource with this type, and this value of the property with its name. */
export function named({ Resources }: Template, type: string, property: string, name: string): Properties {
  const found = Object.values(Resources).find(({ Type, Properties }) => Type === type && Properties[property] === name);
  if (!found) throw new Error(`There is no ${type} ${name} in the template`);
  return found.Properties;
}

/**
 * Removes an action from a role. CDK merges statements: the action stays on other resources of the same statement.
 * @param role the `Fn::GetAtt` of the role
 * @param on a text in the statement's resource or condition
 * @throws if the role does not have the action, since the test would then prove nothing
 */
export function takeAway({ Resources }: Template, role: unknown, action: string, on: string): void {
  const [roleId] = (role as { "Fn::GetAtt": [string] })["Fn::GetAtt"];
  let taken = 0;
  for (const { Type, Properties } of Object.values(Resources)) {
    if (Type !== "AWS::IAM::Policy" || !JSON.stringify(Properties.Roles).includes(roleId)) continue;
    const document = Properties.PolicyDocument as { Statement: Statement[] };
    for (const statement of [...document.Statement]) {
      const { Resource, NotResource, Condition } = statement;
      const actions = [statement.Action].flat();
      if (!actions.includes(action) || !JSON.stringify([Resource, NotResource, Condition]).includes(on)) continue;
      statement.Action = actions.filter((other) => other !== action);
      taken += 1;
      const others = [Resource ?? []].flat().filter((one) => !JSON.stringify(one).includes(on));
      const isByResource = JSON.stringify(Resource ?? []).includes(on);
      if (isByResource && others.length > 0)
        document.Statement.push({ ...statement, Action: [action], Resource: others });
    }
    document.Statement = document.Statement.filter(({ Action }) => Action.length > 0);
  }
  if (taken === 0) throw new Error(`${roleId} is not granted ${action} on ${on}`);
}
