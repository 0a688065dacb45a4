import type { TextedPhones } from "../../../services/domain/floods/phone-guard";

/** The texts of each phone and day, in memory. */
export class FakeTextedPhones implements TextedPhones {
  readonly #texts = new Map<string, Set<string>>();
  /** Whether an operator has released all phones. */
  released = false;
  /** If true, nothing can be counted. */
  unwritable = false;

  constructor(readonly max: number) {}

  async count(phoneDigest: string, day: string, notificationId: string): Promise<boolean> {
    if (this.unwritable) throw Object.assign(new Error(), { name: "AccessDeniedException" });
    const texts = this.#texts.get(`${day} ${phoneDigest}`) ?? new Set();
    this.#texts.set(`${day} ${phoneDigest}`, texts);
    if (!texts.has(notificationId) && texts.size >= this.max && !this.released) return false;
    texts.add(notificationId);
    return true;
  }
}
