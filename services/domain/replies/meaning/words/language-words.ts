/** The words of a language, in natural spelling: accents, capitals and punctuation do not matter. */

/**
 * Phrases as patterns: `(a|b)` is one of several, `[a|b]` one of them or none, and `<name>` a group of the language.
 * A phrase is compared with whole words, and an answer is understood only if phrases cover all of it.
 */
export interface LanguageWords {
  /** Alternatives that several phrases use, such as the words for an appointment; may use groups named before. */
  readonly groups?: Readonly<Record<string, string>>;
  readonly confirm: readonly string[];
  /** Agreement that gives way to what follows: `ok, I can't come` is a cancellation. */
  readonly okay: readonly string[];
  /** A wish to cancel. */
  readonly cancel: readonly string[];
  /** The patient does not come: a cancellation, or with a wish for another time that wish. */
  readonly absent: readonly string[];
  readonly reschedule: readonly string[];
  /** An opt-out, also where it is one sentence of several. */
  readonly stop: readonly string[];
  /** An opt-out where nothing else is said. */
  readonly stopAlone: readonly string[];
  /** An opt-out anywhere in an answer, unless a word of {@link negations} stands before it. */
  readonly stopInside: readonly string[];
  readonly start: readonly string[];
  readonly help: readonly string[];
  readonly courtesy: readonly string[];
  /** Words that change nothing, and mean nothing on their own: please, sorry, doctor. */
  readonly filler: readonly string[];
  /** Why a patient does not come; means nothing on its own. */
  readonly reasons: readonly string[];
  /** Says that the phone is not the patient's; of no meaning but an opt-out beside it. */
  readonly strangers: readonly string[];
  /** Words after which a name may stand: `thanks Maria`, `this is Maria`. */
  readonly beforeName: readonly string[];
  /** Turn a wish to opt out into its opposite. */
  readonly negations: readonly string[];
  /** With {@link negations} the words that are never a name, and never a typing error for another word. */
  readonly doubts: readonly string[];
  /** Words of another language's table that mean something else in this one. */
  readonly unclear?: readonly string[];
  /** What our texts ask for, in case that a phone quotes it. */
  readonly echoes: readonly string[];
}

export type PhraseKind = Exclude<keyof LanguageWords, "groups" | "beforeName" | "negations" | "doubts">;
