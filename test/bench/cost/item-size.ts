/** The size of an item: "DynamoDB item sizes and formats", DynamoDB Developer Guide. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";

export type Item = Readonly<Record<string, AttributeValue>>;

/** Bytes of a list or map itself, and of each element in addition to its value. */
const OF_A_COLLECTION = 3;
const OF_AN_ELEMENT = 1;

/** Bytes of an item: names and values of its attributes. */
export function itemBytes(item: Item): number {
  return sum(Object.entries(item).map(([name, value]) => utf8(name) + valueBytes(value)));
}

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return utf8(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  if (value.L) return OF_A_COLLECTION + sum(value.L.map((element) => OF_AN_ELEMENT + valueBytes(element)));
  if (value.M) {
    const entries = Object.entries(value.M).map(([name, of]) => OF_AN_ELEMENT + utf8(name) + valueBytes(of));
    return OF_A_COLLECTION + sum(entries);
  }
  throw new Error(`The bench does not know the size of ${Object.keys(value)}`);
}

/** One byte per two significant digits, one more, and one for a minus. */
function numberBytes(text: string): number {
  const digits = text.replace(/e.*$/i, "").replace(/\D/g, "");
  const significant = digits.replace(/^0+|0+$/g, "").length;
  return Math.ceil(significant / 2) + 1 + (text.startsWith("-") ? 1 : 0);
}

function utf8(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
