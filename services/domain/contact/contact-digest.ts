import { createHash } from "node:crypto";
import type { Contact } from "./contact";

/** Contacts are compared by this digest, without storing them. */
export function contactDigest(contact: Contact): string {
  const text = JSON.stringify([contact.phoneNumber ?? "", contact.email ?? ""]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
