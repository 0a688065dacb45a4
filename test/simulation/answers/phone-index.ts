/** The index of the delivery log by phones, which lags behind it. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { Surroundings } from "../services/execution";

const SECOND = 1_000;
/** ms by which the index may be behind the table. */
const USUAL_LAG = 50;
const LAGS = [SECOND, 30 * SECOND, 120 * SECOND];
const INDEX_LAGS = 0.1;

export class PhoneIndex {
  /** By notification, the oldest first. */
  readonly #entries = new Map<string, { readonly at: number; readonly phoneDigest: string }[]>();

  /** When an entry was not found for the lag, by its phone; ms since 1970. */
  readonly unseen: { readonly phoneDigest: string; readonly at: number }[] = [];

  constructor(private readonly around: Surroundings) {}

  /** Notes what a transition has left. */
  note({ notificationId, phoneDigest }: DeliveryLogItem): void {
    if (phoneDigest === undefined) return;
    const entries = this.#entries.get(notificationId) ?? [];
    this.#entries.set(notificationId, entries);
    if (entries.at(-1)?.phoneDigest !== phoneDigest) entries.push({ at: this.around.time.now, phoneDigest });
  }

  /** The notifications of a phone, as the index had them some time ago. */
  find(phoneDigest: string): ReadonlySet<string> {
    const { choices, time } = this.around;
    const lag = choices.fault("index lags", "phones", INDEX_LAGS) ? choices.oneOf(LAGS) : choices.between(0, USUAL_LAG);
    const asOf = (latest: number) => {
      const lists = [...this.#entries].filter(
        ([, entries]) => entries.findLast(({ at }) => at <= latest)?.phoneDigest === phoneDigest,
      );
      return new Set(lists.map(([notificationId]) => notificationId));
    };
    const found = asOf(time.now - lag);
    if (found.size < asOf(time.now).size) this.unseen.push({ phoneDigest, at: time.now });
    return found;
  }
}
