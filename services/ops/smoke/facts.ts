/** A fact about AWS that `smoke` can check. */
import type { Evidence } from "./evidence";
import type { Finding } from "./finding";

export interface Fact {
  readonly id: string;
  readonly statement: string;
  readonly find: (evidence: Evidence) => Finding;
}
