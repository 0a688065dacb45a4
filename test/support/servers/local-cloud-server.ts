/** A process for local clouds, one after the other: loading what they need takes longer than starting one. */
import type { OwnSettings } from "../../../infra/local/command-line/context";
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from "../../../infra/local/local-cloud";
import { synthesize } from "../../../infra/local/synthesize";

export type Order = { readonly start: Partial<LocalCloudOptions> & { readonly settings?: OwnSettings } } | "stop";

export type Report =
  | { readonly endpoint: string; readonly environment: string }
  | { readonly error: { readonly name: string; readonly message: string } }
  | "stopped";

let cloud: LocalCloud | undefined;

async function carryOut(order: Order): Promise<Report> {
  if (order === "stop") {
    await cloud?.stop();
    cloud = undefined;
    return "stopped";
  }
  try {
    const { settings, ...options } = order.start;
    const assembly = options.assembly ?? (await synthesize(settings)).assembly;
    cloud = await startLocalCloud({ port: 0, faults: "none", receipts: false, ...options, assembly });
    return { endpoint: cloud.endpoint, environment: cloud.environment };
  } catch (error) {
    const { name, message } = error as Error;
    return { error: { name, message } };
  }
}

process.on("message", (order: Order) => void carryOut(order).then((report) => process.send?.(report)));
process.on("disconnect", () => void carryOut("stop").then(() => process.exit(0)));
