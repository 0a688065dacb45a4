/** Messages in the shapes that vendors publish, with invented people. */
import { booking, sample } from "../../../../support/ehr/fhir/fhir-resources";

const START = "2027-03-01T14:30:00-05:00";

test("a search result of Epic is translated", () => {
  expect(booking(sample("epic-searchset"))).toMatchObject({
    status: "booked",
    appointment: {
      appointmentId: "eD5bLYbxLI2nBQ0.e4Yq3",
      patientId: "eXbMln3hu0PfFrpv2HgVHyg3",
      appointmentTime: "2027-03-01T19:30:00Z",
      patientFirstName: "Patty",
      phoneNumber: "206-555-0100; 206-555-0110; 206-555-0111",
      email: "pat@example.com",
      language: "es",
      practitioner: "Maria Rivera, MD",
      location: "North Clinic",
      instructions: "Bring your insurance card.",
    },
  });
});

test("a video visit of Oracle Health is translated", () => {
  expect(booking(sample("oracle-health-appointment"))).toMatchObject({
    version: Date.parse("2026-11-25T17:19:24Z"),
    appointment: {
      appointmentId: "4822366",
      patientId: "12724066",
      appointmentTime: "2027-03-01T19:30:00.000Z",
      practitioner: "Rivera, MD, Maria",
      location: "North Clinic",
      visit: "video",
      link: "https://video.example.com/patient",
    },
    clinicNames: ["32216049", "North Clinic"],
  });
});

test("a booking message of the NHS, whose slot has the practitioner and the place, is translated", () => {
  expect(booking(sample("nhs-booking-message"))).toMatchObject({
    version: Date.parse("2026-11-25T10:10:00Z"),
    appointment: {
      appointmentId: "e284470a-6695-4c95-b2ad-fa26b3a486c7",
      patientId: "9999999999",
      appointmentTime: "2027-03-01T14:30:00+00:00",
      patientFirstName: "Pat",
      phoneNumber: "07700 900123; 0113 496 0999",
      language: "en",
      practitioner: "Dr Maria Rivera",
      location: "North Surgery\n1 High Street\nLeeds, LS1 4HR",
    },
    clinicNames: ["North Surgery", "X2099"],
  });
});

test("an appointment with a contained patient is translated", () => {
  expect(booking(sample("contained-patient"))).toMatchObject({
    status: "booked",
    version: Date.parse("2026-11-25T17:19:24Z"),
    appointment: {
      appointmentId: "4822366",
      patientId: "12724066",
      appointmentTime: START,
      patientFirstName: "PAT",
      phoneNumber: "2065550100",
      practitioner: "Rivera, MD, Maria",
      location: "North Clinic",
    },
    clinicNames: ["32216049", "North Clinic"],
  });
});

test("a transaction of Medplum without ids and with a slot is translated", () => {
  expect(booking(sample("medplum-transaction"))).toMatchObject({
    version: Date.parse("2026-11-25T10:10:00Z"),
    appointment: {
      appointmentId: "apt-5521",
      patientId: "12724066",
      appointmentTime: START,
      phoneNumber: "+12065550100",
      language: "en-US",
      practitioner: "Maria Rivera, MD",
    },
  });
});

test("a cancellation by a notification of the R4 backport is translated", () => {
  expect(booking(sample("backport-notification"))).toMatchObject({
    status: "cancelled",
    version: Date.parse("2026-11-25T15:10:04.123Z"),
    appointment: {
      appointmentId: "a-77",
      patientId: "p-1042",
      phoneNumber: "+1 206 555 0100",
      practitioner: "Dr. Maria Rivera",
      location: "North Clinic",
    },
    clinicNames: ["north", "North Clinic", "north-health", "North Health"],
  });
});

test("an appointment of OpenEMR without its patient is translated", () => {
  expect(booking(sample("openemr-appointment")).appointment).toEqual({
    appointmentId: "9b7b6d2e-9c53-4f5f-8f4e-2f1a9a1b7a10",
    patientId: "9b7b6c5e-0d8a-4a69-9a35-7b6e8ad55a01",
    appointmentTime: "2027-03-01T14:30:00+00:00",
  });
});

test("a transaction in the shape of Synthea's is translated", () => {
  expect(booking(sample("synthea-like-transaction")).appointment).toEqual({
    appointmentId: "7f8a4c1e-3f0b-b3a1-0000-3d4f9a1f9d21",
    patientId: "7f8a4c1e-3f0b-b3a1-6a55-3d4f9a1f9d20",
    appointmentTime: START,
    patientFirstName: "Pat",
    phoneNumber: "206-555-0100",
    language: "en-US",
    practitioner: "Dr. Maria Rivera",
    location: "North Clinic",
  });
});

test("a message of an interface engine with a room, an interpreter and a video visit is translated", () => {
  expect(booking(sample("engine-message"))).toMatchObject({
    version: Date.parse("2026-11-25T10:10:00-05:00"),
    appointment: {
      language: "vi",
      practitioner: "Prof. Dr. Maria Rivera, FACC",
      location: "North Clinic\nRoom 3\n500 Pine St\nAlbany, NY 12207",
      visit: "video",
      link: "https://video.example.com/j/77",
      instructions: "Have your medicines at hand.",
      timeZone: "America/New_York",
    },
    clinicNames: ["room-3", "Room 3", "north", "NORTH", "North Clinic", "north-health", "North Health"],
  });
});
