/** The local cloud in a separate process: Jest cannot import some of its modules. */
import type { OwnSettings } from "../../../infra/local/command-line/context";
import { type LocalCloudOptions, startLocalCloud } from "../../../infra/local/local-cloud";
import { synthesize } from "../../../infra/local/synthesize";

const options = JSON.parse(process.argv[2] ?? "{}") as Partial<LocalCloudOptions> & { settings?: OwnSettings };

async function serve(): Promise<void> {
  try {
    const { settings, ...others } = options;
    const assembly = options.assembly ?? (await synthesize(settings)).assembly;
    const cloud = await startLocalCloud({ port: 0, faults: "none", receipts: false, ...others, assembly });
    process.on("disconnect", () => void cloud.stop().then(() => process.exit(0)));
    process.send?.({ endpoint: cloud.endpoint, environment: cloud.environment });
  } catch (error) {
    const { name, message } = error as Error;
    process.send?.({ error: { name, message } }, () => process.exit(1));
  }
}

void serve();
