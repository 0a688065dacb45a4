/** Translates a bundle: each of its Appointments by itself. */
import type { Translated, Translation, TranslationContext } from "../translation";
import type { BundleEntry, FhirMessage } from "./fhir-message";
import { notificationOf, PAYLOAD_PROBLEM } from "./notification";
import { child, type Element, isObject, textOf } from "./reading/element";
import { literalReference } from "./reading/literal-reference";
import { MODIFIER_PROBLEM, unknownModifier } from "./reading/modifiers";
import type { Resource } from "./reading/resources";
import { translateAppointment } from "./translate-appointment";

/** Bundles of changes, or of resources as they are. A document or a response reports something else. */
const TYPES = [
  "transaction",
  "batch",
  "collection",
  "message",
  "searchset",
  "history",
  "subscription-notification",
] as const;

/** @param message a bundle */
export function translateBundle(message: FhirMessage, bundle: Element, context: TranslationContext): Translation {
  const whole = (path: string, problem: string): Translation => [refused(path, problem, () => message.body)];
  const type = child(bundle, "type");
  if (!TYPES.some((known) => known === type.value)) return whole(type.path, `must be one of ${TYPES.join(", ")}`);
  const rules = unknownModifier(bundle);
  if (rules) return whole(rules.path, MODIFIER_PROBLEM);
  const notification = notificationOf(message);
  if (notification?.idle) return [{ kind: "ignored", reason: notification.idle }];
  const [first, ...others] = message.entries.flatMap((entry) => {
    const isHead = notification !== undefined && entry.index === 0;
    return isHead ? [] : translateEntry(entry, message, notification !== undefined, context);
  });
  if (first) return [first, ...others];
  const isEmpty = notification !== undefined && message.entries.length <= 1;
  return whole(child(bundle, "entry").path, isEmpty ? PAYLOAD_PROBLEM : "must have an Appointment");
}

function translateEntry(
  entry: BundleEntry,
  message: FhirMessage,
  isNotification: boolean,
  context: TranslationContext,
): Translated[] {
  const { resource, method, element } = entry;
  const type = literalReference(entry.url)?.type;
  const isOfAppointment = type === "Appointment" || /(?:^|\/)Appointment\?/.test(entry.url);
  if (resource?.type === "Appointment") {
    return translateAppointment(method === "DELETE" ? deleted(resource, entry) : resource, message, context);
  }
  const original = () => message.withEntry(entry);
  if (method === "DELETE" && isOfAppointment && !resource) {
    const former = formerOf(entry, message);
    if (former) return translateAppointment(deleted(former, entry), message, context);
    return [refused(child(element, "request").path, DELETED_PROBLEM, original)];
  }
  if (method === "PATCH" && isOfAppointment) {
    return [refused(child(element, "request").path, "changes parts of an Appointment: send the whole of it", original)];
  }
  // An entry that does not say of which type it is may be an Appointment.
  const isMissing = isNotification && resource === undefined && (isOfAppointment || type === undefined);
  return isMissing ? [refused(child(element, "resource").path, PAYLOAD_PROBLEM, original)] : [];
}

const DELETED_PROBLEM =
  "deletes an Appointment whose patient is not in the message: send it with the status cancelled or entered-in-error";

/** The last version of a deleted resource that the bundle has: a history has them all. */
function formerOf({ url }: BundleEntry, { resources }: FhirMessage): Resource | undefined {
  const id = literalReference(url)?.id;
  return id === undefined ? undefined : resources.last("Appointment", id);
}

/** The resource as if it had been entered in error when it was deleted. */
function deleted(resource: Resource, { element }: BundleEntry): Resource {
  const { value, path } = resource.element;
  const meta = child(resource.element, "meta").value;
  const at = textOf(child(element, "response"), "lastModified");
  const changed = { ...(isObject(meta) && meta), ...(at !== undefined && { lastUpdated: at }) };
  return {
    ...resource,
    element: { path, value: { ...(isObject(value) && value), status: "entered-in-error", meta: changed } },
  };
}

/** A part of the message that cannot be translated. */
export function refused(field: string, problem: string, original: () => string): Translated {
  return { kind: "untranslatable", violations: [{ field, problem, reason: "CONTRACT_VIOLATION" }], original };
}
