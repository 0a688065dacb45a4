/** Visits by video or phone: R5's `Appointment.virtualService`, or the extension that carries it in R4. */
import { LINK } from "../../../../../contracts/appointment-message";
import { child, type Element, extensions, items, text, textOf } from "../reading/element";
import type { Draft } from "./draft";
import type { Participant } from "./participants";

/** HL7's cross-version extensions, package hl7.fhir.uv.xver-r5.r4 0.1.0. */
const VIRTUAL_SERVICE = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService";

/**
 * How Oracle Health says in R4 that a visit is by video: by a service of this kind, with a URL. Another one, with
 * "Provider" instead, has the link of the practitioner.
 */
const PATIENTS_ROOM = "patient virtual meeting room";

/**
 * Sets the visit and its link. R4 itself has no element that says that a visit is by video.
 * @param participants of the appointment
 */
export function setVisit(draft: Draft, appointment: Element, participants: readonly Participant[]): void {
  const services = [...items(appointment, "virtualService"), ...extensions(appointment, VIRTUAL_SERVICE)];
  const rooms = [
    ...items(appointment, "contained"),
    ...participants.flatMap(({ target }) => target.resource?.element ?? []),
  ].filter(isPatientsRoom);
  const [service] = [...services, ...rooms];
  if (!service) return;
  const urls = rooms.flatMap((room) => items(room, "telecom")).filter((point) => textOf(point, "system") === "url");
  const addresses = [...services.flatMap(addressesOf), ...urls.map((point) => child(point, "value"))];
  const link = addresses.find((address) => /^https?:/i.test(text(address) ?? ""));
  const isPhone = !link && addresses.some((address) => /^(?:tel:|\+?[\d().\s-]{7,}$)/.test(text(address) ?? ""));
  draft.set("visit", isPhone ? "phone" : "video", link ?? addresses[0] ?? service);
  if (!link) return;
  if (LINK.test(text(link) ?? "")) draft.setWhole("link", text(link) ?? "", link);
  else draft.note(link, "is left out: it is no https address in ASCII");
}

function isPatientsRoom(resource: Element): boolean {
  const isService = textOf(resource, "resourceType") === "HealthcareService";
  return isService && items(resource, "type").some((type) => textOf(type, "text")?.toLowerCase() === PATIENTS_ROOM);
}

/** `address[x]` in R5 and in the extension: a URL, a text, a ContactPoint, or an ExtendedContactDetail with several. */
function addressesOf(service: Element): Element[] {
  const native = ["addressUrl", "addressString"].map((name) => child(service, name));
  const point = child(child(service, "addressContactPoint"), "value");
  const details = items(child(service, "addressExtendedContactDetail"), "telecom").map((one) => child(one, "value"));
  const extended = extensions(service, "address").flatMap((address) => [address, ...extensions(address, "telecom")]);
  const values = extended.flatMap((one) => [
    child(one, "valueUrl"),
    child(one, "valueString"),
    child(child(one, "valueContactPoint"), "value"),
  ]);
  return [...native, point, ...details, ...values].filter((address) => text(address) !== undefined);
}
