/** The hours in which a run may text: its clock is the machine's, so that it would send nothing at night. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ALWAYS_OPEN } from "../../../contracts/clinics/send-window";
import type { Context, OwnSettings } from "./context";

/** Whether the windows of settings and profiles hold in a run: only if the command line names one. */
export function keepsSendWindows({ commandLine = {} }: OwnSettings): boolean {
  return commandLine.sendWindow !== undefined;
}

/** @returns a line about the windows that hold */
export function sendWindowLine(own: OwnSettings): string {
  if (keepsSendWindows(own)) return "Texts wait for their clinic's send window, by this machine's clock.";
  return "Texts go out at any hour (sendWindow=always for every clinic). For quiet hours: -c reminders:sendWindow=09:00-20:00";
}

/**
 * Gives every clinic of the file that the settings name the window `always`, in a copy. A file that cannot be used is left
 * for the app to report.
 * @param settings by name
 * @param root the folder that the file's path starts from
 * @param folder of the copy
 * @returns the settings that replace others
 */
export async function withoutSendWindows(settings: Context, root: string, folder: string): Promise<Context> {
  const always: Context = { sendWindow: ALWAYS_OPEN };
  const { clinics: path } = settings;
  if (typeof path !== "string" || path === "") return always;
  // Only here: what checks profiles takes longer to load than all else before the app is synthesized.
  const { checkClinics } = await import("../../../contracts/clinics/profiles");
  const check = checkClinics(readOrNothing(resolve(root, path)));
  if (!check.ok || check.file.clinics.every(({ sendWindow }) => sendWindow === undefined)) return always;
  const clinics = check.file.clinics.map((clinic) => ({ ...clinic, sendWindow: ALWAYS_OPEN }));
  const text = JSON.stringify({ ...check.file, clinics });
  const copy = join(folder, `clinics-${createHash("sha256").update(text).digest("hex").slice(0, 16)}.json`);
  await mkdir(folder, { recursive: true });
  await writeFile(copy, text);
  return { ...always, clinics: copy };
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
