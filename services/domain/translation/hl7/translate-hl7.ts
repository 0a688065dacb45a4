/** Translates HL7 v2 messages about appointments (SIU) in ER7: one message, several, or a batch file. */
import type { ContractViolation } from "../../../../contracts/appointment-check";
import type { Translate, Translated, Translation } from "../translation";
import { splitMessages } from "./er7-text";
import { translateMessage } from "./translate-message";

/** See {@link Translate}. Paths are as in `PID-13[2].4`, and of one of several messages as in `message[3] SCH-11.4`. */
export const translateHl7: Translate = (body, context): Translation => {
  const text = splitMessages(body);
  if (text.kind === "empty") return [{ kind: "ignored", reason: "is a batch without messages" }];
  if (text.kind === "unreadable") {
    const violation: ContractViolation = { field: "", problem: text.problem, reason: "CONTRACT_VIOLATION" };
    return [{ kind: "untranslatable", violations: [violation], original: () => body }];
  }
  const { messages } = text;
  const translated = messages.flatMap((lines, index) => {
    const parts = translateMessage(lines, context);
    return messages.length === 1 ? parts : parts.map((part) => located(part, `message[${index + 1}] `));
  });
  return translated as [Translated, ...Translated[]];
};

function located(translated: Translated, prefix: string): Translated {
  switch (translated.kind) {
    case "ignored":
      return { ...translated, reason: `${prefix}${translated.reason}` };
    case "untranslatable": {
      const [first, ...others] = translated.violations;
      const inMessage = (violation: ContractViolation) => ({ ...violation, field: `${prefix}${violation.field}` });
      return { ...translated, violations: [inMessage(first), ...others.map(inMessage)] };
    }
    case "booking": {
      const sources = Object.entries(translated.sources).map(([field, path]) => [field, `${prefix}${path}`]);
      const notes = translated.notes.map(({ path, note }) => ({ path: `${prefix}${path}`, note }));
      return { ...translated, sources: Object.fromEntries(sources), notes };
    }
  }
}
