/** Reads the settings of a run. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DEFAULT_ENVIRONMENT, readEnvironment } from "../../../contracts/environments/environment-file";
import { ENVIRONMENT } from "../../../contracts/resource-names";
import { CONTEXT_FILE, type Context, namedSettings, type OwnSettings } from "./context";
import { UserError } from "./user-error";

/**
 * @param root the folder of the project
 * @param environmentsFolder of the files of environments, from the root
 * @param given what the command line has
 * @throws {UserError} if `cdk.json` or `cdk.context.json` cannot be read
 */
export async function readOwnSettings(
  root: string,
  environmentsFolder: string,
  given: Pick<OwnSettings, "environment" | "commandLine">,
): Promise<OwnSettings> {
  const contextFile = await readContextFile(root);
  const { context: project } = JSON.parse(await readFile(join(root, "cdk.json"), "utf8")) as { context?: Context };
  const environment = given.environment ?? project?.environment ?? contextFile.environment ?? DEFAULT_ENVIRONMENT;
  const folder = namedSettings(project ?? {}, { contextFile, ...given }).environmentsFolder ?? environmentsFolder;
  // What is wrong with them is for the app to report.
  const isReadable = typeof environment === "string" && ENVIRONMENT.test(environment) && typeof folder === "string";
  const file = isReadable && folder !== "" ? readEnvironment(root, folder, environment).file : undefined;
  return { ...given, environmentsFolder: String(folder), file, contextFile };
}

/**
 * @param folder the project's
 * @returns {} if there is no such file
 * @throws {UserError} if it is not a JSON object
 */
export async function readContextFile(folder: string): Promise<Context> {
  let text: string;
  try {
    text = await readFile(join(folder, CONTEXT_FILE), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new UserError(`${CONTEXT_FILE} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UserError(`${CONTEXT_FILE} must be a JSON object`);
  }
  return value as Context;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${CONTEXT_FILE} is not valid JSON`);
  }
}
