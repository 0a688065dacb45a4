import { createHash } from "node:crypto";
import type { Contact } from "./contact";

/** Tells whether two contacts are the same without showing them. */
export function contactDigest(contact: Contact): string {
  const text = JSON.stringify([contact.phoneNumber ?? "", contact.email ?? ""]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
