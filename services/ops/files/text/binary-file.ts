/** Recognises files that are not text by their first bytes. */
import { misuse } from "../../output/status";

interface Kind {
  readonly signature: Buffer;
  readonly problem: string;
  readonly hint: string;
}

const AS_CSV = 'In the spreadsheet program, save the sheet as "CSV UTF-8".';

/**
 * ZIP, in which .xlsx, .xlsm, .ods and .numbers files are packed: APPNOTE 4.3.7. Compound files, such as .xls: MS-CFB
 * 2.2. gzip: RFC 1952, 2.3.1. PDF: ISO 32000, 7.5.2.
 */
const KINDS: readonly Kind[] = [
  {
    signature: Buffer.from("PK\u0003\u0004", "latin1"),
    problem: "is not text but a spreadsheet workbook, or another ZIP file",
    hint: AS_CSV,
  },
  {
    signature: Buffer.from("d0cf11e0a1b11ae1", "hex"),
    problem: "is not text but an old spreadsheet workbook, or another Office file",
    hint: AS_CSV,
  },
  { signature: Buffer.from("1f8b", "hex"), problem: "is compressed with gzip", hint: "Decompress it first: gunzip." },
  {
    signature: Buffer.from("%PDF-", "latin1"),
    problem: "is not text but a PDF",
    hint: "Export the appointments as CSV.",
  },
];

/** The number of bytes that are checked. */
export const MAX_SIGNATURE_LENGTH = Math.max(...KINDS.map(({ signature }) => signature.length));

/**
 * @param begin the first bytes of the file, at least {@link MAX_SIGNATURE_LENGTH} unless it is shorter
 * @throws CommandError if they are the signature of a file that is not text
 */
export function refuseBinary(begin: Buffer, name: string): void {
  const kind = KINDS.find(({ signature }) => begin.subarray(0, signature.length).equals(signature));
  if (kind) throw misuse(`${name} ${kind.problem}`, kind.hint);
}
