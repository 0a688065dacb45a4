/** The codes of the lines with which the history of a notification notes what an operator did about it. */
export const OPERATOR_CODES = ["REDRIVEN", "SENT_AGAIN", "REPLAYED", "ANSWER_CLOSED"] as const;
export type OperatorCode = (typeof OPERATOR_CODES)[number];

export function isOperatorCode(code: string | undefined): code is OperatorCode {
  return (OPERATOR_CODES as readonly (string | undefined)[]).includes(code);
}
