/** The page of a notification's states, drawn from the tables that the pipeline itself uses. */
import type { NotificationStatus } from "../../contracts/delivery-log";
import { sourcesOf } from "../../services/domain/notification/decide";
import {
  RECEIPT_RULES,
  RECEIPT_TRANSITIONS,
  type ReceiptGuard,
  type ReceiptRule,
} from "../../services/domain/notification/receipt-rules";
import { type Decision, type Guard, NEW, type Rule, STATES } from "../../services/domain/notification/states";
import { TRANSITIONS, type TransitionName } from "../../services/domain/notification/transitions";

const STATUSES = Object.keys(STATES) as NotificationStatus[];
const NAMES = Object.keys(TRANSITIONS) as TransitionName[];

const SHOWN: Readonly<Record<Guard, string>> = {
  "lease expired": "its claim has expired",
  "own message": "the last write was made for it",
  redriven: "it comes from the DLQ",
  "another contact": "it brings another phone or email",
  unread: "it waits for the appointments table, which cannot be read and may have another contact or wish",
  "another wish": "it says that the patient wants no reminders, or emails only, and the log does not",
  dropped: "an operator dropped the notification",
  reopened: "an operator redrove it with `--reopen`",
};

const SHOWN_OF_RECEIPT: Readonly<Record<ReceiptGuard, string>> = {
  "last message": "it is of the text or email that was accepted last",
  "its claim": "its own attempt holds the notification",
  "lease expired": "the claim has expired",
  "own receipt": "the last write was made for it",
  redriven: "it comes from the DLQ, and is of the text or email that was accepted last",
  "email due": "it is of the text that was accepted last, and the log still has what an email is made of",
  bounced: "the history has a bounce of this email",
  "nothing delivered": "with it, everything that was delivered has bounced",
};

const DONE: Readonly<Record<Exclude<Decision, "apply">, string>> = {
  "publish-again": "acknowledged, and its outcome event published again",
  duplicate: "acknowledged as a duplicate",
  "in-progress": "left to SQS, which delivers it again",
  "hand-over-again": "put on the next queue once more",
  "hold-again": "acknowledged; it waits with the others, as one item",
};

/** The whole page, as Markdown. */
export function statesPage(): string {
  return [
    "# The states of a notification",
    "",
    "<!-- Drawn by `npm run states` from services/domain/notification/states.ts and transitions.ts: change those, not this. -->",
    "",
    "A notification is one item of the delivery log. Each transition is one conditional write; this page shows the conditions.",
    "The page, the writes and the consumers' decisions are made from two tables: `transitions.ts` and `states.ts` in",
    "`services/domain/notification/`.",
    "",
    "## The ordinary way",
    drawing(ordinaryEdges()),
    "## After a crash",
    "",
    "A claim holds for longer than any function runs. Once it has expired, its owner is dead, and the next message takes the",
    "notification over. The history then has `LEASE_EXPIRED`, and a second send sets `possibleDuplicate`: the dead owner may have",
    "sent.",
    drawing(edgesOn("lease expired")),
    "## After a failure",
    "",
    "What failed is tried again when its message comes from the DLQ, or when a message brings another phone number or email.",
    "`NO_CONTACT` and `UNDELIVERED` are only for another contact. A message of a patient who wants no reminders ends all three.",
    "One of a patient who wants emails only, without a usable address, ends what failed as `NO_CONTACT`. The log keeps that wish",
    "even if a message makes no transition: no message is texted any more.",
    drawing(edgesOn("redriven", "another contact", "another wish")),
    "## After a receipt",
    "",
    "A carrier's receipt says what became of a text or an email that it had accepted. A success counts for any attempt, a",
    "failure only for the text or email that was accepted last. A text that was not delivered becomes an email if there is a",
    "usable address and the appointment has not begun; otherwise the notification ends as `UNDELIVERED`. A delivered text stays",
    "delivered; a delivered email may still bounce.",
    drawing(receiptEdges()),
    "The first line of a state that fits applies. Where none does, the receipt changes nothing, and the history gets a line.",
    table(["state", "receipt", "if", "and the receipt is"], receiptRows()),
    "## The transitions",
    table(["transition", "made by", "when", "leads to"], NAMES.map(transitionRow)),
    "## What becomes of a message",
    "",
    "A message that cannot make its transition at once is handled by the state of its notification. The first line of a state",
    "that fits applies. Where the status is unknown, because a newer version wrote it, the message is left to SQS.",
    "",
    table(["state", "which means", "consumer", "what the message shows", "and the message is"], messageRows()),
  ]
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n");
}

interface Edge {
  readonly from: NotificationStatus | "[*]";
  readonly transition: TransitionName;
}

function ordinaryEdges(): Edge[] {
  const free = (from: Edge["from"], rules: readonly Rule[]) =>
    rules.filter(({ decision, on }) => decision === "apply" && !on).flatMap((rule) => edges(from, rule));
  return [
    ...free("[*]", NEW.rules),
    ...STATUSES.flatMap((from) => [
      ...(STATES[from].held ?? []).map((transition): Edge => ({ from, transition })),
      ...free(from, STATES[from].rules),
    ]),
  ];
}

function receiptEdges(): Edge[] {
  return STATUSES.flatMap((from) =>
    RECEIPT_RULES[from]
      .filter(({ decision }) => decision === "apply")
      .flatMap(({ transitions }) => transitions.map((transition): Edge => ({ from, transition }))),
  );
}

const DONE_WITH_RECEIPT: Readonly<Record<ReceiptRule["decision"], string>> = {
  apply: "processed",
  "publish-again": DONE["publish-again"],
  "hand-over-again": DONE["hand-over-again"],
  "in-progress": DONE["in-progress"],
  note: "acknowledged, with a line in the history",
};

function receiptRows(): string[][] {
  return STATUSES.flatMap((status) =>
    RECEIPT_RULES[status].map(({ transitions, on, decision }, index) => [
      index === 0 ? `\`${status}\`` : "",
      transitions.length === RECEIPT_TRANSITIONS.length ? "any" : named(transitions),
      on ? SHOWN_OF_RECEIPT[on] : "",
      DONE_WITH_RECEIPT[decision],
    ]),
  );
}

function edgesOn(...guards: readonly Guard[]): Edge[] {
  return STATUSES.flatMap((from) =>
    STATES[from].rules
      .filter(({ decision, on }) => decision === "apply" && on && guards.includes(on))
      .flatMap((rule) => edges(from, rule)),
  );
}

function edges(from: Edge["from"], { transitions = [] }: Rule): Edge[] {
  return transitions.map((transition) => ({ from, transition }));
}

function drawing(all: readonly Edge[]): string {
  const arrows = new Set(
    all.map(({ from, transition }) => `  ${from} --> ${TRANSITIONS[transition].to}: ${transition}`),
  );
  return ["", "```mermaid", "stateDiagram-v2", ...arrows, "```", ""].join("\n");
}

function transitionRow(transition: TransitionName): string[] {
  const { by, when, to } = TRANSITIONS[transition];
  return [`\`${transition}\``, by.join(", "), when, `\`${to}\``];
}

function messageRows(): string[][] {
  const rows = (status: string, meaning: string, rules: readonly Rule[]) =>
    rules.map((rule, index) => [
      index === 0 ? status : "",
      index === 0 ? meaning : "",
      rule.by ?? "either",
      [
        rule.on && SHOWN[rule.on],
        rule.decision !== "apply" && rule.transitions && `it requests ${named(rule.transitions)}`,
      ]
        .filter(Boolean)
        .join("; "),
      rule.decision === "apply" ? `processed: ${named(rule.transitions ?? NAMES)}` : DONE[rule.decision],
    ]);
  return [
    ...rows("none", NEW.meaning, NEW.rules),
    ...STATUSES.flatMap((status) => rows(`\`${status}\``, STATES[status].meaning, STATES[status].rules)),
  ];
}

/** The transitions that may begin a notification are not listed one by one. */
function named(transitions: readonly TransitionName[]): string {
  const opening = NAMES.filter((transition) => sourcesOf(transition).opens);
  return transitions.length === opening.length
    ? "its transition"
    : transitions.map((transition) => `\`${transition}\``).join(", ");
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `|${cells.map((cell) => ` ${cell} `).join("|")}|`.replaceAll("  ", " ");
  return ["", line(heads), `| ${heads.map(() => "---").join(" | ")} |`, ...rows.map(line), ""].join("\n");
}
