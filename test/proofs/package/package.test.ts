/** The package, as somebody has it who installed the tarball in an empty folder. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { compile, packedPackage, run, userFolder } from "../../support/packed-package";

const EXAMPLE = "examples/platform-app";
const CDK = ["aws-cdk-lib", "constructs", "cdk-nag", "tsx", "@types/node"];
const TYPESCRIPT = JSON.stringify({
  compilerOptions: {
    target: "es2023",
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: false,
    types: ["node"],
  },
  files: ["user.ts"],
});

/** The files of a folder of the package, with their paths. */
async function filesOf(folder: string): Promise<string[]> {
  const root = join((await packedPackage()).folder, folder);
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

function readJson(path: string) {
  return JSON.parse(readFileSync(path, "utf8"));
}

test("a user installs Zod with it, and no other package", async () => {
  const { folder } = await packedPackage();
  const { dependencies, peerDependencies, peerDependenciesMeta } = readJson(join(folder, "package.json"));
  expect(Object.keys(dependencies)).toEqual(["zod"]);
  // Senders need no CDK.
  expect(Object.keys(peerDependencies)).toEqual(["aws-cdk-lib", "constructs"]);
  expect(Object.values(peerDependenciesMeta)).toEqual([{ optional: true }, { optional: true }]);
});

test("it has no text that only a checkout can follow, no source, and nothing of this machine", async () => {
  const files = await filesOf("dist");
  const texts = files.filter((file) => /\.m?js$/.test(file)).map((file) => [file, readFileSync(file, "utf8")] as const);
  expect(texts.length).toBeGreaterThan(20);
  expect(texts.filter(([, text]) => /npm run (?:-s )?ops/.test(text)).map(([file]) => file)).toEqual([]);
  expect(texts.filter(([, text]) => text.includes(process.cwd())).map(([file]) => file)).toEqual([]);
  expect(files.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))).toEqual([]);
});

test("it has the published schemas, and all queues and topics in AsyncAPI", async () => {
  const published = readdirSync("contracts").filter((name) => name.endsWith(".json"));
  expect(published).toContain("asyncapi.json");
  const files = await filesOf("dist/schemas");
  expect(files.map((file) => basename(file)).sort()).toEqual(published.sort());
});

test("it passes on the licences of what its bundles are made of", async () => {
  const { folder } = await packedPackage();
  const licences = readFileSync(join(folder, "dist/THIRD-PARTY-LICENCES.txt"), "utf8");
  for (const name of ["@aws-sdk/client-sns", "commander", "libphonenumber-js"])
    expect(licences).toContain(`\n${name} `);
  expect(licences).not.toMatch(/AGPL|see below/);
});

describe("The example of a platform team", () => {
  let user: string;
  beforeAll(async () => {
    const files = readdirSync(EXAMPLE).map((name) => [name, readFileSync(join(EXAMPLE, name), "utf8")] as const);
    user = await userFolder(Object.fromEntries(files), CDK);
  });

  test("compiles under the compiler's checks of libraries", async () => {
    expect(await compile(user)).toBe("");
  });

  test("synthesizes two environments under a boundary, without a finding of the rule packs, and without esbuild", async () => {
    const { context } = readJson(join(user, "cdk.json"));
    const env = {
      ...process.env,
      NODE_ENV: "",
      CDK_OUTDIR: join(user, "cdk.out"),
      CDK_CONTEXT_JSON: JSON.stringify(context),
    };
    // It fails if a rule pack finds anything.
    await run(process.execPath, ["--import", "tsx", "app.ts"], { cwd: user, env });
    const { pluginReports } = readJson(join(user, "cdk.out/validation-report.json"));
    const packs = pluginReports.filter(({ pluginName = "" }) => /^(?:HIPAA|AwsSolutions)/.test(pluginName));
    expect(packs.map(({ conclusion = "" }) => conclusion)).toEqual(["success", "success"]);
    for (const [stage, name] of [
      ["Test", "test"],
      ["Prod", "prod"],
    ]) {
      const folder = join(user, "cdk.out", `assembly-${stage}`);
      const file = readdirSync(folder).find((path) => path.endsWith(".template.json")) ?? "";
      const resources = Object.values<{ Type: string; Properties: Record<string, unknown> }>(
        readJson(join(folder, file)).Resources,
      );
      const named = (type: string) => resources.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
      const queues = named("AWS::SQS::Queue").map(({ QueueName }) => QueueName);
      expect(queues).toContain(`healthcare-appointments-${name}`);
      const boundaries = named("AWS::IAM::Role").map(({ PermissionsBoundary }) => JSON.stringify(PermissionsBoundary));
      expect(boundaries.length).toBeGreaterThan(10);
      expect(boundaries.filter((boundary = "") => !boundary.includes("acme-workload-boundary"))).toEqual([]);
    }
  });

  test("deploys the bundles of the package, with the files of its settings", () => {
    const assets = readdirSync(join(user, "cdk.out")).filter((name) => name.startsWith("asset."));
    const contents = assets.map((name) => readdirSync(join(user, "cdk.out", name)));
    expect(contents.filter((names) => names.includes("index.mjs"))).toHaveLength(8);
    // The consumers have the texts.
    expect(contents.filter((names) => names.includes("texts")).length).toBeGreaterThan(1);
  });
});

describe("A sender in TypeScript without the CDK", () => {
  const sender = (field: string) => `
    import { toMessage } from "appointment-reminder-pipeline/contracts";
    const { MessageBody } = toMessage({ patientId: "p1", appointmentTime: "2030-12-01T10:00:00Z", ${field} });
    console.log(MessageBody satisfies string);`;

  test("has a message made, and runs", async () => {
    const user = await userFolder({ "tsconfig.json": TYPESCRIPT, "user.ts": sender('doctorName: "Rivera"') }, [
      "tsx",
      "@types/node",
    ]);
    expect(await compile(user)).toBe("");
    const { stdout } = await run(process.execPath, ["--import", "tsx", "user.ts"], { cwd: user });
    expect(JSON.parse(stdout)).toMatchObject({ patientId: "p1", doctorName: "Rivera" });
  });

  test("is refused a misspelt field by the compiler", async () => {
    const user = await userFolder({ "tsconfig.json": TYPESCRIPT, "user.ts": sender('phone: "+12065550100"') }, [
      "@types/node",
    ]);
    expect(await compile(user)).toMatch(/^user\.ts\(3,\d+\): error/);
  });
});

test("the operators' commands are a program of the package, with its own name", async () => {
  const user = await userFolder({ "a.json": '[{ "patientId": "p1", "appointmentTime": "2030-12-01T10:00:00Z" }]' }, []);
  const program = join(user, "node_modules/appointment-reminder-pipeline/dist/ops/appointment-reminders.mjs");
  const { stdout } = await run(process.execPath, [program, "validate", "a.json"], { cwd: user });
  expect(stdout).toContain("1 appointment: 1 keeps the contract");
  const help = await run(process.execPath, [program, "--help"], { cwd: user });
  expect(help.stdout).toContain("Usage: npx appointment-reminders");
  const texts = await run(process.execPath, [program, "texts", "preview"], { cwd: user });
  expect(texts.stdout).toContain("Your appointment with Dr. Rivera");
});
