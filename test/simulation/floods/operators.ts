/** Operators who release what the guard against floods holds. */
import { Execution } from "../services/execution";
import type { World } from "../services/world";

const MINUTE = 60_000;
/** ms between two looks of the operators, who look until the night. */
const LOOKS_EVERY = 30 * MINUTE;
export const LAST_LOOK = 10 * 60 * MINUTE;
/** The shares of runs in which they release phones, and the texts of a day. */
const RELEASE_PHONES = 0.5;
const RELEASE_TEXTS = 0.5;

/** Operators release a held run in any case, and texts in some runs: otherwise those wait for the next day. */
export function startReleases(world: World): void {
  const { floods, choices, time } = world;
  if (!floods) return;
  const releasesPhones = choices.fraction() < RELEASE_PHONES;
  const releasesTexts = choices.fraction() < RELEASE_TEXTS;
  const first = choices.between(MINUTE, 2 * LOOKS_EVERY);
  const look = async () => {
    const by = new Execution("release", world);
    const calls = async () => {
      await by.repeatable("release the held run", () => void floods.releaseRun());
      if (releasesPhones) await by.repeatable("release phones", () => floods.releasePhones());
      if (releasesTexts) await by.repeatable("release texts", () => floods.releaseTexts());
    };
    await calls().catch(() => {});
  };
  for (let after = first; after <= LAST_LOOK; after += LOOKS_EVERY) time.after(after, () => void look());
}
