import { jsonText } from "./json-text";
import { pour, type Terminal } from "./terminal";

/** A JSON object with a list that is written as it grows: the list may be larger than the memory. */
export interface JsonDocument {
  add(entry: object): Promise<void>;
  /** Ends the document, however the command ends. @param rest the fields after the list */
  end(rest: object): Promise<void>;
}

/** @param list the name of the list */
export function jsonDocument(terminal: Terminal, list: string): JsonDocument {
  let separator = `{${jsonText(list)}:[\n`;
  let entries = 0;
  return {
    async add(entry) {
      await pour(terminal, `${separator}${jsonText(entry)}`);
      separator = ",\n";
      entries += 1;
    },
    async end(rest) {
      const fields = jsonText(rest).slice(1);
      await pour(terminal, `${entries > 0 ? "" : separator}]${fields === "}" ? "" : ",\n"}${fields}\n`);
    },
  };
}
